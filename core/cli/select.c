// select.c: see select.h.
#include "cli/select.h"

#include "form/near_name.h"

enum { CUTS_MOST = 16, SHOWN_MOST = 8 };
static const zp_text none = { "", 0 };

/// The units, projects or rows that one part of the path may mean.
typedef struct level {
  zp_arena *arena;
  zp_word what;
  zp_text *names, *others, *keys, *other_keys;
  size_t count;
} level;

/// How a part of the path may mean a name: as the whole of it, or as something that stands in it.
typedef enum match { MATCH_WHOLE, MATCH_PART, MATCH_COUNT } match;

static zp_status level_init(level *l, zp_arena *arena, zp_word what, size_t count, zp_error *err)
{
  *l = (level){ arena, what, ZP_TAKE(arena, zp_text, count), ZP_TAKE(arena, zp_text, count), ZP_TAKE(arena, zp_text, count),
                ZP_TAKE(arena, zp_text, count), count };
  bool whole = l->names != NULL && l->others != NULL && l->keys != NULL && l->other_keys != NULL;
  return whole ? ZP_OK : zp_fail_memory(err);
}

static zp_status list_units(const zp_result *result, zp_arena *arena, level *l, zp_error *err)
{
  if (level_init(l, arena, ZP_W_EXPLAIN_UNIT, result->unit_count, err) != ZP_OK) return err->status;
  for (size_t i = 0; i < l->count; i++) {
    l->names[i] = result->units[i].name;
    l->others[i] = result->units[i].code;
  }
  return ZP_OK;
}

static zp_status list_projects(const zp_unit_result *unit, zp_arena *arena, level *l, zp_error *err)
{
  if (level_init(l, arena, ZP_W_EXPLAIN_PROJECT, unit->project_count + unit->pooled_count, err) != ZP_OK) return err->status;
  for (size_t i = unit->project_count; i < l->count; i++) {
    l->names[i] = zp_text_from(zp_word_text(ZP_W_POOLED, ZP_LANG_ZH));
    l->others[i] = zp_text_from(zp_word_text(ZP_W_POOLED, ZP_LANG_EN));
  }
  for (size_t i = 0; i < unit->project_count; i++) {
    l->names[i] = unit->projects[i].name;
    l->others[i] = unit->projects[i].code;
  }
  return ZP_OK;
}

static zp_status list_rows(const zp_project_result *project, zp_arena *arena, level *l, zp_error *err)
{
  if (level_init(l, arena, ZP_W_EXPLAIN_INDICATOR, project->row_count, err) != ZP_OK) return err->status;
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
    l->other_keys[i] = zp_text_key(l->others[i], l->arena);
    if (l->keys[i].ptr == NULL || l->other_keys[i].ptr == NULL) return zp_fail_memory(err);
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

static bool is_meant(const level *l, size_t i, zp_text part, zp_text key, match how)
{
  if (how == MATCH_PART) return zp_text_contains(l->keys[i], key);
  if (zp_text_equal(l->names[i], part)) return true;
  if (l->others[i].len != 0 && zp_text_equal(l->others[i], part)) return true;
  return key.len != 0 && (zp_text_equal(l->keys[i], key) || zp_text_equal(l->other_keys[i], key));
}

/// How many may be meant, and the first of them.
static size_t matches(const level *l, zp_text part, zp_text key, match how, size_t *first)
{
  size_t found = 0;
  *first = numbered(l, part);
  if (*first != SIZE_MAX) return 1;
  for (size_t i = 0; i < l->count; i++) {
    if (!is_meant(l, i, part, key, how)) continue;
    if (found++ == 0) *first = i;
  }
  return found;
}

/// "#3 name / #4 name": ptr NULL when memory is short.
static zp_text candidates(const level *l, zp_text part, zp_text key, match how)
{
  zp_text list = none;
  size_t shown = 0;
  for (size_t i = 0; i < l->count && list.ptr != NULL; i++) {
    if (!is_meant(l, i, part, key, how)) continue;
    const char *between = shown == 0 ? "" : " / ";
    if (shown++ == SHOWN_MOST) return zp_text_format(l->arena, "%.*s%s…", ZP_ARG(list), between);
    list = zp_text_format(l->arena, "%.*s%s#%zu %.*s", ZP_ARG(list), between, i + 1, ZP_ARG(l->names[i]));
  }
  return list;
}

static zp_status refuse(const level *l, zp_status status, zp_text part, zp_text offered, zp_finding *problem, zp_error *err)
{
  if (offered.ptr == NULL) return zp_fail_memory(err);
  *problem = (zp_finding){ .status = status, .args = { zp_word_arg(l->what), part, offered } };
  return ZP_OK;
}

static zp_status unknown(const level *l, zp_text part, zp_finding *problem, zp_error *err)
{
  size_t tries = l->count;
  zp_text near = zp_near_names(part, l->names, l->count, &tries, l->arena);
  return refuse(l, part.len == 0 ? ZP_E_SELECT_NEEDED : ZP_E_SELECT_UNKNOWN, part, near, problem, err);
}

/// Looks for the shortest first part of *path that means one of the level; *found says whether there is one, or several are.
static zp_status take_as(const level *l, match how, zp_text *path, size_t *index, bool *found, zp_finding *problem, zp_error *err)
{
  for (size_t at = 0, cuts = 0; at <= path->len && cuts < CUTS_MOST; at++) {
    if (at < path->len && path->ptr[at] != '/') continue;
    zp_text part = zp_text_trim(zp_text_slice(*path, 0, at)), key = zp_text_key(part, l->arena);
    if (key.ptr == NULL) return zp_fail_memory(err);
    size_t count = matches(l, part, key, how, index);
    *found = count != 0;
    if (count > 1) return refuse(l, ZP_E_SELECT_AMBIGUOUS, part, candidates(l, part, key, how), problem, err);
    if (count == 1) {
      *path = zp_text_trim(zp_text_slice(*path, at + 1, path->len));
      return ZP_OK;
    }
    cuts++;
  }
  return ZP_OK;
}

/// Takes the part of *path that names one of the level; *path is what is left then.
static zp_status take(level *l, zp_text *path, size_t *index, zp_finding *problem, zp_error *err)
{
  bool found = false;
  if (key_names(l, err) != ZP_OK) return err->status;
  for (match how = MATCH_WHOLE; how < MATCH_COUNT && !found; how++)
    if (take_as(l, how, path, index, &found, problem, err) != ZP_OK) return err->status;
  if (found) return ZP_OK;
  return unknown(l, zp_text_trim(zp_text_slice(*path, 0, zp_text_find(*path, ZP_TEXT("/")))), problem, err);
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
  path = zp_text_fold(path, arena);  // ／ and ＃ typed between Chinese words
  if (path.ptr == NULL) return zp_fail_memory(err);
  path = zp_text_trim(path);
  if (take_unit(result, &path, arena, out, err) != ZP_OK) return err->status;
  if (out->problem.status != ZP_OK || path.len == 0) return ZP_OK;

  const zp_unit_result *unit = &result->units[out->what.unit];
  if (list_projects(unit, arena, &projects, err) != ZP_OK) return err->status;
  if (take(&projects, &path, &out->what.project, &out->problem, err) != ZP_OK) return err->status;
  if (out->problem.status != ZP_OK || path.len == 0) return ZP_OK;

  if (list_rows(zp_explain_project(unit, out->what.project), arena, &rows, err) != ZP_OK) return err->status;
  if (take(&rows, &path, &out->what.row, &out->problem, err) != ZP_OK) return err->status;
  if (out->problem.status == ZP_OK && path.len != 0) return unknown(&rows, path, &out->problem, err);
  return ZP_OK;
}
