// headings_use.c: cells of rows by the headings above them, and what is said of columns in the end.
#include "form/headings.h"

#include "form/cell_list.h"
#include "form/signs.h"
#include "form/value_text.h"
#include "form/value_unit.h"

enum { OPERATOR_CHARACTERS = 3, UNIT_CHARACTERS = 8, LABEL_CHARACTERS = 6, SETTLE_ROWS = 12, SPAN_MOST = 8,
       TELLING_CELLS_LEAST = 2 };

// ---- a heading over several columns ----------------------------------------------------------------------------------

static bool numeric(zp_text text)
{
  size_t digits = 0, next;
  for (size_t at = 0; at < text.len; at = next) {
    zp_sign sign = zp_sign_at(text, at, &next);
    if (sign == ZP_SIGN_DIGIT) digits++;
    else if (sign != ZP_SIGN_POINT && sign != ZP_SIGN_COMMA && text.ptr[at] != '%' && text.ptr[at] != '-') return false;
  }
  return digits != 0;
}

static bool has_digit(zp_text text)
{
  size_t next;
  return zp_sign_find(text, 0, ZP_SIGN_DIGIT, &next) != SIZE_MAX;
}

/// The sign of the last character.
static zp_sign last_sign(zp_text text)
{
  zp_sign sign = ZP_SIGN_NONE;
  for (size_t at = 0, next; at < text.len; at = next) sign = zp_sign_at(text, at, &next);
  return sign;
}

/// Whether `right` completes `left` beside it under one heading: ≥ and 50, 50 and 个, 指标1： and its name.
static bool completes(zp_field field, zp_text left, zp_text right)
{
  left = zp_text_trim(left);
  right = zp_text_trim(right);
  if (field == ZP_F_TARGET || field == ZP_F_ACTUAL || field == ZP_F_TARGET_INITIAL) {
    bool operator = !has_digit(left) && zp_character_count(left) <= OPERATOR_CHARACTERS;
    if (operator && numeric(right)) return true;
    return numeric(left) && !has_digit(right) && zp_character_count(right) <= UNIT_CHARACTERS;
  }
  if (field != ZP_F_LEVEL3 || numeric(right)) return false;
  zp_sign last = last_sign(left);
  return last == ZP_SIGN_COLON || (last == ZP_SIGN_DIGIT && zp_character_count(left) <= LABEL_CHARACTERS);
}

static bool fits_alone(zp_field field, zp_text text)
{
  bool number = field == ZP_F_WEIGHT || field == ZP_F_DECLARED || field == ZP_F_INITIAL || field == ZP_F_REVISED ||
                field == ZP_F_EXECUTED;
  bool value = field == ZP_F_TARGET || field == ZP_F_ACTUAL;
  return value || number == numeric(zp_text_trim(text));
}

/// Walks the cells under a heading over several columns. *text is what they read together; *stray the first that stands under
/// no heading and was taken.
typedef struct span { zp_text text; const zp_cell *first, *stray; } span;

/// Whether the text in column i (untitled) belongs to what was read so far of its heading's columns.
static bool belongs(const span *s, zp_text before, zp_field field, zp_text text)
{
  if (s->first == NULL) return fits_alone(field, text);
  return zp_text_equal(before, text) || completes(field, before, text);
}

static void read_span(const zp_headings *h, const zp_row *row, zp_field field, zp_arena *arena, span *out)
{
  *out = (span){ 0 };
  zp_text before = { NULL, 0 };
  size_t end = h->column[field] - 1 + SPAN_MOST;
  for (size_t i = h->column[field] - 1; i < row->count && i < end; i++) {
    const zp_cell *cell = &row->cells[i];
    bool own = i + 1 == h->column[field];
    if (!own && (i >= h->count || h->columns[i].use != ZP_COLUMN_UNTITLED)) break;
    if (zp_cell_blank(cell) || (!own && !belongs(out, before, field, cell->text))) continue;
    if (!own && out->stray == NULL && !zp_text_equal(before, cell->text)) out->stray = cell;
    if (out->first == NULL) out->text = cell->text;
    else if (!zp_text_equal(before, cell->text)) out->text = zp_text_format(arena, "%.*s%.*s", ZP_ARG(out->text), ZP_ARG(cell->text));
    if (out->first == NULL) out->first = cell;
    before = cell->text;
  }
}

static bool spans(const zp_headings *h, size_t column)
{
  return column < h->count && h->columns[column].use == ZP_COLUMN_UNTITLED;
}

const zp_cell *zp_headings_cell(zp_headings *headings, const zp_row *row, zp_field field, zp_arena *arena)
{
  size_t column = headings->column[field];
  if (column == 0 || row->count == 0) return &zp_no_cell;
  if (column <= row->count && !spans(headings, column)) return &row->cells[column - 1];
  span s = { 0 };
  if (column <= row->count) read_span(headings, row, field, arena, &s);
  if (s.first == NULL && column <= row->count) return &row->cells[column - 1];
  if (s.first != NULL && zp_text_equal(s.text, s.first->text)) {
    if (s.stray != NULL && zp_cell_blank(&headings->strayed)) headings->strayed = *s.stray;
    return s.first;
  }
  zp_cell *made = ZP_TAKE(arena, zp_cell, 1);
  if (made == NULL) return &zp_no_cell;
  made->place = s.first == NULL ? row->cells[0].place : s.first->place;
  made->text = s.text;
  return made;
}

// ---- who, or what it is counted in ------------------------------------------------------------------------------------

static bool is_measure(zp_text text, zp_arena *arena)
{
  zp_folded folded;
  zp_unit_parts unit = { .count = 0 };
  if (zp_fold(text, arena, &folded, NULL) != ZP_OK) return false;
  zp_scan scan = { folded.s, 0 };
  return zp_scan_unit(&scan, &unit) && zp_scan_end(&scan);
}

static bool is_organisation(const zp_lexicon *lexicon, zp_text text, zp_arena *arena)
{
  zp_text key = zp_text_key(text, arena);
  for (size_t i = 0; i < lexicon->keys.count; i++)
    if (zp_keys_suffix(&lexicon->keys.items[i].unit_endings, key) != 0) return true;
  return false;
}

/// Gives the column the other meaning. Where another column has it, the column is no more than the unit beside a value.
static void turn(zp_headings *h, size_t column, zp_field to)
{
  zp_column *c = &h->columns[column];
  const zp_column *left = column == 0 ? NULL : c - 1;
  h->column[c->field] = 0;
  c->guessed = h->column[to] == 0;
  if (h->column[to] != 0) {
    bool value = left != NULL && left->use == ZP_COLUMN_USED && left->field == ZP_F_ACTUAL;
    c->use = value ? ZP_COLUMN_UNTITLED : ZP_COLUMN_TWICE;
    return;
  }
  h->column[to] = column + 1;
  c->field = to;
}

/// The used column an untitled one stands under, + 1; 0: none.
static size_t owner_of(const zp_headings *h, size_t i)
{
  size_t least = i < SPAN_MOST ? 0 : i - SPAN_MOST + 1;
  while (i > least && h->columns[i].use == ZP_COLUMN_UNTITLED) i--;
  return h->columns[i].use == ZP_COLUMN_USED && h->columns[i].field != ZP_F_IGNORED ? i + 1 : 0;
}

/// True when the text was read with the cells to its left.
static bool was_read(const zp_headings *h, const zp_row *row, size_t i)
{
  size_t owner = owner_of(h, i);
  if (owner == 0) return false;
  span s = { 0 };
  zp_text before = { NULL, 0 };
  for (size_t k = owner - 1; k <= i; k++) {
    const zp_cell *cell = &row->cells[k];
    bool own = k + 1 == owner, takes = own || belongs(&s, before, h->columns[owner - 1].field, cell->text);
    if (zp_cell_blank(cell)) continue;
    if (!takes) {
      if (k == i) return false;
      continue;
    }
    s.first = cell;
    before = cell->text;
  }
  return true;
}

// ---- columns whose contents tell what they are ------------------------------------------------------------------------

/// 单位 over measures or over organisations.
static void settle_either(zp_headings *headings, const zp_lexicon *lexicon, size_t i, const zp_row *rows, size_t count,
                          zp_arena *arena)
{
  size_t measures = 0, organisations = 0;
  const zp_column *c = &headings->columns[i];
  for (size_t r = 0; r < count && r < SETTLE_ROWS; r++) {
    if (i >= rows[r].count || zp_cell_blank(&rows[r].cells[i])) continue;
    zp_text text = rows[r].cells[i].text;
    if (is_measure(text, arena)) measures++;
    else if (is_organisation(lexicon, text, arena)) organisations++;
  }
  if (c->field == ZP_F_UNIT_NAME && measures != 0 && organisations == 0) turn(headings, i, ZP_F_UNIT);
  else if (c->field == ZP_F_UNIT && organisations != 0 && measures == 0) turn(headings, i, ZP_F_UNIT_NAME);
}

/// A row without a target is no row of an indicator.
static bool lacks_target(const zp_headings *h, const zp_row *row)
{
  size_t target = h->column[ZP_F_TARGET];
  return target == 0 || target > row->count || zp_cell_blank(&row->cells[target - 1]);
}

/// What stands in an untitled column of the first rows that have targets: operators only, units only. Anything else, fewer than
/// two cells, or cells that belong to the heading to the left tell nothing: ZP_F_IGNORED.
static zp_field told_by_cells(const zp_headings *h, size_t i, const zp_row *rows, size_t count, zp_arena *arena)
{
  size_t ops = 0, measures = 0, cells = 0, own = 0;
  for (size_t r = 0; r < count && r < SETTLE_ROWS; r++) {
    if (i >= rows[r].count || zp_cell_blank(&rows[r].cells[i]) || lacks_target(h, &rows[r])) continue;
    zp_text text = rows[r].cells[i].text;
    cells++;
    if (!was_read(h, &rows[r], i)) own++;
    if (!has_digit(text) && zp_op_read(zp_text_trim(text)) != ZP_OP_NONE) ops++;
    else if (!has_digit(text) && is_measure(text, arena)) measures++;
  }
  if (cells < TELLING_CELLS_LEAST || own == 0) return ZP_F_IGNORED;
  return ops == cells ? ZP_F_OP : measures == cells ? ZP_F_UNIT : ZP_F_IGNORED;
}

/// A column without any heading is read when its cells leave no doubt, it stands beside the target and nothing else says the same.
static void settle_untitled(zp_headings *h, size_t i, const zp_row *rows, size_t count, zp_arena *arena)
{
  zp_column *c = &h->columns[i];
  size_t target = h->column[ZP_F_TARGET];
  bool beside_target = target != 0 && (i + 2 == target || i == target || i == target + 1);
  if (!beside_target || !zp_cell_blank(&c->heading)) return;
  zp_field field = told_by_cells(h, i, rows, count, arena);
  if (field == ZP_F_IGNORED || h->column[field] != 0) return;
  c->use = ZP_COLUMN_USED;
  c->field = field;
  c->guessed = true;
  h->column[field] = i + 1;
  h->known++;
  h->guessed++;
}

/// 分值 over the weights of groups and those of their indicators: the untitled column to the right counts when it has a number in
/// every row and the titled one has not.
static void settle_weights(zp_headings *h, const zp_row *rows, size_t count)
{
  size_t own = h->column[ZP_F_WEIGHT], cells = 0, left = 0, right = 0;
  if (own == 0 || !spans(h, own) || !zp_cell_blank(&h->columns[own].heading)) return;
  for (size_t r = 0; r < count && r < SETTLE_ROWS; r++) {
    if (own >= rows[r].count || lacks_target(h, &rows[r])) continue;
    cells++;
    left += numeric(zp_text_trim(rows[r].cells[own - 1].text));
    right += numeric(zp_text_trim(rows[r].cells[own].text));
  }
  if (left == 0 || left == cells || right != cells) return;
  h->columns[own - 1].field = ZP_F_IGNORED;
  h->columns[own].use = ZP_COLUMN_USED;
  h->columns[own].field = ZP_F_WEIGHT;
  h->columns[own].guessed = true;
  h->column[ZP_F_WEIGHT] = own + 1;
  h->guessed++;
}

void zp_headings_settle(zp_headings *headings, const zp_lexicon *lexicon, const zp_row *rows, size_t count, zp_arena *arena)
{
  for (size_t i = 0; i < headings->count; i++) {
    const zp_column *c = &headings->columns[i];
    if (c->use == ZP_COLUMN_UNTITLED) settle_untitled(headings, i, rows, count, arena);
    else if (c->either && c->use == ZP_COLUMN_USED) settle_either(headings, lexicon, i, rows, count, arena);
  }
  settle_weights(headings, rows, count);
}

// ---- columns nobody reads --------------------------------------------------------------------------------------------

static size_t first_level(const zp_headings *h)
{
  static const zp_field levels[] = { ZP_F_LEVEL1, ZP_F_LEVEL2, ZP_F_LEVEL3 };
  for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++)
    if (h->column[levels[i]] != 0) return h->column[levels[i]];
  return 0;
}

/// What stands beside the table to say what it is: 绩效指标 down the side, whole or a character a row.
static bool beside(const zp_headings *h, const zp_lexicon *lexicon, const zp_row *row, size_t i, zp_arena *arena)
{
  if (i + 1 >= first_level(h)) return false;
  zp_text text = zp_text_trim(row->cells[i].text);
  if (zp_character_count(text) <= 1) return true;
  uint32_t fields = zp_lexicon_kind_fields(lexicon, ZP_LAYOUT_FILLED_TABLE, zp_text_key(text, arena));
  return (fields & 1u << ZP_F_IGNORED) != 0;
}

void zp_headings_note(zp_headings *headings, const zp_lexicon *lexicon, const zp_row *row, zp_arena *arena)
{
  for (size_t i = headings->names; i < row->count; i++) {
    bool used = i < headings->count && headings->columns[i].use == ZP_COLUMN_USED;
    if (used && headings->columns[i].content) continue;  // nothing new to learn
    if (zp_cell_blank(&row->cells[i])) continue;
    if (used) {
      headings->columns[i].content = true;
      continue;
    }
    if (i < headings->count && headings->columns[i].content) continue;
    bool untitled = i < headings->count && headings->columns[i].use == ZP_COLUMN_UNTITLED;
    if ((untitled && was_read(headings, row, i)) || beside(headings, lexicon, row, i, arena)) continue;
    if (i < headings->count) headings->columns[i].content = true;
    else if (zp_cell_blank(&headings->beyond)) headings->beyond = row->cells[i];
  }
}

/// A column without heading is named by its number.
static void report_untitled(const zp_place *place, size_t column, zp_arena *arena, zp_findings *findings)
{
  zp_text none = { NULL, 0 };
  zp_findings_add(findings, ZP_E_COLUMN_UNKNOWN, place, zp_text_format(arena, "%zu", column), none, none);
}

static void close_column(const zp_column *c, size_t number, const zp_lexicon *lexicon, zp_arena *arena, zp_findings *findings)
{
  zp_text none = { NULL, 0 };
  if (!c->content) return;
  if (c->use == ZP_COLUMN_UNTITLED) {
    report_untitled(&c->heading.place, number, arena, findings);
  } else if (c->use == ZP_COLUMN_USED) {
    if (!c->guessed) return;
    zp_text as = zp_lexicon_field_word(lexicon, c->field), shown = c->heading.text;
    if (zp_text_blank(shown)) shown = zp_text_format(arena, "%zu", number);
    zp_findings_add(findings, ZP_E_HEADING_GUESSED, &c->heading.place, shown, as, none);
  } else {
    zp_findings_add(findings, c->use == ZP_COLUMN_TWICE ? ZP_E_COLUMN_TWICE : ZP_E_COLUMN_UNKNOWN, &c->heading.place,
                    c->heading.text, none, none);
  }
}

void zp_headings_close(const zp_headings *headings, const zp_lexicon *lexicon, zp_arena *arena, zp_findings *findings)
{
  zp_text none = { NULL, 0 };
  for (size_t i = 0; i < headings->count; i++) close_column(&headings->columns[i], i + 1, lexicon, arena, findings);
  if (!zp_cell_blank(&headings->beyond)) report_untitled(&headings->beyond.place, headings->count + 1, arena, findings);
  if (zp_cell_blank(&headings->strayed)) return;
  zp_finding *finding = zp_findings_add(findings, ZP_E_CELL_MOVED, &headings->strayed.place, none, none, none);
  zp_finding_cell(findings, finding, headings->strayed.text, 0, 0);
}
