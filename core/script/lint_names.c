// lint_names.c: see lint_names.h.
#include "script/lint_names.h"

#include <stdlib.h>
#include <string.h>

#include "script/fields.h"
#include "script/library.h"

/// More than a file that Lua takes can have at once, or than anybody reads.
enum { LOCALS_MOST = 2000, GLOBALS_MOST = 500, MARKS_MOST = 500, LIBRARY_MOST = 64, IN_SIGHT_MOST = 64 };

static const zp_text none = { NULL, 0 };

// ---- what is told ----------------------------------------------------------------------------------

void zp_names_mark(zp_names *names, zp_status status, size_t at, size_t bytes, zp_text arg1,
                   zp_text arg2)
{
  if (names->mark_count >= MARKS_MOST) return;
  zp_mark *marks = zp_arena_grow(names->arena, names->marks, names->mark_count,
                                 &names->mark_capacity, sizeof *marks);
  names->full |= marks == NULL;
  if (marks == NULL) return;
  names->marks = marks;
  marks[names->mark_count++] = (zp_mark){ status, at, bytes, { arg1, arg2, none } };
}

void zp_lint_add(zp_findings *findings, const zp_source *source, const zp_mark *mark)
{
  size_t start;
  zp_place place = zp_source_place(source, mark->at);
  zp_text line = zp_source_line(source, mark->at, &start), cell = zp_text_trim(line);
  size_t cut = cell.len == 0 ? 0 : (size_t)(cell.ptr - line.ptr);
  size_t from = mark->at - start < cut ? 0 : mark->at - start - cut;
  size_t bytes = from >= cell.len ? 0 : mark->bytes;
  if (bytes > cell.len - from) bytes = cell.len - from;
  zp_finding *finding = zp_findings_add(findings, mark->status, &place, mark->args[0], mark->args[1],
                                        mark->args[2]);
  zp_finding_cell(findings, finding, cell, bytes == 0 ? 0 : from, bytes);
}

static int by_place(const void *a, const void *b)
{
  const zp_mark *left = a, *right = b;
  if (left->at != right->at) return left->at < right->at ? -1 : 1;
  return (left->status > right->status) - (left->status < right->status);
}

// ---- the library -----------------------------------------------------------------------------------

bool zp_names_is_module(zp_text name)
{
  const char *module, *function;
  for (size_t i = 0; zp_library_why(i, &module, &function) != NULL; i++)
    if (module != NULL && zp_text_equal(name, zp_text_from(module))) return true;
  return false;
}

/// The functions of a module, or the global ones for the empty name.
static size_t list_library(zp_text of, zp_text out[LIBRARY_MOST])
{
  size_t count = 0;
  const char *module, *function;
  for (size_t i = 0; zp_library_why(i, &module, &function) != NULL && count < LIBRARY_MOST; i++)
    if (zp_text_equal(of, zp_text_from(module))) out[count++] = zp_text_from(function);
  return count;
}

static bool is_listed(zp_text name, const zp_text *list, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (zp_text_equal(name, list[i])) return true;
  return false;
}

static bool is_library(zp_text name)
{
  zp_text list[LIBRARY_MOST];
  return is_listed(name, list, list_library(none, list)) || zp_names_is_module(name);
}

/// The name that may have been meant; empty when none is near.
static zp_text nearest(const zp_names *names, zp_text name, const zp_text *list, size_t count)
{
  zp_text found = zp_fields_nearest(name, list, count, names->arena);
  return is_listed(found, list, count) ? found : none;
}

void zp_names_member(zp_names *names, zp_text module, zp_text name, size_t at)
{
  zp_text list[LIBRARY_MOST];
  size_t count = list_library(module, list);
  if (is_listed(name, list, count)) return;
  zp_text whole = zp_text_format(names->arena, "%.*s.%.*s", ZP_ARG(module), ZP_ARG(name));
  zp_names_mark(names, ZP_E_LINT_UNKNOWN, at, name.len, whole, nearest(names, name, list, count));
}

// ---- locals ----------------------------------------------------------------------------------------

/// A name of which the author says that it will not be used.
static bool is_blank(zp_text name)
{
  return name.len == 0 || name.ptr[0] == '_';
}

void zp_names_add(zp_names *names, zp_text name, size_t at, zp_local_kind kind, zp_traits traits)
{
  zp_local *locals = NULL;
  if (names->count < LOCALS_MOST)
    locals = zp_arena_grow(names->arena, names->locals, names->count, &names->capacity,
                           sizeof *locals);
  names->full |= locals == NULL;
  if (locals == NULL) return;
  names->locals = locals;
  locals[names->count++] =
      (zp_local){ .name = name, .at = at, .kind = kind, .traits = traits };
}

int zp_names_find(const zp_names *names, zp_text name)
{
  for (size_t i = names->count; i-- > 0;)
    if (names->locals[i].visible && zp_text_equal(names->locals[i].name, name)) return (int)i;
  return ZP_NO_LOCAL;
}

static void check_shadow(zp_names *names, const zp_local *local)
{
  int other = zp_names_find(names, local->name);
  if (is_blank(local->name)) return;
  if (other != ZP_NO_LOCAL) {
    uint32_t line = zp_source_place(names->source, names->locals[other].at).row;
    zp_names_mark(names, ZP_E_LINT_SHADOW, local->at, local->name.len, local->name,
                  zp_text_format(names->arena, "%u", line));
  } else if (local->kind == ZP_LOCAL_PLAIN && is_library(local->name)) {
    zp_names_mark(names, ZP_E_LINT_SHADOW_LIBRARY, local->at, local->name.len, local->name, none);
  }
}

void zp_names_show(zp_names *names, size_t first)
{
  for (size_t i = first; i < names->count; i++) {
    check_shadow(names, &names->locals[i]);
    names->locals[i].visible = true;
  }
}

void zp_names_leave(zp_names *names, size_t first)
{
  for (size_t i = first; i < names->count; i++) {
    const zp_local *local = &names->locals[i];
    zp_status unused =
        local->kind == ZP_LOCAL_SCORE ? ZP_E_LINT_UNUSED_INPUT : ZP_E_LINT_UNUSED;
    if (!local->read && !is_blank(local->name))
      zp_names_mark(names, unused, local->at, local->name.len, local->name, none);
    // An argument may be called as the pack's parameters are (floor): until somebody calls it.
    if (local->kind != ZP_LOCAL_PLAIN && local->called && is_library(local->name))
      zp_names_mark(names, ZP_E_LINT_SHADOW_LIBRARY, local->at, local->name.len, local->name, none);
  }
  if (names->count > first) names->count = first;
}

// ---- globals ---------------------------------------------------------------------------------------

/// What an unknown name may have meant: a local in sight, or a function. The name of an input is
/// spelt right: it only has to be asked for.
static zp_text meant(const zp_names *names, zp_text name)
{
  zp_text list[LIBRARY_MOST + IN_SIGHT_MOST];
  size_t count = list_library(none, list);
  for (zp_input i = 0; i < ZP_INPUT_COUNT; i++)
    if (zp_text_equal(name, zp_text_from(zp_input_name(i)))) return none;
  for (size_t i = names->count; i-- > 0 && count < LIBRARY_MOST + IN_SIGHT_MOST;)
    if (names->locals[i].visible) list[count++] = names->locals[i].name;
  return nearest(names, name, list, count);
}

void zp_names_global(zp_names *names, zp_text name, size_t at, bool written)
{
  size_t i = 0;
  if (zp_text_equal(name, ZP_TEXT("_ENV"))) return;
  while (i < names->global_count && !zp_text_equal(names->globals[i].name, name)) i++;
  if (i == names->global_count) {
    zp_global *globals = NULL;
    if (i < GLOBALS_MOST)
      globals = zp_arena_grow(names->arena, names->globals, i, &names->global_capacity,
                              sizeof *globals);
    names->full |= globals == NULL;
    if (globals == NULL) return;
    names->globals = globals;
    globals[names->global_count++] = (zp_global){ name, SIZE_MAX, SIZE_MAX, none };
  }
  zp_global *global = &names->globals[i];
  size_t *first = written ? &global->written : &global->read;
  if (*first != SIZE_MAX) return;
  *first = at;
  if (!written && !is_library(name)) global->meant = meant(names, name);
}

void zp_names_finish(zp_names *names, zp_findings *findings)
{
  for (size_t i = 0; i < names->global_count; i++) {
    const zp_global *global = &names->globals[i];
    if (global->written != SIZE_MAX)
      zp_names_mark(names, ZP_E_LINT_GLOBAL, global->written, global->name.len, global->name, none);
    else if (!is_library(global->name))
      zp_names_mark(names, ZP_E_LINT_UNKNOWN, global->read, global->name.len, global->name,
                    global->meant);
  }
  if (names->mark_count > 1)
    qsort(names->marks, names->mark_count, sizeof *names->marks, by_place);
  for (size_t i = 0; i < names->mark_count; i++)
    zp_lint_add(findings, names->source, &names->marks[i]);
}
