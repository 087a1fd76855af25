// select.c: see select.h.
#include "cli/select.h"

#include "form/near_name.h"

enum { CUTS_MOST = 16, SHOWN_MOST = 8 };
static const zp_text none = { "", 0 };

/// The units, projects or rows that one part of the path may mean.
typedef struct level {
  zp_arena *arena;
  const char *what;       // a word of the catalogue, as an argument
  zp_text *names, *others, *keys;
  size_t count;
} level;

static zp_status level_init(level *l, zp_arena *arena, const char *what, size_t count, zp_error *err)
{
  *l = (level){ arena, what, ZP_TAKE(arena, zp_text, count), ZP_TAKE(arena, zp_text, count), ZP_TAKE(arena, zp_text, count), count };
  return l->names == NULL || l->others == NULL || l->keys == NULL ? zp_fail_memory(err) : ZP_OK;
}

static zp_status list_units(const zp_result *result, zp_arena *arena, level *l, zp_error *err)
{
  if (level_init(l, arena, "#EXPLAIN_UNIT", result->unit_count, err) != ZP_OK) return err->status;
  for (size_t i = 0; i < l->count; i++) {
    l->names[i] = result->units[i].name;
    l->others[i] = result->units[i].code;
  }
  return ZP_OK;
}

static zp_status list_projects(const zp_unit_result *unit, zp_arena *arena, level *l, zp_error *err)
{
  if (level_init(l, arena, "#EXPLAIN_PROJECT", unit->project_count, err) != ZP_OK) return err->status;
  for (size_t i = 0; i < l->count; i++) {
    l->names[i] = unit->projects[i].name;
    l->others[i] = unit->projects[i].code;
  }
  return ZP_OK;
}

static zp_status list_rows(const zp_project_result *project, zp_arena *arena, level *l, zp_error *err)
{
  if (level_init(l, arena, "#EXPLAIN_INDICATOR", project->row_count, err) != ZP_OK) return err->status;
  for (size_t i = 0; i < l->count; i++) {
    const zp_row_result *row = &project->rows[i];
    l->names[i] = row->level3.len != 0 ? row->level3 : row->level2;
    if (row->execution && row->level3.len == 0) {
      l->names[i] = zp_text_from(zp_word_text(ZP_W_CELL_EXECUTION, ZP_LANG_ZH));
      l->others[i] = zp_text_from(zp_word_text(ZP_W_CELL_EXECUTION, ZP_LANG_EN));
    }
  }
  return ZP_OK;
}

static zp_status key_names(level *l, zp_error *err)
{
  for (size_t i = 0; i < l->count; i++) {
    if (l->names[i].len == 0) l->names[i] = l->others[i];
    l->keys[i] = zp_text_key(l->names[i], l->arena);
    if (l->keys[i].ptr == NULL) return zp_fail_memory(err);
  }
  return ZP_OK;
}

// ---- one part of the path ------------------------------------------------------------------------------------------------

/// "#12" -> 11; SIZE_MAX when it is no number within the level.
static size_t numbered(const level *l, zp_text part)
{
  size_t number = 0;
  if (part.len < 2 || part.ptr[0] != '#') return SIZE_MAX;
  for (size_t i = 1; i < part.len; i++) {
    if (part.ptr[i] < '0' || part.ptr[i] > '9' || number > l->count) return SIZE_MAX;
    number = number * 10 + (size_t)(part.ptr[i] - '0');
  }
  return number == 0 || number > l->count ? SIZE_MAX : number - 1;
}

static bool is_called(const level *l, size_t i, zp_text part, zp_text key)
{
  if (zp_text_equal(l->names[i], part)) return true;
  if (l->others[i].len != 0 && zp_text_equal(l->others[i], part)) return true;
  return key.len != 0 && zp_text_equal(l->keys[i], key);
}

/// How many are called so, and the first of them.
static size_t matches(const level *l, zp_text part, zp_text key, size_t *first)
{
  size_t found = 0;
  *first = numbered(l, part);
  if (*first != SIZE_MAX) return 1;
  for (size_t i = 0; i < l->count; i++) {
    if (!is_called(l, i, part, key)) continue;
    if (found++ == 0) *first = i;
  }
  return found;
}

static zp_text namesakes(const level *l, zp_text part, zp_text key)
{
  zp_text list = none;
  size_t shown = 0;
  for (size_t i = 0; i < l->count && list.ptr != NULL; i++) {
    if (!is_called(l, i, part, key)) continue;
    if (shown++ == SHOWN_MOST) return zp_text_format(l->arena, "%.*s …", ZP_ARG(list));
    list = zp_text_format(l->arena, "%.*s%s#%zu", ZP_ARG(list), list.len == 0 ? "" : " / ", i + 1);
  }
  return list;
}

static zp_status refuse(const level *l, zp_status status, zp_text part, zp_text candidates, zp_finding *problem, zp_error *err)
{
  if (candidates.ptr == NULL) return zp_fail_memory(err);
  *problem = (zp_finding){ .status = status, .args = { zp_text_from(l->what), part, candidates } };
  return ZP_OK;
}

static zp_status unknown(const level *l, zp_text part, zp_finding *problem, zp_error *err)
{
  size_t tries = l->count;
  return refuse(l, part.len == 0 ? ZP_E_SELECT_NEEDED : ZP_E_SELECT_UNKNOWN, part, zp_near_names(part, l->names, l->count, &tries, l->arena), problem, err);
}

/// Takes the part of *path that names one of the level; *path is what is left then.
static zp_status take(level *l, zp_text *path, size_t *index, zp_finding *problem, zp_error *err)
{
  zp_text first = none;
  if (key_names(l, err) != ZP_OK) return err->status;
  for (size_t at = 0, cuts = 0; at <= path->len && cuts < CUTS_MOST; at++) {
    if (at < path->len && path->ptr[at] != '/') continue;
    zp_text part = zp_text_trim(zp_text_slice(*path, 0, at)), key = zp_text_key(part, l->arena);
    if (key.ptr == NULL) return zp_fail_memory(err);
    size_t found = matches(l, part, key, index);
    if (found > 1) return refuse(l, ZP_E_SELECT_AMBIGUOUS, part, namesakes(l, part, key), problem, err);
    if (found == 1) {
      *path = zp_text_trim(zp_text_slice(*path, at + 1, path->len));
      return ZP_OK;
    }
    if (cuts++ == 0) first = part;
  }
  return unknown(l, first, problem, err);
}

// ---- the whole path ------------------------------------------------------------------------------------------------------

static zp_status take_unit(const zp_result *result, zp_text *path, zp_arena *arena, zp_selected *out, zp_error *err)
{
  level units;
  if (path->len == 0 && result->unit_count == 1) return ZP_OK;
  if (list_units(result, arena, &units, err) != ZP_OK) return err->status;
  return take(&units, path, &out->what.unit, &out->problem, err);
}

zp_status zp_select_path(const zp_result *result, zp_text path, zp_arena *arena, zp_selected *out, zp_error *err)
{
  level projects, rows;
  *out = (zp_selected){ .what = { 0, SIZE_MAX, SIZE_MAX } };
  path = zp_text_trim(path);
  if (take_unit(result, &path, arena, out, err) != ZP_OK) return err->status;
  if (out->problem.status != ZP_OK || path.len == 0) return ZP_OK;

  const zp_unit_result *unit = &result->units[out->what.unit];
  if (list_projects(unit, arena, &projects, err) != ZP_OK) return err->status;
  if (take(&projects, &path, &out->what.project, &out->problem, err) != ZP_OK) return err->status;
  if (out->problem.status != ZP_OK || path.len == 0) return ZP_OK;

  if (list_rows(&unit->projects[out->what.project], arena, &rows, err) != ZP_OK) return err->status;
  if (take(&rows, &path, &out->what.row, &out->problem, err) != ZP_OK) return err->status;
  if (out->problem.status == ZP_OK && path.len != 0) return unknown(&rows, path, &out->problem, err);
  return ZP_OK;
}
