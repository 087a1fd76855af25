// recognise.c: walks a document and gives its paragraphs and rows to the form they belong to.
#include "form/recognise.h"

#include <string.h>

#include "form/filled_table.h"
#include "form/goal_table.h"
#include "form/goal_text.h"

enum { HEAD_ROWS_MOST = 60 };  // above the headings; a table that has none by then has none

typedef enum form_mode {
  MODE_HEAD,    // above the headings of a form
  MODE_GOAL,    // in the rows of a goal table
  MODE_FILLED,  // in the rows of a filled table
  MODE_LOST     // in a table without headings
} form_mode;

/// What a text at the beginning of a row can be.
typedef struct opening {
  zp_text text;
  bool heading;    // the first heading of a form
  uint32_t label;  // zp_form_head_label
} opening;

typedef struct recognition {
  const zp_lexicon *lexicon;
  zp_arena *arena;
  zp_findings *findings;
  zp_error *err;
  form_mode mode;
  zp_form_head head;
  bool head_open;             // labels were read and no headings have followed yet
  zp_goal_table goal;
  zp_filled_table filled;
  zp_goal_text text;
  zp_project *projects;
  size_t project_count, project_capacity;
  zp_filled_rows rows;
  size_t forms;               // heading rows found so far
  size_t rows_left;           // of the table at hand
  opening opening;            // of the last row looked at
  size_t idle;                // rows since the table began or the last form ended
} recognition;

static void report_headings(recognition *r, const zp_place *place)
{
  zp_text none = { NULL, 0 };
  zp_findings_add(r->findings, ZP_E_NO_HEADINGS, place, none, none, none);
}

/// Ends the form whose rows were being read.
static zp_status end_form(recognition *r)
{
  form_mode mode = r->mode;
  r->mode = MODE_HEAD;
  r->idle = 0;
  if (mode == MODE_FILLED) zp_filled_table_end(&r->filled, r->arena, r->findings);
  if (mode != MODE_GOAL) return ZP_OK;
  zp_goal_table_end(&r->goal, r->arena, r->findings);
  zp_project *projects = zp_arena_grow(r->arena, r->projects, r->project_count, &r->project_capacity, sizeof *projects);
  if (projects == NULL) return zp_fail_memory(r->err);
  r->projects = projects;
  projects[r->project_count++] = r->goal.project;
  return ZP_OK;
}

/// A head that names a project but is followed by no headings is a table that could not be read.
static void end_head(recognition *r)
{
  const zp_cell *name = &r->head.fields[ZP_F_PROJECT_NAME];
  if (r->head_open && !zp_cell_blank(name)) report_headings(r, &name->place);
  r->head_open = false;
}

static zp_status start_title(recognition *r, const zp_cell *title)
{
  if (end_form(r) != ZP_OK) return r->err->status;
  end_head(r);
  zp_form_head_renew(&r->head);
  r->head.title = *title;
  return ZP_OK;
}

/// Room for a row of each row of the table, so that a long list is not copied again and again.
static zp_status reserve_rows(recognition *r, size_t more)
{
  zp_filled_rows *rows = &r->rows;
  if (more <= rows->capacity - rows->count) return ZP_OK;
  size_t capacity = rows->count + more > rows->capacity * 2 ? rows->count + more : rows->capacity * 2;
  zp_filled_row *items = ZP_TAKE(r->arena, zp_filled_row, capacity);
  if (items == NULL) return zp_fail_memory(r->err);
  if (rows->count != 0) memcpy(items, rows->items, rows->count * sizeof *items);
  rows->items = items;
  rows->capacity = capacity;
  return ZP_OK;
}

static zp_status start_form(recognition *r, const zp_headings *headings)
{
  if (end_form(r) != ZP_OK) return r->err->status;
  r->forms++;
  r->head_open = false;
  if (r->lexicon->layouts->items[headings->layout].kind == ZP_LAYOUT_FILLED_TABLE) {
    r->mode = MODE_FILLED;
    if (reserve_rows(r, r->rows_left) != ZP_OK) return r->err->status;
    zp_filled_table_begin(&r->filled, r->lexicon, &r->head, r->text.unit.year, headings, r->arena);
    return ZP_OK;
  }
  r->mode = MODE_GOAL;
  return zp_goal_table_begin(&r->goal, r->lexicon, &r->head, headings, r->arena, r->err);
}

/// A row above the headings: labels, or a line of text that happens to stand in a table.
static zp_status head_row(recognition *r, const zp_row *row)
{
  bool used;
  const zp_cell *only = zp_row_only(row);
  if (zp_form_head_take(&r->head, r->lexicon, row, r->arena, &used, r->err) != ZP_OK) return r->err->status;
  if (used) r->head_open = r->head.labelled;
  if (used || only == NULL) return ZP_OK;
  return zp_goal_text_take(&r->text, only);
}

/// A label below the rows of a form begins the next one's head.
static zp_status next_head(recognition *r, const zp_row *row, uint32_t label)
{
  if (end_form(r) != ZP_OK) return r->err->status;
  const uint32_t names = 1u << ZP_F_PROJECT_NAME | 1u << ZP_F_PROJECT_CODE;
  if ((label & names) != 0) zp_form_head_renew(&r->head);
  return head_row(r, row);
}

/// What the first text of a row may open: rows repeat it, so the last answer is kept.
static const opening *opening_of(recognition *r, const zp_row *row)
{
  opening *last = &r->opening;
  const zp_cell *first = NULL;
  for (size_t i = 0; first == NULL && i < row->count; i++)
    if (!zp_cell_blank(&row->cells[i])) first = &row->cells[i];
  if (first == NULL || (last->text.len != 0 && zp_text_equal(last->text, first->text))) return last;
  zp_text key = zp_text_key(first->text, r->arena);
  *last = (opening){
    .text = first->text,
    .heading = (zp_lexicon_kind_fields(r->lexicon, ZP_LAYOUT_GOAL_TABLE, key) |
                zp_lexicon_kind_fields(r->lexicon, ZP_LAYOUT_FILLED_TABLE, key)) != 0,
    .label = zp_form_head_label(r->lexicon, row, r->arena),
  };
  return last;
}

static bool blank_row(const zp_row *row)
{
  for (size_t i = 0; i < row->count; i++)
    if (!zp_cell_blank(&row->cells[i])) return false;
  return true;
}

static zp_status form_row(recognition *r, const zp_row *row)
{
  if (r->mode == MODE_FILLED) return zp_filled_table_row(&r->filled, row, &r->rows, r->arena, r->findings, r->err);
  if (r->mode == MODE_GOAL) return zp_goal_table_row(&r->goal, row, r->arena, r->findings, r->err);
  if (++r->idle > HEAD_ROWS_MOST) r->mode = MODE_LOST;
  return head_row(r, row);
}

/// Takes rows[0]; *taken is how many rows that used up.
static zp_status take_row(recognition *r, const zp_row *rows, size_t count, size_t *taken)
{
  const zp_cell *only = zp_row_only(&rows[0]);
  *taken = 1;
  if (blank_row(&rows[0])) return ZP_OK;
  if (only != NULL && zp_form_head_is_title(r->lexicon, only, r->arena)) return start_title(r, only);
  if (r->mode == MODE_LOST) return ZP_OK;
  // Rows inside a form are only tried as headings when their first cell could be one: forms are long, headings few.
  if (r->mode == MODE_HEAD || opening_of(r, &rows[0])->heading) {
    zp_headings headings;
    bool found;
    if (zp_headings_read(r->lexicon, rows, count, r->arena, &headings, &found, r->err) != ZP_OK) return r->err->status;
    *taken = found ? headings.rows : 1;
    if (found) return start_form(r, &headings);
  }
  uint32_t label = r->mode == MODE_HEAD ? 0 : opening_of(r, &rows[0])->label;
  return label != 0 ? next_head(r, &rows[0], label) : form_row(r, &rows[0]);
}

static zp_status take_paragraph(recognition *r, const zp_cell *paragraph)
{
  zp_cell value;
  if (zp_form_head_is_title(r->lexicon, paragraph, r->arena)) return start_title(r, paragraph);
  uint32_t label = zp_label_split(r->lexicon, paragraph, r->arena, &value);
  if ((label & 1u << ZP_F_PROJECT_NAME) != 0) {
    r->head.fields[ZP_F_PROJECT_NAME] = value;
    return ZP_OK;
  }
  return zp_goal_text_take(&r->text, paragraph);
}

/// A table in which no row has more than one cell with text is prose that was indented with tabs.
static bool is_prose(const zp_block *table)
{
  for (size_t i = 0; i < table->row_count; i++)
    if (zp_row_only(&table->rows[i]) == NULL && !blank_row(&table->rows[i])) return false;
  return true;
}

static zp_status take_prose(recognition *r, const zp_block *table)
{
  for (size_t i = 0; i < table->row_count; i++) {
    const zp_cell *only = zp_row_only(&table->rows[i]);
    if (only != NULL && take_paragraph(r, only) != ZP_OK) return r->err->status;
  }
  return ZP_OK;
}

static zp_status take_table(recognition *r, const zp_block *table)
{
  size_t forms = r->forms, taken;
  r->idle = 0;
  if (is_prose(table)) return take_prose(r, table);
  for (size_t i = 0; i < table->row_count; i += taken) {
    r->rows_left = table->row_count - i;
    if (take_row(r, &table->rows[i], r->rows_left, &taken) != ZP_OK) return r->err->status;
  }
  bool lost = r->forms == forms && table->rows[0].count != 0;
  if (lost) report_headings(r, &table->rows[0].cells[0].place);
  if (lost) r->head_open = false;
  if (end_form(r) != ZP_OK) return r->err->status;
  end_head(r);
  zp_form_head_renew(&r->head);
  return ZP_OK;
}

/// Rows that name no unit belong to the one the document names.
static void name_units(recognition *r, const zp_cell *name, const zp_cell *code)
{
  for (size_t i = 0; i < r->rows.count; i++) {
    zp_filled_row *row = &r->rows.items[i];
    if (!zp_cell_blank(row->unit) || !zp_cell_blank(row->unit_code)) continue;
    row->unit = name;
    row->unit_code = code;
  }
}

static zp_status finish(recognition *r, zp_sheet *out)
{
  zp_unit *unit = &r->text.unit;
  if (zp_goal_text_end(&r->text) != ZP_OK) return r->err->status;
  if (zp_cell_blank(&unit->name)) unit->name = r->head.fields[ZP_F_UNIT_NAME];
  if (zp_cell_blank(&unit->code)) unit->code = r->head.fields[ZP_F_UNIT_CODE];
  unit->projects = r->projects;
  unit->project_count = r->project_count;
  zp_cell *names = ZP_TAKE(r->arena, zp_cell, 2);
  if (names == NULL) return zp_fail_memory(r->err);
  names[0] = unit->name;
  names[1] = unit->code;
  name_units(r, &names[0], &names[1]);
  *out = (zp_sheet){ .rows = r->rows.items, .row_count = r->rows.count };
  if (r->project_count == 0 && !r->text.sections) return ZP_OK;
  out->goals = ZP_TAKE(r->arena, zp_unit, 1);
  if (out->goals == NULL) return zp_fail_memory(r->err);
  *out->goals = *unit;
  return ZP_OK;
}

static zp_status refuse(const zp_document *document, zp_status why, zp_error *err)
{
  zp_place place = { .file = document->file };
  const zp_block *first = document->count == 0 ? NULL : &document->blocks[0];
  if (first != NULL && first->kind == ZP_BLOCK_PARAGRAPH) place = first->paragraph.place;
  else if (first != NULL && first->row_count != 0 && first->rows[0].count != 0) place = first->rows[0].cells[0].place;
  return zp_fail_with(err, why, &place, "");
}

zp_status zp_recognise(const zp_document *document, const zp_layouts *layouts, zp_arena *arena, zp_sheet *out,
                       zp_findings *findings, zp_error *err)
{
  zp_lexicon lexicon;
  if (zp_lexicon_make(layouts, arena, &lexicon, err) != ZP_OK) return err->status;
  recognition r = { .lexicon = &lexicon, .arena = arena, .findings = findings, .err = err };
  size_t before = findings->count;
  zp_form_head_init(&r.head);
  zp_goal_text_begin(&r.text, &lexicon, arena, err);
  for (size_t i = 0; i < document->count; i++) {
    const zp_block *block = &document->blocks[i];
    if (block->hidden) continue;
    zp_status status = block->kind == ZP_BLOCK_TABLE ? take_table(&r, block) : take_paragraph(&r, &block->paragraph);
    if (status != ZP_OK) return status;
  }
  if (zp_arena_short(arena)) return zp_fail_memory(err);  // a name may have gone unread for want of its key
  if (r.forms == 0 && !r.text.sections) {
    findings->count = before;  // the failure says it all
    return refuse(document, ZP_E_NO_HEADINGS, err);
  }
  if (r.rows.count == 0 && r.project_count == 0 && !r.text.sections) return refuse(document, ZP_E_NO_ROWS, err);
  if (finish(&r, out) != ZP_OK) return err->status;
  return zp_arena_short(arena) ? zp_fail_memory(err) : ZP_OK;
}
