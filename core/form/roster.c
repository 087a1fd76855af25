// roster.c: headings by the words of all layouts, units found by the keys by which forms are joined.
#include "form/roster.h"

enum { BY_CODE, BY_NAME };

static const zp_text none = { NULL, 0 };

// ---- who is meant ----------------------------------------------------------------------------------------------------

/// The same code; or the same name, unless both have codes and these differ.
static zp_roster_unit *find(const zp_roster *roster, zp_text code_key, zp_text name_key)
{
  const uint32_t *at = code_key.len == 0 ? NULL : zp_name_index_find(&roster->index, BY_CODE, code_key);
  if (at != NULL) return &roster->units[*at];
  at = name_key.len == 0 ? NULL : zp_name_index_find(&roster->index, BY_NAME, name_key);
  if (at == NULL) return NULL;
  zp_roster_unit *unit = &roster->units[*at];
  return code_key.len != 0 && !zp_text_blank(unit->code) ? NULL : unit;
}

static bool mark(zp_roster *roster, zp_text code_key, zp_text name_key, zp_roster_state state)
{
  zp_roster_unit *unit = find(roster, code_key, name_key);
  if (unit != NULL && unit->state < state) unit->state = state;
  return unit != NULL;
}

zp_status zp_roster_meet(zp_roster *roster, zp_text code, zp_text name, zp_error *err)
{
  zp_text code_key = zp_text_key(code, roster->arena), name_key = zp_lexicon_unit_key(roster->lexicon, name, roster->arena);
  if (code_key.ptr == NULL || name_key.ptr == NULL) return zp_fail_memory(err);
  if (mark(roster, code_key, name_key, ZP_ROSTER_SCORED)) return ZP_OK;
  bool named = !zp_text_blank(name);
  zp_findings_add(&roster->findings, ZP_E_UNIT_UNLISTED, NULL, named ? name : code, named ? code : none, none);
  return ZP_OK;
}

// ---- what was heard of those without a result --------------------------------------------------------------------------

static zp_status mark_part(zp_roster *roster, zp_text part, zp_roster_state state, zp_error *err)
{
  zp_text code_key = zp_text_key(part, roster->arena), name_key = zp_lexicon_unit_key(roster->lexicon, part, roster->arena);
  if (code_key.ptr == NULL || name_key.ptr == NULL) return zp_fail_memory(err);
  if (!mark(roster, code_key, none, state)) mark(roster, none, name_key, state);
  return ZP_OK;
}

static bool is_cut(char c)
{
  return c == '/' || c == '-' || c == '_' || c == '+' || c == '.';
}

static zp_status mark_named(zp_roster *roster, zp_text name, zp_roster_state state, zp_error *err)
{
  if (mark_part(roster, name, state, err) != ZP_OK) return err->status;
  for (size_t at = 0, from = 0; at <= name.len; at++) {
    if (at < name.len && !is_cut(name.ptr[at])) continue;
    bool part = at > from && at - from < name.len;
    if (part && mark_part(roster, zp_text_slice(name, from, at), state, err) != ZP_OK) return err->status;
    from = at + 1;
  }
  return ZP_OK;
}

zp_status zp_roster_hear(zp_roster *roster, const zp_finding *findings, size_t count, zp_error *err)
{
  for (size_t i = 0; i < count; i++) {
    const zp_finding *f = &findings[i];
    bool failed = f->status == ZP_E_BUNDLE_DIED || f->status == ZP_E_BUNDLE_LATE || f->status == ZP_E_BUNDLE_REFUSED;
    zp_roster_state state = failed ? ZP_ROSTER_FAILED : ZP_ROSTER_UNUSABLE;
    if (mark_named(roster, f->place.file, state, err) != ZP_OK) return err->status;
    if (failed && mark_named(roster, f->args[0], state, err) != ZP_OK) return err->status;
  }
  return ZP_OK;
}

// ---- reading ---------------------------------------------------------------------------------------------------------

/// Columns of a heading row, + 1; 0: there is none.
typedef struct columns { size_t code, name; } columns;

static zp_status read_headings(const zp_roster *roster, const zp_row *row, columns *out, zp_error *err)
{
  *out = (columns){ 0, 0 };
  for (size_t i = 0; i < row->count; i++) {
    zp_text key = zp_text_key(row->cells[i].text, roster->arena);
    if (key.ptr == NULL) return zp_fail_memory(err);
    uint32_t fields = key.len == 0 ? 0 : zp_lexicon_kind_fields(roster->lexicon, ZP_LAYOUT_FILLED_TABLE, key);
    if (out->code == 0 && (fields & 1u << ZP_F_UNIT_CODE) != 0) out->code = i + 1;
    else if (out->name == 0 && (fields & 1u << ZP_F_UNIT_NAME) != 0) out->name = i + 1;
  }
  return ZP_OK;
}

static zp_cell cell_at(const zp_row *row, size_t column)
{
  return column == 0 || column > row->count ? (zp_cell){ .text = none } : row->cells[column - 1];
}

static zp_status take_unit(zp_roster *roster, const zp_row *row, const columns *c, zp_error *err)
{
  zp_cell code = cell_at(row, c->code), name = cell_at(row, c->name);
  zp_text code_key = zp_text_key(code.text, roster->arena), name_key = zp_lexicon_unit_key(roster->lexicon, name.text, roster->arena);
  if (code_key.ptr == NULL || name_key.ptr == NULL) return zp_fail_memory(err);
  if (code_key.len == 0 && name_key.len == 0) return ZP_OK;
  const zp_place *place = name_key.len != 0 ? &name.place : &code.place;
  if (find(roster, code_key, name_key) != NULL) {
    zp_findings_add(&roster->findings, ZP_E_ROSTER_TWICE, place, name_key.len != 0 ? name.text : code.text, none, none);
    return ZP_OK;
  }
  zp_roster_unit *units = zp_arena_grow(roster->arena, roster->units, roster->count, &roster->capacity, sizeof *units);
  if (units == NULL) return zp_fail_memory(err);
  roster->units = units;
  uint32_t at = (uint32_t)roster->count++;
  units[at] = (zp_roster_unit){ zp_text_trim(code.text), zp_text_trim(name.text), *place, ZP_ROSTER_SILENT };
  if (code_key.len != 0 && zp_name_index_put(&roster->index, BY_CODE, code_key, at, NULL, err) != ZP_OK) return err->status;
  if (name_key.len != 0 && zp_name_index_put(&roster->index, BY_NAME, name_key, at, NULL, err) != ZP_OK) return err->status;
  return ZP_OK;
}

/// What stands above the first headings, such as a title, is passed over; a second table may have others.
static zp_status read_row(zp_roster *roster, const zp_row *row, columns *c, zp_error *err)
{
  columns headings;
  if (read_headings(roster, row, &headings, err) != ZP_OK) return err->status;
  bool any = headings.code != 0 || headings.name != 0;
  if (any) *c = headings;
  return any || (c->code == 0 && c->name == 0) ? ZP_OK : take_unit(roster, row, c, err);
}

/// A paragraph is a row of one cell: a list without commas is no table to any reader.
static zp_status read_block(zp_roster *roster, const zp_block *block, columns *c, zp_error *err)
{
  zp_cell only = block->paragraph;
  const zp_row line = { &only, 1 };
  if (block->kind == ZP_BLOCK_PARAGRAPH) return read_row(roster, &line, c, err);
  for (size_t i = 0; i < block->row_count; i++)
    if (read_row(roster, &block->rows[i], c, err) != ZP_OK) return err->status;
  return ZP_OK;
}

zp_status zp_roster_read(const zp_document *document, const zp_lexicon *lexicon, zp_arena *arena, zp_roster *out, zp_error *err)
{
  zp_place whole = { .file = document->file };
  columns c = { 0, 0 };
  *out = (zp_roster){ .lexicon = lexicon, .arena = arena, .findings = { .arena = arena } };
  zp_name_index_init(&out->index, arena);
  for (size_t i = 0; i < document->count; i++)
    if (read_block(out, &document->blocks[i], &c, err) != ZP_OK) return err->status;
  return out->count == 0 ? zp_fail(err, ZP_E_ROSTER_FORM, &whole, none, none, none) : ZP_OK;
}

zp_status zp_roster_close(zp_roster *roster, zp_error *err)
{
  for (size_t i = 0; i < roster->count; i++) {
    const zp_roster_unit *unit = &roster->units[i];
    zp_text shown = unit->name.len != 0 ? unit->name : unit->code;
    bool unusable = unit->state == ZP_ROSTER_UNUSABLE;
    if (!unusable && unit->state != ZP_ROSTER_SILENT) continue;
    zp_findings_add(&roster->findings, unusable ? ZP_E_UNIT_UNUSABLE : ZP_E_UNIT_MISSING, &unit->place, shown, unit->code, none);
  }
  return roster->findings.lost ? zp_fail_memory(err) : ZP_OK;
}
