// result_names.c: see result_names.h.
#include "store/result_names.h"

zp_pair_name *zp_names_of_projects(const zp_unit_result *unit, zp_arena *arena)
{
  zp_pair_name *names = ZP_TAKE(arena, zp_pair_name, unit->project_count);
  for (size_t i = 0; names != NULL && i < unit->project_count; i++) {
    names[i].first = unit->projects[i].code;
    names[i].second = zp_text_key_of(unit->projects[i].name, arena);
    if (names[i].first.len + names[i].second.len == 0)
      names[i].second = zp_text_format(arena, "\n%zu", i);
  }
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

zp_pair_name *zp_names_of_units(const zp_result *result, zp_arena *arena)
{
  zp_pair_name *names = ZP_TAKE(arena, zp_pair_name, result->unit_count);
  for (size_t i = 0; names != NULL && i < result->unit_count; i++) {
    names[i].first = result->units[i].code;
    names[i].second = zp_text_key_of(result->units[i].name, arena);
    if (names[i].first.len + names[i].second.len == 0)
      names[i].second = zp_text_format(arena, "\n%zu", i);
  }
  return names;
}
