// result_names.c: see result_names.h.
#include "store/result_names.h"

/// Code, and the key of the name; of what has neither its place.
static zp_pair_name called(zp_text code, zp_text name, size_t at, zp_arena *arena)
{
  zp_pair_name own = { code, zp_text_key_of(name, arena) };
  if (own.first.len + own.second.len == 0) own.second = zp_text_format(arena, "\n%zu", at);
  return own;
}

zp_pair_name *zp_names_of_units(const zp_result *result, zp_arena *arena)
{
  zp_pair_name *names = ZP_TAKE(arena, zp_pair_name, result->unit_count);
  for (size_t i = 0; names != NULL && i < result->unit_count; i++)
    names[i] = called(result->units[i].code, result->units[i].name, i, arena);
  return names;
}

zp_pair_name *zp_names_of_projects(const zp_unit_result *unit, zp_arena *arena)
{
  zp_pair_name *names = ZP_TAKE(arena, zp_pair_name, unit->project_count);
  for (size_t i = 0; names != NULL && i < unit->project_count; i++)
    names[i] = called(unit->projects[i].code, unit->projects[i].name, i, arena);
  return names;
}

zp_pair_name *zp_names_of_rows(const zp_project_result *project, zp_arena *arena)
{
  zp_pair_name *names = ZP_TAKE(arena, zp_pair_name, project->row_count);
  for (size_t i = 0; names != NULL && i < project->row_count; i++) {
    const zp_row_result *row = &project->rows[i];
    zp_text name = row->level3.len != 0 ? row->level3 : row->level2;
    zp_text key = row->execution ? ZP_TEXT("\n") : zp_text_key_of(name, arena);
    names[i].second = key.len != 0 ? key : zp_text_format(arena, "\n%zu", i);
    names[i].first =
        zp_text_format(arena, "%.*s\n%.*s", ZP_ARG(names[i].second), ZP_ARG(row->group));
  }
  return names;
}
