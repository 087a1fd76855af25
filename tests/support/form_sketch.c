// form_sketch.c: how a document was understood, as lines.
#include "form_sketch.h"

#include "model/format.h"

static const char *const fields[] = {
#define X(name, lua) lua,
  ZP_FIELD_MAP(X)
#undef X
};

static void put_place(zp_sink *sink, const zp_place *place)
{
  zp_sink_print(sink, " %u:%u", place->row, place->column);
}

static void put_findings(zp_sink *sink, const zp_findings *list, bool places)
{
  for (size_t i = 0; i < list->count; i++) {
    const zp_finding *f = &list->items[i];
    zp_sink_print(sink, "%s", zp_status_code(f->status));
    if (places) put_place(sink, &f->place);
    zp_sink_print(sink, " %.*s", ZP_ARG(f->args[0]));
    if (f->args[1].len != 0) zp_sink_print(sink, " | %.*s", ZP_ARG(f->args[1]));
    zp_sink_print(sink, "\n");
  }
}

static void put_cells(zp_sink *sink, const char *what, const zp_cell *cells, size_t count)
{
  for (size_t i = 0; i < count; i++) zp_sink_print(sink, "  %s %.*s\n", what, ZP_ARG(cells[i].text));
}

static void put_form(zp_sink *sink, const zp_form *m, bool places)
{
  zp_sink_print(sink, "form %.*s", ZP_ARG(m->layout->id));
  if (places) put_place(sink, &m->place);
  zp_sink_print(sink, "\n");
  if (m->title.text.len != 0) zp_sink_print(sink, "  title %.*s\n", ZP_ARG(m->title.text));
  zp_sink_print(sink, "  columns");
  for (size_t c = 0; c < m->column_count; c++) {
    const zp_form_column *column = &m->columns[c];
    zp_sink_print(sink, " %zu=%s%s", column->number, column->used ? fields[column->field] : "-", column->guessed ? "?" : "");
  }
  zp_sink_print(sink, "\n  indicators %zu, sub-rows %zu, blanks %zu\n", m->indicators, m->sub_rows, m->blanks);
  for (size_t b = 0; b < m->budget_count; b++) {
    const zp_budget_row *r = &m->budget[b];
    zp_sink_print(sink, "  money %.*s: %.*s, %.*s, %.*s%s\n", ZP_ARG(r->name->text), ZP_ARG(r->initial->text),
                  ZP_ARG(r->revised->text), ZP_ARG(r->executed->text), r->scored ? " (scored)" : "");
  }
  put_cells(sink, "goal", m->goals, m->goal_count);
  put_cells(sink, "outcome", m->outcomes, m->outcome_count);
  put_cells(sink, "note", m->notes, m->note_count);
  zp_sink_print(sink, "  total %.*s/%.*s %.*s\n", ZP_ARG(m->total_declared.text), ZP_ARG(m->total_weight.text),
                ZP_ARG(m->total_grade.text));
}

static void put_row(zp_sink *sink, const zp_filled_row *r)
{
  const zp_indicator *k = &r->indicator;
  zp_sink_print(sink, "%s %.*s/%.*s/%d ", r->execution ? "execution" : "row", ZP_ARG(r->unit->text), ZP_ARG(r->project->text), r->year);
  if (r->execution) {
    zp_sink_print(sink, "%.*s, %.*s, %.*s %.*s", ZP_ARG(r->initial->text), ZP_ARG(r->revised->text), ZP_ARG(r->executed->text),
                  ZP_ARG(r->money_unit));
  } else {
    zp_sink_print(sink, "%.*s/%.*s/%.*s target %.*s|%.*s|%.*s actual %.*s", ZP_ARG(k->level1->text), ZP_ARG(k->level2->text),
                  ZP_ARG(k->level3->text), ZP_ARG(k->op->text), ZP_ARG(k->target->text), ZP_ARG(k->unit->text),
                  ZP_ARG(k->actual->text));
  }
  zp_sink_print(sink, " points %.*s/%.*s note %.*s\n", ZP_ARG(k->declared->text), ZP_ARG(k->weight->text), ZP_ARG(k->note->text));
}

static void put_goals(zp_sink *sink, const zp_unit *goals)
{
  zp_sink_print(sink, "goals of %.*s\n", ZP_ARG(goals->name.text));
  for (size_t i = 0; i < goals->project_count; i++) {
    const zp_project *p = &goals->projects[i];
    zp_sink_print(sink, "project %.*s, initial %.*s %.*s\n", ZP_ARG(p->name.text), ZP_ARG(p->budget.initial.text),
                  ZP_ARG(p->budget.money_unit));
    for (size_t k = 0; k < p->indicator_count; k++) {
      const zp_indicator *n = &p->indicators[k];
      zp_sink_print(sink, "  %.*s/%.*s/%.*s target %.*s|%.*s|%.*s\n", ZP_ARG(n->level1->text), ZP_ARG(n->level2->text),
                    ZP_ARG(n->level3->text), ZP_ARG(n->op->text), ZP_ARG(n->target->text), ZP_ARG(n->unit->text));
    }
  }
}

static zp_text sketch(const forms *f, bool places)
{
  zp_sink sink = { .arena = f->arena };
  put_findings(&sink, &f->findings, places);
  if (f->count == 0) return (zp_text){ sink.bytes, sink.len };
  const zp_sheet *sheet = &f->sheets[f->count - 1];
  for (size_t i = 0; i < sheet->form_count; i++) put_form(&sink, &sheet->forms[i], places);
  for (size_t i = 0; i < sheet->row_count; i++) put_row(&sink, &sheet->rows[i]);
  if (sheet->goals != NULL) put_goals(&sink, sheet->goals);
  return (zp_text){ sink.bytes, sink.len };
}

zp_text form_sketch(const forms *f)
{
  return sketch(f, true);
}

zp_text form_sketch_texts(const forms *f)
{
  return sketch(f, false);
}
