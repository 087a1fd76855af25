// monitor_html.c: monitoring as a folder of pages: all units with their lights, and a page for each.
#include <stdio.h>

#include "plugins/reports/html.h"
#include "plugins/reports/monitor_cells.h"
#include "plugins/reports/monitor_report.h"
#include "plugins/reports/text_cells.h"

static const zp_text none = { "", 0 };

typedef struct pages {
  zp_html html;
  zp_template monitor;
  const zp_monitoring *all;
} pages;

// ---- names of files ------------------------------------------------------------------------------------------------------

/// Other names than those of a result's pages, so that neither is put in the place of the other.
static zp_text name_of(const zp_monitoring *all, size_t unit, char room[ZP_PAGE_NAME])
{
  zp_text code = all->units[unit].code;
  bool own = zp_html_plain(code) && (unit == 0 || !zp_text_equal(all->units[unit - 1].code, code)) &&
             (unit + 1 == all->unit_count || !zp_text_equal(all->units[unit + 1].code, code));
  int len = own ? snprintf(room, ZP_PAGE_NAME, "mc-%.*s.html", ZP_ARG(code)) : snprintf(room, ZP_PAGE_NAME, "mn-%zu.html", unit + 1);
  return (zp_text){ room, (size_t)len };
}

bool zp_monitor_owns(zp_text name)
{
  static const char suffix[] = ".html";
  if (zp_text_equal(name, ZP_TEXT("index.html"))) return true;
  if (!zp_text_starts(name, ZP_TEXT("mc-")) && !zp_text_starts(name, ZP_TEXT("mn-"))) return false;
  return zp_text_ends(name, zp_text_from(suffix)) && zp_html_plain(zp_text_slice(name, 3, name.len - (sizeof suffix - 1)));
}

// ---- parts ---------------------------------------------------------------------------------------------------------------

static void put(pages *p, const char *part)
{
  zp_template_put(&p->monitor, part, NULL, 0, p->html.sink);
}

static void put_line(pages *p, zp_text text)
{
  ZP_PUT(&p->html.shell, p->html.sink, "line", { "text", text });
}

static zp_text class_of(zp_light light)
{
  return zp_text_from(zp_light_name(light));
}

static void close_page(pages *p, bool script)
{
  zp_sink lines;
  zp_page text = zp_html_text(&p->html, &lines);
  for (int i = 0; i < ZP_WATCH_BASIS; i++) zp_page_line(&text, zp_watch_basis(&text.say, p->all, i));
  if (text.say.failed) p->html.say.failed = true;
  zp_html_close(&p->html, &lines, script);
}

// ---- the overview --------------------------------------------------------------------------------------------------------

static void put_unit_line(pages *p, size_t i)
{
  zp_wording *say = &p->html.say;
  const zp_monitor *unit = &p->all->units[i];
  const size_t *by = unit->by_light;
  char room[ZP_PAGE_NAME];
  ZP_PUT(&p->monitor, p->html.sink, "unit", { "number", zp_cell_count(say, i + 1) }, { "href", name_of(p->all, i, room) },
         { "name", zp_html_called(&p->html, unit->name, unit->code) }, { "code", unit->code },
         { "light", zp_watch_light(say, unit->light) }, { "class", class_of(unit->light) },
         { "red", zp_cell_count(say, by[ZP_LIGHT_RED]) }, { "yellow", zp_cell_count(say, by[ZP_LIGHT_YELLOW]) },
         { "unknown", zp_cell_count(say, by[ZP_LIGHT_UNKNOWN]) }, { "green", zp_cell_count(say, by[ZP_LIGHT_GREEN]) },
         { "not-due", zp_cell_count(say, by[ZP_LIGHT_NOT_DUE]) });
}

/// How many units have which light, the worst first.
static void put_cards(pages *p)
{
  zp_wording *say = &p->html.say;
  zp_template_put(&p->html.shell, "cards-open", NULL, 0, p->html.sink);
  zp_html_card(&p->html, "units", ZP_W_HEAD_UNITS, zp_cell_count(say, p->all->unit_count));
  for (int light = ZP_LIGHTS - 1; light >= 0; light--) {
    size_t count = 0;
    for (size_t i = 0; i < p->all->unit_count; i++) count += p->all->units[i].light == (zp_light)light;
    zp_html_card(&p->html, zp_light_name((zp_light)light), zp_light_word((zp_light)light), zp_cell_count(say, count));
  }
  zp_template_put(&p->html.shell, "cards-close", NULL, 0, p->html.sink);
}

static bool same_day(const zp_date *a, const zp_date *b)
{
  return a->year == b->year && a->month == b->month && a->day == b->day;
}

/// The day, when it is that of all units.
static void put_day(pages *p)
{
  const zp_monitoring *all = p->all;
  for (size_t i = 1; i < all->unit_count; i++)
    if (!same_day(&all->units[i].day.date, &all->units[0].day.date)) return;
  if (all->unit_count == 0) return;
  zp_template_put(&p->html.shell, "lines-open", NULL, 0, p->html.sink);
  put_line(p, zp_watch_day_line(&p->html.say, &all->units[0]));
  zp_template_put(&p->html.shell, "lines-close", NULL, 0, p->html.sink);
}

static void put_overview(pages *p)
{
  zp_html_open(&p->html, "index", zp_wording_word(&p->html.say, ZP_W_MONITOR_TITLE));
  put_day(p);
  put_cards(p);
  put(p, "units-open");
  zp_text lights[ZP_LIGHTS];
  for (int light = 0; light < ZP_LIGHTS; light++) lights[ZP_LIGHTS - 1 - light] = zp_watch_light(&p->html.say, (zp_light)light);
  zp_html_tools(&p->html, ZP_W_HEAD_WATCH_ROW_LIGHT, lights, ZP_LIGHTS);
  put(p, "units-head");
  for (size_t i = 0; i < p->all->unit_count; i++) put_unit_line(p, i);
  put(p, "units-close");
}

// ---- a unit --------------------------------------------------------------------------------------------------------------

static void put_project_line(pages *p, const zp_watched_project *project)
{
  zp_wording *say = &p->html.say;
  ZP_PUT(&p->monitor, p->html.sink, "project", { "name", zp_html_called(&p->html, project->name, project->code) },
         { "revised", zp_cell_money(say, project->has_revised, project->revised) },
         { "executed", zp_cell_money(say, project->has_executed, project->executed) },
         { "planned", zp_watch_percent(say, project->has_plan, project->planned) },
         { "share", zp_watch_percent(say, project->has_share, project->share) },
         { "rate", zp_watch_percent(say, project->has_rate, project->rate) },
         { "money", zp_watch_light(say, project->execution) }, { "money-class", class_of(project->execution) },
         { "goals", zp_watch_light(say, project->goals) }, { "goals-class", class_of(project->goals) },
         { "light", zp_watch_light(say, project->light) }, { "class", class_of(project->light) },
         { "why", zp_watch_reasons(say, project) });
}

static void put_rows(pages *p, const zp_watched_project *project, size_t number)
{
  zp_wording *say = &p->html.say;
  if (project->row_count == 0) return;
  ZP_PUT(&p->monitor, p->html.sink, "rows-open", { "number", zp_cell_count(say, number) },
         { "title", zp_html_called(&p->html, project->name, project->code) });
  for (size_t i = 0; i < project->row_count; i++) {
    const zp_watched_row *row = &project->rows[i];
    bool same = i > 0 && zp_text_equal(row->level1, project->rows[i - 1].level1);
    ZP_PUT(&p->monitor, p->html.sink, "row", { "level1", same ? none : zp_text_trim(row->level1) },
           { "name", zp_html_called(&p->html, row->name, none) }, { "target", zp_watch_written(say, row->target_text) },
           { "expected", zp_watch_expected(say, row) }, { "actual", zp_watch_written(say, row->actual_text) },
           { "rate", zp_watch_percent(say, row->has_rate, row->rate) }, { "light", zp_watch_light(say, row->light) },
           { "class", class_of(row->light) }, { "why", zp_watch_reason(say, row->why, row->missing) });
  }
  put(p, "rows-close");
}

static void put_unit(pages *p, const zp_monitor *unit)
{
  zp_wording *say = &p->html.say;
  zp_html_open(&p->html, "watched", zp_watch_title(say, unit));
  zp_template_put(&p->html.shell, "lines-open", NULL, 0, p->html.sink);
  put_line(p, zp_watch_day_line(say, unit));
  put_line(p, zp_watch_lights(say, unit));
  if (unit->project_count == 0) put_line(p, zp_wording_word(say, ZP_W_MONITOR_NO_PROJECTS));
  zp_template_put(&p->html.shell, "lines-close", NULL, 0, p->html.sink);
  if (unit->project_count == 0) return;
  put(p, "projects-open");
  for (size_t i = 0; i < unit->project_count; i++) put_project_line(p, &unit->projects[i]);
  put(p, "projects-close");
  for (size_t i = 0; i < unit->project_count; i++) put_rows(p, &unit->projects[i], i + 1);
}

// ---- the folder ----------------------------------------------------------------------------------------------------------

/// unit SIZE_MAX: the overview.
static zp_status put_page(pages *p, size_t unit, zp_arena *scratch, zp_folder *folder, zp_error *err)
{
  enum { KEPT = 8 << 20 };
  char room[ZP_PAGE_NAME];
  bool index = unit == SIZE_MAX;
  zp_arena_reset(scratch, KEPT);
  zp_sink sink = { .arena = scratch };
  p->html.sink = &sink;
  if (index) put_overview(p);
  else put_unit(p, &p->all->units[unit]);
  close_page(p, index);
  if (p->html.say.failed || sink.failed) return zp_fail_memory(err);
  return folder->put(folder, index ? ZP_TEXT("index.html") : name_of(p->all, unit, room), (zp_text){ sink.bytes, sink.len }, err);
}

zp_status zp_monitor_html(const zp_monitoring *all, const zp_report_options *options, zp_arena *arena, zp_folder *folder, zp_error *err)
{
  pages p = { .html = { .say = { arena, options->lang, false }, .how = options, .err = err }, .all = all };
  bool open = zp_html_begin(&p.html) && zp_template_open("monitor.html", &p.html.say, &p.monitor);
  zp_arena *scratch = zp_arena_beside(arena);
  if (!open || scratch == NULL) {
    zp_arena_free(scratch);
    return zp_fail_memory(err);
  }
  p.html.say.arena = scratch;
  zp_status status = put_page(&p, SIZE_MAX, scratch, folder, err);
  for (size_t i = 0; status == ZP_OK && i < all->unit_count; i++) status = put_page(&p, i, scratch, folder, err);
  zp_arena_free(scratch);
  return status;
}
