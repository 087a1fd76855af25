// headings.c: reading heading rows.
#include "form/headings.h"

#include "form/cell_list.h"
#include "form/folded_score.h"
#include "form/headings_assign.h"
#include "form/signs.h"

enum { FIELDS_LEAST = 2, MISSES_MOST = 8, ROWS_MOST = 3, WORDS_MOST = 6, MEMO_ITEMS = 64, SLOT_BYTES = 48, COLUMNS_MOST = 256,
       DIVISION_BYTES_MOST = 48 };

/// One layout being tried on one to three rows.
typedef struct attempt {
  const zp_lexicon *lexicon;
  size_t layout;
  const zp_row *rows;
  size_t taken;
  zp_arena *arena;
  zp_heading_words *memo;  // MEMO_ITEMS: texts that were read before, for another layout
  zp_error *err;
} attempt;

/// By its bytes, not by where it lies: what is read again, and so the memory taken, is the same in every run.
static size_t slot_of(zp_text text)
{
  uint32_t hash = (uint32_t)text.len;
  for (size_t i = 0; i < text.len && i < SLOT_BYTES; i++) hash = hash * 31 + (unsigned char)text.ptr[i];
  return hash % MEMO_ITEMS;
}

/// What a text means in the layout being tried.
static zp_status mean(const attempt *a, zp_text text, bool guessing, zp_heading_meaning *out)
{
  zp_heading_words *words = &a->memo[slot_of(text)];
  bool known = text.len != 0 && zp_text_equal(words->text, text);
  if (!known && zp_heading_words_read(a->lexicon, text, a->arena, words, a->err) != ZP_OK) {
    *words = (zp_heading_words){ .count = 0 };
    return ZP_E_MEMORY;
  }
  zp_heading_words_mean(a->lexicon, a->layout, words, guessing, out);
  return ZP_OK;
}

// ---- the words of a column -----------------------------------------------------------------------------------------

static const zp_cell *cell_at(const zp_row *row, size_t i)
{
  return i < row->count ? &row->cells[i] : &zp_no_cell;
}

/// The texts of column i, top to bottom, each once.
static size_t own_words(const attempt *a, size_t i, size_t taken, const zp_cell *out[ROWS_MOST])
{
  size_t count = 0;
  for (size_t r = 0; r < taken; r++) {
    const zp_cell *cell = cell_at(&a->rows[r], i);
    if (zp_cell_blank(cell) || (count != 0 && zp_text_equal(out[count - 1]->text, cell->text))) continue;
    out[count++] = cell;
  }
  return count;
}

/// The heading over several columns that stands above a blank cell of the first row.
static const zp_cell *parent_of(const attempt *a, size_t i)
{
  if (!zp_cell_blank(cell_at(&a->rows[0], i))) return &zp_no_cell;
  while (i-- > 0)
    if (!zp_cell_blank(cell_at(&a->rows[0], i))) return cell_at(&a->rows[0], i);
  return &zp_no_cell;
}

static zp_text join(zp_text left, zp_text right, zp_arena *arena)
{
  return zp_text_format(arena, "%.*s%.*s", ZP_ARG(left), ZP_ARG(right));
}

/// What the heading of column i may read, likeliest first: with the heading above several columns, whole, from below (得分 over 单位
/// is 单位得分), without what stands over all of them, its last row, its first.
static size_t wordings(const attempt *a, size_t i, size_t taken, zp_text out[WORDS_MOST])
{
  const zp_cell *own[ROWS_MOST], *parent = parent_of(a, i);
  size_t count = own_words(a, i, taken, own), n = 0;
  if (count == 0) return 0;
  if (taken > 1 && !zp_cell_blank(parent)) {
    out[n++] = join(own[0]->text, parent->text, a->arena);
    out[n++] = join(parent->text, own[0]->text, a->arena);
  }
  zp_text whole = own[0]->text;
  for (size_t k = 1; k < count; k++) whole = join(whole, own[k]->text, a->arena);
  out[n++] = whole;
  if (count == 2) out[n++] = join(own[1]->text, own[0]->text, a->arena);
  if (count > 2) out[n++] = join(own[1]->text, own[2]->text, a->arena);
  if (count > 1) out[n++] = own[count - 1]->text;
  if (count > 1) out[n++] = own[0]->text;
  return n;
}

/// A heading that says nothing by itself (值 beside 符号 and 单位) means what the one above it over several columns means.
static zp_status mean_of_parent(const attempt *a, size_t i, size_t taken, zp_heading_meaning *out, zp_text *words)
{
  const zp_cell *parent = taken > 1 ? parent_of(a, i) : &zp_no_cell;
  if (zp_cell_blank(parent)) return ZP_OK;
  if (mean(a, parent->text, false, out) != ZP_OK) return ZP_E_MEMORY;
  if ((out->fields & 1u << ZP_F_IGNORED) != 0) *out = (zp_heading_meaning){ 0 };
  if (out->fields != 0) *words = join(parent->text, *words, a->arena);
  return ZP_OK;
}

static zp_status mean_of(const attempt *a, size_t i, size_t taken, zp_heading_meaning *out, zp_text *words)
{
  zp_text tries[WORDS_MOST];
  size_t count = wordings(a, i, taken, tries);
  *out = (zp_heading_meaning){ 0 };
  for (int guessing = 0; guessing < 2 && out->fields == 0; guessing++) {
    for (size_t k = 0; k < count && out->fields == 0; k++) {
      if (mean(a, tries[k], guessing == 1, out) != ZP_OK) return ZP_E_MEMORY;
      if (out->fields != 0) *words = tries[k];
    }
    if (guessing == 0 && count != 0 && out->fields == 0 && mean_of_parent(a, i, taken, out, words) != ZP_OK) return ZP_E_MEMORY;
  }
  return ZP_OK;
}

// ---- trying a layout -----------------------------------------------------------------------------------------------

static bool is_number(zp_text text)
{
  zp_dec number;
  zp_error ignored = { 0 };
  return zp_dec_parse(zp_text_trim(text), &number, &ignored) == ZP_OK;
}

/// Where the heading of column i would stand.
static zp_cell blank_heading(const attempt *a, size_t i)
{
  for (size_t r = 0; r < a->taken; r++)
    if (i < a->rows[r].count) return (zp_cell){ .place = a->rows[r].cells[i].place };
  return (zp_cell){ .place = a->rows[0].cells[0].place };
}

static zp_status read_columns(const attempt *a, zp_headings *out, zp_heading_meaning *means)
{
  for (size_t i = 0; i < out->count; i++) {
    zp_column *c = &out->columns[i];
    const zp_cell *own[ROWS_MOST];
    size_t count = own_words(a, i, a->taken, own);
    c->heading = count != 0 ? *own[count - 1] : blank_heading(a, i);
    if (count == 0) continue;
    if (mean_of(a, i, a->taken, &means[i], &c->heading.text) != ZP_OK) return ZP_E_MEMORY;
    c->use = means[i].fields == 0 ? ZP_COLUMN_UNKNOWN : ZP_COLUMN_UNTITLED;
    if (out->money_unit.len == 0) out->money_unit = means[i].unit;
    if (out->points.text.len == 0 && means[i].points.len != 0) out->points = (zp_cell){ means[i].points, c->heading.place };
  }
  return ZP_OK;
}

static size_t field_named(zp_text name)
{
  static const char *const names[] = {
#define X(name, lua) lua,
    ZP_FIELD_MAP(X)
#undef X
  };
  size_t f = 0;
  while (f < ZP_FIELD_COUNT && !zp_text_equal(name, zp_text_from(names[f]))) f++;
  return f;
}

/// A description can name the indicators, and in a filled table a coarser column.
static bool has_field(const zp_layout *layout, const zp_headings *headings, size_t field)
{
  if (field == ZP_FIELD_COUNT || headings->column[field] != 0) return true;
  if (field == ZP_F_TARGET) return headings->column[ZP_F_TARGET_INITIAL] != 0;
  if (field == ZP_F_WEIGHT || field == ZP_F_DECLARED) return headings->column[ZP_F_FOLDED] != 0;
  if (field != ZP_F_LEVEL3) return false;
  return headings->column[ZP_F_DESCRIPTION] != 0 || (layout->kind == ZP_LAYOUT_FILLED_TABLE && headings->column[ZP_F_LEVEL2] != 0);
}

/// True when a heading is one of those that mark the layout.
static bool is_marked(const zp_words *marks, const zp_headings *headings, zp_arena *arena)
{
  for (size_t i = 0; i < headings->count && marks->count != 0; i++)
    if (zp_keys_find(marks, zp_text_key(headings->columns[i].heading.text, arena)) != SIZE_MAX) return true;
  return marks->count == 0;
}

static bool has_required(const zp_layout *layout, const zp_headings *headings)
{
  bool any = layout->any.count == 0;
  for (size_t i = 0; i < layout->required.count; i++)
    if (!has_field(layout, headings, field_named(layout->required.items[i]))) return false;
  for (size_t i = 0; !any && i < layout->any.count; i++) any = has_field(layout, headings, field_named(layout->any.items[i]));
  return any && headings->known >= FIELDS_LEAST;
}

static zp_status try_layout(const attempt *a, zp_headings *out, bool *fits)
{
  *out = (zp_headings){ .layout = a->layout, .rows = a->taken };
  for (size_t r = 0; r < a->taken; r++)
    if (a->rows[r].count > out->count) out->count = a->rows[r].count;
  if (out->count > COLUMNS_MOST) out->count = COLUMNS_MOST;
  out->columns = ZP_TAKE(a->arena, zp_column, out->count);
  zp_heading_meaning *means = ZP_TAKE(a->arena, zp_heading_meaning, out->count);
  if (out->columns == NULL || means == NULL) return zp_fail_memory(a->err);
  if (read_columns(a, out, means) != ZP_OK) return ZP_E_MEMORY;
  zp_headings_assign(out, means);
  *fits = has_required(&a->lexicon->layouts->items[a->layout], out) &&
          is_marked(&a->lexicon->keys.items[a->layout].marks, out, a->arena);
  return ZP_OK;
}

/// True when the text in column i of rows[r] stands under a heading of the first row over several columns that is known.
static bool under_several(const attempt *a, size_t r, size_t i)
{
  const zp_row *top = &a->rows[0];
  const zp_cell *own = cell_at(top, i), *right = cell_at(top, i + 1);
  const zp_cell *parent = zp_cell_blank(own) ? parent_of(a, i) : own;
  bool more = zp_cell_blank(own) || (i + 1 < a->rows[r].count && (zp_cell_blank(right) || zp_text_equal(own->text, right->text))) ||
              (i != 0 && zp_text_equal(own->text, cell_at(top, i - 1)->text));
  zp_heading_meaning means;
  return more && !zp_cell_blank(parent) && mean(a, parent->text, false, &means) == ZP_OK && means.fields != 0;
}

static bool has_digit(zp_text text)
{
  size_t next;
  return zp_sign_find(text, 0, ZP_SIGN_DIGIT, &next) != SIZE_MAX;
}

/// True when all that rows[r] adds are words under headings over several columns, at least two of them: 得分 over 单位 | 财政.
static bool divides(const attempt *a, size_t r)
{
  size_t count = 0;
  for (size_t i = 0; i < a->rows[r].count; i++) {
    const zp_cell *cell = &a->rows[r].cells[i];
    if (zp_cell_blank(cell) || zp_text_equal(cell->text, cell_at(&a->rows[r - 1], i)->text)) continue;
    if (cell->text.len > DIVISION_BYTES_MOST || has_digit(cell->text) || !under_several(a, r, i)) return false;
    count++;
  }
  return count > 1;
}

/// True when rows[r] holds nothing but headings that are known by themselves or complete the ones above them, or divides these.
static bool goes_on(const attempt *a, size_t r)
{
  size_t count = 0;
  for (size_t i = 0; i < a->rows[r].count; i++) {
    const zp_cell *cell = &a->rows[r].cells[i], *above = cell_at(&a->rows[r - 1], i);
    if (zp_cell_blank(cell)) continue;
    count++;
    if (zp_text_equal(cell->text, above->text)) continue;
    zp_heading_meaning means;
    if (mean(a, cell->text, false, &means) != ZP_OK) return false;
    if (means.fields != 0) continue;
    zp_text whole = join(zp_cell_blank(above) ? parent_of(a, i)->text : above->text, cell->text, a->arena);
    if (mean(a, whole, false, &means) != ZP_OK) return false;
    if (means.fields == 0) return divides(a, r);
  }
  return count != 0;
}

/// True for 项目名称 | 道路养护 | 实施单位 | …: the first row labels values. A row of headings that begins so holds headings only.
static bool is_label_row(const attempt *a)
{
  const uint32_t who = (1u << ZP_F_LEVEL1) - 1;
  bool first = true;
  for (size_t i = 0; i < a->rows[0].count; i++) {
    const zp_cell *cell = &a->rows[0].cells[i];
    zp_heading_meaning means;
    if (zp_cell_blank(cell)) continue;
    if (mean(a, cell->text, false, &means) != ZP_OK) return false;
    if (first && (means.fields & who) == 0) return false;
    if (!first && means.fields == 0) return true;
    first = false;
  }
  return false;
}

/// 资金 | 预算数 | 110 | 执行数 | 99万元: labels with their values, whatever stands below them.
static bool has_number(const zp_lexicon *lexicon, const zp_row *row, zp_arena *arena)
{
  for (size_t i = 0; i < row->count; i++) {
    size_t next;
    zp_text text = zp_text_trim(row->cells[i].text);
    bool digit = text.len != 0 && text.len <= DIVISION_BYTES_MOST && zp_sign_at(text, 0, &next) == ZP_SIGN_DIGIT;
    if (digit && (is_number(text) || zp_lexicon_money_unit(lexicon, text, arena).len != 0)) return true;
  }
  return false;
}

/// Cheap refusal of rows that cannot be headings, before a layout is tried on them.
static bool worth_trying(const attempt *a, size_t taken)
{
  size_t hits = 0, misses = 0, columns = 0;
  for (size_t r = 0; r < taken; r++)
    if (a->rows[r].count > columns) columns = a->rows[r].count;
  for (size_t i = 0; i < columns && hits < FIELDS_LEAST && misses < MISSES_MOST; i++) {
    zp_heading_meaning means;
    zp_text words;
    if (taken == 1 && zp_cell_blank(cell_at(&a->rows[0], i))) continue;
    if (mean_of(a, i, taken, &means, &words) == ZP_OK && means.fields != 0) hits++;
    else misses++;
  }
  return hits >= FIELDS_LEAST;
}

/// The layout that knows most wins, then the one with fewer guesses, then one that is marked, then the one that demands more, then
/// the earlier one.
static bool better(const zp_lexicon *lexicon, const zp_headings *one, const zp_headings *other)
{
  const zp_layout *layouts = lexicon->layouts->items;
  if (one->known != other->known) return one->known > other->known;
  if (one->guessed != other->guessed) return one->guessed < other->guessed;
  const zp_layout *a = &layouts[one->layout], *b = &layouts[other->layout];
  if ((a->marks.count != 0) != (b->marks.count != 0)) return a->marks.count != 0;
  return a->required.count > b->required.count;
}

static bool is_table(zp_layout_kind kind)
{
  return kind == ZP_LAYOUT_FILLED_TABLE || kind == ZP_LAYOUT_GOAL_TABLE;
}

/// True when the rows below say as much by themselves: the first row is then no part of the headings.
static zp_status below_suffices(const attempt *a, const zp_headings *one, bool *out)
{
  attempt below = *a;
  zp_headings other;
  bool fits;
  below.rows = a->rows + 1;
  below.taken = one->rows > 1 ? one->rows - 1 : 1;
  if (try_layout(&below, &other, &fits) != ZP_OK) return ZP_E_MEMORY;
  *out = other.known - other.guessed >= one->known - one->guessed;
  return ZP_OK;
}

/// Cheap refusal for all layouts at once: most rows are no headings. *whole: the first row alone may be some.
static bool promising(const attempt *a, size_t count, bool *whole)
{
  *whole = worth_trying(a, 1);
  // A row in which little is known may be the upper half of wrapped headings.
  return *whole || (count > 1 && a->rows[0].count >= FIELDS_LEAST && goes_on(a, 1) && worth_trying(a, 2));
}

zp_status zp_headings_read(const zp_lexicon *lexicon, const zp_row *rows, size_t count, zp_arena *arena, zp_headings *out,
                           bool *found, zp_error *err)
{
  bool whole;
  zp_heading_words memo[MEMO_ITEMS] = { { .count = 0 } };
  const attempt any = { lexicon, zp_lexicon_any(lexicon), rows, 1, arena, memo, err };
  *found = false;
  if (has_number(lexicon, &rows[0], arena) || !promising(&any, count, &whole)) return ZP_OK;
  for (size_t i = 0; i < lexicon->layouts->count; i++) {
    if (!is_table(lexicon->layouts->items[i].kind)) continue;
    attempt a = { lexicon, i, rows, 1, arena, memo, err };
    if (!promising(&a, count, &whole)) continue;
    while (!is_label_row(&a) && a.taken < ROWS_MOST && a.taken < count && goes_on(&a, a.taken)) a.taken++;
    zp_headings one;
    bool fits = false;
    for (; a.taken != 0 && !fits; a.taken--)
      if (try_layout(&a, &one, &fits) != ZP_OK) return ZP_E_MEMORY;
    bool spare = false;
    if (fits && !whole && below_suffices(&a, &one, &spare) != ZP_OK) return ZP_E_MEMORY;
    if (!fits || spare || (*found && !better(lexicon, &one, out))) continue;
    *out = one;
    *found = true;
  }
  out->lexicon = lexicon;
  size_t folded = *found ? out->column[ZP_F_FOLDED] : 0;
  if (folded != 0) out->declared_first = zp_folded_declared_first(lexicon, out->columns[folded - 1].heading.text, arena);
  return ZP_OK;
}

/// The column + 1 of a field that a heading names; what cells told may be told by fewer of them on the next page.
static size_t titled(const zp_headings *h, size_t field)
{
  size_t column = h->column[field];
  return column != 0 && zp_cell_blank(&h->columns[column - 1].heading) ? 0 : column;
}

bool zp_headings_same(const zp_headings *a, const zp_headings *b)
{
  for (size_t f = 0; f < ZP_FIELD_COUNT; f++)
    if (titled(a, f) != titled(b, f)) return false;
  return a->layout == b->layout;
}
