// headings.c: reading heading rows.
#include "form/headings.h"

#include <string.h>

#include "form/cell_list.h"
#include "form/signs.h"

enum { FIELDS_LEAST = 2, MISSES_MOST = 8 };

/// Fields a heading can mean in a layout, as written or without its brackets; *unit is the money unit in them.
static zp_status fields_of(const zp_lexicon *lexicon, size_t layout, zp_text text, zp_arena *arena, uint32_t *fields,
                           zp_text *unit, zp_error *err)
{
  *fields = 0;
  *unit = (zp_text){ NULL, 0 };
  if (zp_text_blank(text)) return ZP_OK;
  zp_text inside, bare = zp_brackets_strip(text, arena, &inside), key = zp_text_key(text, arena);
  if (bare.ptr == NULL || key.ptr == NULL) return zp_fail_memory(err);
  *fields = zp_lexicon_fields(lexicon, layout, key);
  if (inside.len == 0) return ZP_OK;
  key = zp_text_key(bare, arena);
  if (key.ptr == NULL) return zp_fail_memory(err);
  if (*fields == 0) *fields = zp_lexicon_fields(lexicon, layout, key);
  *unit = zp_lexicon_money_unit(lexicon, inside, arena);
  return ZP_OK;
}

static zp_field lowest(uint32_t fields)
{
  int field = 0;
  while ((fields & 1u) == 0) {
    fields >>= 1;
    field++;
  }
  return (zp_field)field;
}

/// A word such as 单位 can mean several fields: those taken by clearer headings fall away; before the indicator's name it
/// means who, behind it what it is counted in.
static uint32_t narrow(const zp_headings *out, uint32_t fields, size_t column)
{
  for (size_t f = 0; f < ZP_FIELD_COUNT; f++)
    if (out->column[f] != 0) fields &= ~(1u << f);
  uint32_t behind = fields & ~((1u << ZP_F_LEVEL1) - 1);
  bool named = out->column[ZP_F_LEVEL3] != 0 && column + 1 > out->column[ZP_F_LEVEL3];
  return named && behind != 0 ? behind : fields;
}

static void assign(zp_headings *out, size_t column, uint32_t fields)
{
  zp_column *c = &out->columns[column];
  if (fields == 0) {
    c->use = ZP_COLUMN_TWICE;
    return;
  }
  c->field = lowest(fields);
  c->use = ZP_COLUMN_USED;
  if (c->field == ZP_F_IGNORED) return;
  out->column[c->field] = column + 1;
  out->known++;
}

/// Clear headings first, then those that can mean several things.
static void assign_all(zp_headings *out, const uint32_t *fields)
{
  for (int pass = 0; pass < 2; pass++)
    for (size_t i = 0; i < out->count; i++) {
      bool clear = (fields[i] & (fields[i] - 1)) == 0;
      if (fields[i] == 0 || clear != (pass == 0)) continue;
      assign(out, i, narrow(out, fields[i], i) | (fields[i] & 1u << ZP_F_IGNORED));
    }
}

static zp_status fields_of_rows(const zp_lexicon *lexicon, const zp_row *rows, zp_arena *arena, zp_headings *out,
                                uint32_t *fields, zp_error *err)
{
  for (size_t r = 0; r < out->rows; r++)
    for (size_t i = 0; i < rows[r].count; i++) {
      uint32_t found;
      zp_text unit;
      if (zp_cell_blank(&out->columns[i].heading)) out->columns[i].heading = rows[r].cells[i];
      if (zp_cell_blank(&rows[r].cells[i])) continue;
      if (fields_of(lexicon, out->layout, rows[r].cells[i].text, arena, &found, &unit, err) != ZP_OK) return ZP_E_MEMORY;
      fields[i] = found;
      out->columns[i].heading = rows[r].cells[i];
      out->columns[i].use = found == 0 ? ZP_COLUMN_UNKNOWN : ZP_COLUMN_UNTITLED;
      if (out->money_unit.len == 0) out->money_unit = unit;
    }
  return ZP_OK;
}

static bool has_required(const zp_layout *layout, const zp_headings *headings)
{
  static const char *const names[] = {
#define X(name, lua) lua,
    ZP_FIELD_MAP(X)
#undef X
  };
  for (size_t i = 0; i < layout->required.count; i++)
    for (size_t f = 0; f < ZP_FIELD_COUNT; f++)
      if (zp_text_equal(layout->required.items[i], zp_text_from(names[f])) && headings->column[f] == 0) return false;
  return headings->known >= FIELDS_LEAST;
}

/// Tries one layout on one or two rows.
static zp_status try_layout(const zp_lexicon *lexicon, size_t layout, const zp_row *rows, size_t taken, zp_arena *arena,
                            zp_headings *out, bool *fits, zp_error *err)
{
  *out = (zp_headings){ .layout = layout, .rows = taken };
  for (size_t r = 0; r < taken; r++)
    if (rows[r].count > out->count) out->count = rows[r].count;
  out->columns = ZP_TAKE(arena, zp_column, out->count);
  uint32_t *fields = ZP_TAKE(arena, uint32_t, out->count);
  if (out->columns == NULL || fields == NULL) return zp_fail_memory(err);
  if (fields_of_rows(lexicon, rows, arena, out, fields, err) != ZP_OK) return ZP_E_MEMORY;
  assign_all(out, fields);
  *fits = has_required(&lexicon->layouts->items[layout], out);
  return ZP_OK;
}

/// True when all cells with text are headings of the layout, and there are several.
static bool all_headings(const zp_lexicon *lexicon, size_t layout, const zp_row *row, zp_arena *arena)
{
  size_t count = 0;
  for (size_t i = 0; i < row->count; i++) {
    if (zp_cell_blank(&row->cells[i])) continue;
    uint32_t fields;
    zp_text unit;
    if (fields_of(lexicon, layout, row->cells[i].text, arena, &fields, &unit, NULL) != ZP_OK || fields == 0) return false;
    count++;
  }
  return count >= FIELDS_LEAST;
}

/// Cheap refusal of rows that cannot be headings, before a layout is tried on them.
static bool worth_trying(const zp_lexicon *lexicon, size_t layout, const zp_row *row, zp_arena *arena)
{
  size_t hits = 0, misses = 0;
  for (size_t i = 0; i < row->count && hits < FIELDS_LEAST && misses < MISSES_MOST; i++) {
    if (zp_cell_blank(&row->cells[i])) continue;
    uint32_t fields;
    zp_text unit;
    if (fields_of(lexicon, layout, row->cells[i].text, arena, &fields, &unit, NULL) == ZP_OK && fields != 0) hits++;
    else misses++;
  }
  return hits >= FIELDS_LEAST;
}

zp_status zp_headings_read(const zp_lexicon *lexicon, const zp_row *rows, size_t count, zp_arena *arena, zp_headings *out,
                           bool *found, zp_error *err)
{
  *found = false;
  for (size_t i = 0; i < lexicon->layouts->count; i++) {
    if (lexicon->layouts->items[i].kind == ZP_LAYOUT_GOAL_TEXT) continue;
    if (!worth_trying(lexicon, i, &rows[0], arena)) continue;
    bool pair = count > 1 && all_headings(lexicon, i, &rows[1], arena) && all_headings(lexicon, i, &rows[0], arena);
    zp_headings one;
    bool fits = false;
    if (try_layout(lexicon, i, rows, pair ? 2 : 1, arena, &one, &fits, err) != ZP_OK) return ZP_E_MEMORY;
    if (!fits || (*found && one.known <= out->known)) continue;
    *out = one;
    *found = true;
  }
  return ZP_OK;
}

const zp_cell *zp_headings_cell(const zp_headings *headings, const zp_row *row, zp_field field, zp_arena *arena)
{
  size_t column = headings->column[field];
  if (column == 0 || row->count == 0) return &zp_no_cell;
  if (column <= row->count) return &row->cells[column - 1];
  zp_cell *blank = ZP_TAKE(arena, zp_cell, 1);
  if (blank == NULL) return &zp_no_cell;
  blank->place = row->cells[0].place;
  return blank;
}

void zp_headings_note(zp_headings *headings, const zp_row *row)
{
  for (size_t i = 0; i < row->count; i++) {
    bool used = i < headings->count && headings->columns[i].use == ZP_COLUMN_USED;
    if (used || zp_cell_blank(&row->cells[i])) continue;
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

void zp_headings_close(const zp_headings *headings, zp_arena *arena, zp_findings *findings)
{
  zp_text none = { NULL, 0 };
  for (size_t i = 0; i < headings->count; i++) {
    const zp_column *c = &headings->columns[i];
    if (!c->content) continue;
    if (c->use == ZP_COLUMN_UNTITLED) {
      report_untitled(&c->heading.place, i + 1, arena, findings);
    } else {
      zp_findings_add(findings, c->use == ZP_COLUMN_TWICE ? ZP_E_COLUMN_TWICE : ZP_E_COLUMN_UNKNOWN, &c->heading.place,
                      c->heading.text, none, none);
    }
  }
  if (!zp_cell_blank(&headings->beyond)) report_untitled(&headings->beyond.place, headings->count + 1, arena, findings);
}
