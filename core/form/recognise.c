// recognise.c: walks a document and gives its paragraphs and rows to the form they belong to.
#include "form/recognise.h"

#include <string.h>

#include "form/budget_block.h"
#include "form/filled_table.h"
#include "form/form_seen.h"
#include "form/goal_table.h"
#include "form/goal_text.h"
#include "form/heading_text.h"
#include "form/signs.h"

enum {
  HEAD_ROWS_MOST = 60,  // above the headings; a table that has none by then has none
  OPENING_TEXTS = 6, SIDE_CHARACTERS = 6,
  BLOCK_ROWS_MOST = 200  // of money, in which headings are looked for in every row
};

typedef enum form_mode {
  MODE_HEAD,    // above the headings of a form
  MODE_GOAL,    // in the rows of a goal table
  MODE_FILLED,  // in the rows of a filled table
  MODE_LOST     // in a table without headings
} form_mode;

/// What a text at the beginning of a row can be.
typedef struct opening {
  zp_text text;
  bool side;       // a heading by itself
  bool heading;    // the headings of a form
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
  bool executed;              // the money of the form at hand has been read, with a weight
  zp_cell named[2], titled;   // name and code of the project of the last form, and its title: further pages do not repeat them
  zp_goal_table goal;
  zp_form goal_form;          // what is seen of it
  zp_filled_table filled;
  zp_goal_text text;
  zp_project *projects;
  size_t project_count, project_capacity;
  zp_filled_rows rows;
  size_t forms;               // heading rows found so far
  size_t rows_left;           // of the table at hand
  opening opening;            // of the last row looked at
  size_t idle;                // rows since the table began or the last form ended
  zp_form *seen;              // forms that have ended
  size_t seen_count, seen_capacity;
} recognition;

static void report_headings(recognition *r, const zp_place *place)
{
  zp_text none = { NULL, 0 };
  zp_findings_add(r->findings, ZP_E_NO_HEADINGS, place, none, none, none);
}

static zp_status see(recognition *r, const zp_headings *headings, zp_form *form)
{
  zp_form *seen = zp_arena_grow(r->arena, r->seen, r->seen_count, &r->seen_capacity, sizeof *seen);
  if (seen == NULL) return zp_fail_memory(r->err);
  r->seen = seen;
  if (zp_form_columns_note(form, headings, r->arena, r->err) != ZP_OK) return r->err->status;
  seen[r->seen_count++] = *form;
  return ZP_OK;
}

static zp_status end_filled(recognition *r)
{
  if (zp_filled_table_end(&r->filled, &r->rows, r->arena, r->findings, r->err) != ZP_OK) return r->err->status;
  zp_form *form = &r->filled.form;
  if (r->filled.further && form->first_row == r->rows.count && form->first_row != 0) form->first_row--;
  form->row_count = r->rows.count - form->first_row;
  r->executed = r->filled.block && r->filled.total != 0 && !zp_cell_blank(form->budget[r->filled.total - 1].weight);
  return see(r, &r->filled.headings, &r->filled.form);
}

/// Ends the form whose rows were being read.
static zp_status end_form(recognition *r)
{
  form_mode mode = r->mode;
  r->mode = MODE_HEAD;
  r->idle = 0;
  if (mode == MODE_FILLED) return end_filled(r);
  if (mode != MODE_GOAL) return ZP_OK;
  zp_goal_table_end(&r->goal, r->arena, r->findings);
  zp_project *projects = zp_arena_grow(r->arena, r->projects, r->project_count, &r->project_capacity, sizeof *projects);
  if (projects == NULL) return zp_fail_memory(r->err);
  r->projects = projects;
  projects[r->project_count++] = r->goal.project;
  r->goal_form.project = r->goal.project.name;
  r->goal_form.indicators = r->goal.project.indicator_count;
  r->goal_form.blanks = r->goal.project.blank_count;
  return see(r, &r->goal.headings, &r->goal_form);
}

/// A head that names a project but is followed by no headings is a table that could not be read.
static void end_head(recognition *r)
{
  const zp_cell *name = &r->head.fields[ZP_F_PROJECT_NAME];
  // Labels below a form do not make a head of it again.
  const zp_place *last = &r->named[0].place;
  bool known = r->forms != 0 && last->row == name->place.row && last->column == name->place.column;
  if (r->head_open && !zp_cell_blank(name) && !known) report_headings(r, &name->place);
  r->head_open = false;
}

static zp_status start_title(recognition *r, const zp_cell *title)
{
  if (end_form(r) != ZP_OK) return r->err->status;
  end_head(r);
  r->executed = false;
  zp_form_head_renew(&r->head);
  r->head.title = *title;
  size_t at;
  bool preface = r->text.section == ZP_SECTION_PREFACE && zp_year_find(title->text, &at) != 0;
  return preface ? zp_goal_text_take(&r->text, title) : ZP_OK;  // 柳河镇2023年度…自评表 names unit and year
}

/// Room for a row of each row of the table, so that a long list is not copied again and again.
static zp_status reserve_rows(recognition *r, size_t more)
{
  zp_filled_rows *rows = &r->rows;
  if (more <= rows->capacity - rows->count) return ZP_OK;
  size_t capacity = rows->count + more > rows->capacity * 2 ? rows->count + more : rows->capacity * 2;
  zp_filled_row *items = ZP_ROOM(r->arena, zp_filled_row, capacity);
  if (items == NULL) return zp_fail_memory(r->err);
  if (rows->count != 0) memcpy(items, rows->items, rows->count * sizeof *items);
  rows->items = items;
  rows->capacity = capacity;
  return ZP_OK;
}

/// Rows above the headings that no label explains.
static void report_unread(recognition *r)
{
  zp_text none = { NULL, 0 };
  for (size_t i = 0; i < r->head.unread.count; i++) {
    const zp_cell *cell = &r->head.unread.items[i];
    zp_finding *finding = zp_findings_add(r->findings, ZP_E_HEAD_UNREAD, &cell->place, none, none, none);
    zp_finding_cell(r->findings, finding, cell->text, 0, 0);
  }
  r->head.unread.count = 0;
}

/// What the head says of a form goes to the first part of it; the next part tells only what stands before its own headings.
static zp_status give_head(recognition *r, const zp_headings *headings, zp_form *form)
{
  form->layout = &r->lexicon->layouts->items[headings->layout];
  if (zp_form_head_note(form, &r->head, headings, r->arena, r->err) != ZP_OK) return r->err->status;
  report_unread(r);
  r->head.goals = r->head.outcomes = (zp_cell_list){ 0 };
  r->head.funds = NULL;
  r->head.fund_count = r->head.fund_capacity = 0;
  return ZP_OK;
}

/// Headings of a further page: the same columns, and nothing above them names another form.
static bool is_further_page(const recognition *r, const zp_headings *headings)
{
  const zp_cell *title = &r->head.title;
  bool other = !zp_cell_blank(&r->head.fields[ZP_F_PROJECT_NAME]) || !zp_cell_blank(&r->head.fields[ZP_F_PROJECT_CODE]);
  if (r->filled.lexicon == NULL || other || headings->column[ZP_F_PROJECT_NAME] != 0) return false;
  bool titled = zp_cell_blank(title) || zp_text_equal(title->text, r->titled.text);
  for (size_t i = 0; !titled && i < r->lexicon->layouts->count; i++) {
    size_t end = 0;
    titled = zp_words_search(&r->lexicon->layouts->items[i].continued, title->text, &end) != SIZE_MAX;
  }
  return titled && zp_headings_same(headings, &r->filled.headings);
}

/// That a table without a title goes on from the one before is only likely.
static void report_further(recognition *r, const zp_headings *headings)
{
  size_t i = 0;
  zp_text none = { NULL, 0 };
  while (i + 1 < headings->count && zp_cell_blank(&headings->columns[i].heading)) i++;
  zp_findings_add(r->findings, ZP_E_FURTHER_PAGE, &headings->columns[i].heading.place, r->named[0].text, none, none);
}

static zp_status start_filled(recognition *r, zp_headings *headings)
{
  zp_filled_table before = r->filled;
  if (!zp_cell_blank(&r->head.fields[ZP_F_PROJECT_NAME])) zp_budget_block_claim(headings);
  bool further = is_further_page(r, headings);
  if (reserve_rows(r, r->rows_left + 1) != ZP_OK) return r->err->status;
  if (further) {
    if (zp_cell_blank(&r->head.title)) report_further(r, headings);
    r->head.fields[ZP_F_PROJECT_NAME] = r->named[0];
    r->head.fields[ZP_F_PROJECT_CODE] = r->named[1];
  }
  zp_filled_table_begin(&r->filled, r->lexicon, &r->head, r->text.unit.year, headings, r->arena, r->findings);
  if (further) {
    r->filled.level1 = before.level1;
    r->filled.level2 = before.level2;
    r->filled.last = before.last;
  }
  r->filled.executed = r->executed;
  r->filled.form.first_row = r->rows.count;
  r->filled.further = further;
  if (give_head(r, headings, &r->filled.form) != ZP_OK) return r->err->status;
  r->filled.budget_capacity = r->filled.form.budget_count;
  if (r->filled.block) return ZP_OK;
  if (zp_filled_table_head(&r->filled, &r->head, &r->rows, r->arena, r->err) != ZP_OK) return r->err->status;
  r->head.fields[ZP_F_INITIAL] = r->head.fields[ZP_F_REVISED] = r->head.fields[ZP_F_EXECUTED] = zp_no_cell;
  return ZP_OK;
}

static zp_status start_form(recognition *r, zp_headings *headings)
{
  // The same headings again in the middle of a form: a further page of it.
  if (r->mode == MODE_FILLED && zp_headings_same(headings, &r->filled.headings)) return ZP_OK;
  if (end_form(r) != ZP_OK) return r->err->status;
  r->forms++;
  r->head_open = false;
  if (r->lexicon->layouts->items[headings->layout].kind == ZP_LAYOUT_FILLED_TABLE) {
    if (start_filled(r, headings) != ZP_OK) return r->err->status;
    r->mode = MODE_FILLED;
    r->named[0] = r->head.fields[ZP_F_PROJECT_NAME] = r->filled.form.project;
    r->named[1] = r->head.fields[ZP_F_PROJECT_CODE];
    r->titled = r->head.title;
    return ZP_OK;
  }
  r->mode = MODE_GOAL;
  if (zp_goal_table_begin(&r->goal, r->lexicon, &r->head, headings, r->arena, r->err) != ZP_OK) return r->err->status;
  r->goal_form = (zp_form){ .money_unit = r->head.money_unit };
  return give_head(r, headings, &r->goal_form);
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
  if ((label & names) != 0) {
    r->executed = false;
    zp_form_head_renew(&r->head);
  }
  return head_row(r, row);
}

static bool is_heading(const recognition *r, zp_text text)
{
  zp_heading_meaning means;
  return zp_heading_mean(r->lexicon, zp_lexicon_any(r->lexicon), text, false, r->arena, &means, NULL) == ZP_OK && means.fields != 0;
}

/// True when two of the first texts of a row are headings, behind what is as short as the words down the side of a form.
static bool begins_with_headings(const recognition *r, const zp_row *row)
{
  size_t texts = 0, headings = 0;
  for (size_t i = 0; i < row->count && texts < OPENING_TEXTS; i++) {
    zp_text text = row->cells[i].text;
    if (zp_text_blank(text)) continue;
    texts++;
    if (is_heading(r, text)) headings++;
    else if (zp_character_count(text) > SIDE_CHARACTERS) break;
    if (headings == 2) return true;
  }
  return false;
}

/// What the first text of a row may open: rows repeat it, so the last answer is kept. Of a text that is a heading itself it tells
/// only the label: 绩效指标 may stand beside headings and beside rows.
static const opening *opening_of(recognition *r, const zp_row *row)
{
  opening *last = &r->opening;
  const zp_cell *first = NULL;
  for (size_t i = 0; first == NULL && i < row->count; i++)
    if (!zp_cell_blank(&row->cells[i])) first = &row->cells[i];
  bool same = first == NULL || (last->text.len != 0 && zp_text_equal(last->text, first->text));
  if (same && !last->side) return last;
  if (!same)
    *last = (opening){
      .text = first->text,
      .side = is_heading(r, first->text),
      .label = zp_form_head_label(r->lexicon, row, r->arena),
    };
  last->heading = begins_with_headings(r, row);
  return last;
}

/// True when the first text of a row is the heading above it, written out again for a merged cell.
static bool repeats_heading(const recognition *r, const zp_row *row)
{
  const zp_headings *headings = r->mode == MODE_GOAL ? &r->goal.headings : &r->filled.headings;
  for (size_t i = 0; i < row->count && i < headings->count; i++)
    if (!zp_cell_blank(&row->cells[i])) return zp_text_equal(headings->columns[i].heading.text, row->cells[i].text);
  return false;
}

/// The goals end a block of money, whatever the words before them.
static bool names_goals(const recognition *r, const zp_row *row)
{
  uint32_t fields = 0;
  for (size_t i = 0; i < row->count; i++) fields |= zp_label_of(r->lexicon, row->cells[i].text, r->arena);
  return (fields & (1u << ZP_F_GOAL | 1u << ZP_F_OUTCOME)) != 0;
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
  // Rows inside a form are only tried as headings when their first cells could be some: forms are long, headings few.
  bool block = r->mode == MODE_FILLED && r->filled.block && r->filled.form.budget_count < BLOCK_ROWS_MOST;
  if (r->mode == MODE_HEAD || block || opening_of(r, &rows[0])->heading) {
    zp_headings headings;
    bool found;
    if (zp_headings_read(r->lexicon, rows, count, r->arena, &headings, &found, r->err) != ZP_OK) return r->err->status;
    *taken = found ? headings.rows : 1;
    if (found) zp_headings_settle(&headings, r->lexicon, rows + headings.rows, count - headings.rows, r->arena);
    if (found) return start_form(r, &headings);
  }
  if (block && names_goals(r, &rows[0])) return next_head(r, &rows[0], 1u << ZP_F_GOAL);
  uint32_t label = r->mode == MODE_HEAD || repeats_heading(r, &rows[0]) ? 0 : opening_of(r, &rows[0])->label;
  return label != 0 ? next_head(r, &rows[0], label) : form_row(r, &rows[0]);
}

static zp_status take_paragraph(recognition *r, const zp_cell *paragraph)
{
  const uint32_t labels = 1u << ZP_F_PROJECT_NAME | 1u << ZP_F_PROJECT_CODE | 1u << ZP_F_DEPARTMENT;
  zp_cell value, rest;
  if (zp_form_head_is_title(r->lexicon, paragraph, r->arena)) return start_title(r, paragraph);
  uint32_t label = zp_label_split(r->lexicon, paragraph, r->arena, &value, &rest) & labels;
  if (!r->text.sections) zp_form_head_money_unit(&r->head, r->lexicon, paragraph, r->arena);
  if (label != 0) {
    r->head.fields[zp_label_field(label)] = value;
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

/// Goals that stand below the rows they belong to, and rows there that no label explains.
static void give_rest(recognition *r)
{
  report_unread(r);
  zp_form *last = r->seen_count == 0 ? NULL : &r->seen[r->seen_count - 1];
  if (last == NULL) return;
  if (last->goal_count == 0) last->goals = r->head.goals.items, last->goal_count = r->head.goals.count;
  if (last->outcome_count == 0) last->outcomes = r->head.outcomes.items, last->outcome_count = r->head.outcomes.count;
  if (zp_cell_blank(&last->total_declared)) last->total_declared = r->head.fields[ZP_F_TOTAL];
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
  if (!lost) give_rest(r);
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
  if (zp_cell_blank(&unit->name)) unit->name = r->head.fields[ZP_F_DEPARTMENT];
  if (zp_cell_blank(&unit->code)) unit->code = r->head.fields[ZP_F_UNIT_CODE];
  unit->projects = r->projects;
  unit->project_count = r->project_count;
  zp_cell *names = ZP_TAKE(r->arena, zp_cell, 2);
  if (names == NULL) return zp_fail_memory(r->err);
  names[0] = unit->name;
  names[1] = unit->code;
  name_units(r, &names[0], &names[1]);
  *out = (zp_sheet){ .rows = r->rows.items, .row_count = r->rows.count, .forms = r->seen, .form_count = r->seen_count };
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

zp_status zp_recognise_with(const zp_document *document, const zp_lexicon *lexicon, zp_arena *arena,
                            zp_sheet *out, zp_findings *findings, zp_error *err)
{
  recognition r = { .lexicon = lexicon, .arena = arena, .findings = findings, .err = err };
  size_t before = findings->count;
  zp_form_head_init(&r.head);
  zp_goal_text_begin(&r.text, lexicon, arena, err);
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

zp_status zp_recognise(const zp_document *document, const zp_layouts *layouts, zp_arena *arena,
                       zp_sheet *out, zp_findings *findings, zp_error *err)
{
  zp_lexicon lexicon;
  if (zp_lexicon_make(layouts, arena, &lexicon, err) != ZP_OK) return err->status;
  return zp_recognise_with(document, &lexicon, arena, out, findings, err);
}
