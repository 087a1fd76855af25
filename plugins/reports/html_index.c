// html_index.c: the overview: of a district, or of a result that has none.
#include "plugins/reports/html.h"

#include "plugins/reports/text_cells.h"
#include "plugins/reports/text_district.h"
#include "plugins/reports/text_unit.h"

enum { BAR = 10000, MARK = 80 };  // a whole bar and the mark on it, as in index.html

static const zp_text none = { "", 0 };

static void put(zp_html *html, const char *part)
{
  zp_template_put(&html->index, part, NULL, 0, html->sink);
}

static zp_text count(zp_html *html, size_t number)
{
  return zp_cell_count(&html->say, number);
}

static zp_text percent(zp_html *html, zp_dec value)
{
  char room[ZP_NUMBER_ROOM];
  return zp_wording_fill(&html->say, "{1}%", (const zp_text[3]){ zp_dec_print(value, 2, room), none, none });
}

/// Of `whole`, in parts of a bar; nothing to compare with is an empty bar.
static int64_t bar_of(int64_t part, int64_t whole)
{
  zp_dec bar;
  if (whole <= 0 || part <= 0) return 0;
  if (zp_dec_muldiv((zp_dec){ part }, ZP_DEC(BAR), (zp_dec){ whole }, 0, &bar, NULL) != ZP_OK) return 0;
  return bar.e4 > ZP_DEC(BAR).e4 ? BAR : bar.e4 / ZP_DEC(1).e4;
}

static zp_text bar_text(zp_html *html, int64_t bar)
{
  return count(html, (size_t)(bar < 0 ? 0 : bar));
}

// ---- the head ------------------------------------------------------------------------------------------------------------

static void put_cards(zp_html *html, const zp_total *total)
{
  zp_wording *say = &html->say;
  const zp_district_result *d = &html->result->district;
  bool whole = html->result->has_district;
  zp_counts rows = whole ? d->rows : zp_report_counts(html->result, html->how);
  zp_template_put(&html->shell, "cards-open", NULL, 0, html->sink);
  zp_html_card(html, "total.score", ZP_W_EXPLAIN_TOTAL, zp_cell_score(say, total));
  zp_html_card(html, "total.grade", ZP_W_HEAD_GRADE, zp_cell_grade(say, total));
  if (whole) zp_html_card(html, "counted", ZP_W_PAGE_COUNTED, count(html, d->counted));
  zp_text all = count(html, rows.scored + rows.unscored + rows.fault);
  zp_html_card(html, "rows", ZP_W_PAGE_ROWS, zp_wording_fill(say, "{1} / {2}", (const zp_text[3]){ count(html, rows.scored), all, none }));
  zp_template_put(&html->shell, "cards-close", NULL, 0, html->sink);
}

static void put_head(zp_html *html)
{
  const zp_result *result = html->result;
  zp_text name = none;
  zp_total total = { .known = false };
  zp_sink lines;
  zp_page text = zp_html_text(html, &lines);
  if (result->has_district) {
    name = zp_district_name(&html->say, result);
    total = result->district.total;
    zp_district_said(&text, result);
  } else if (result->unit_count != 0) {
    name = zp_html_called(html, result->units[0].name, result->units[0].code);
    total = result->units[0].total;
    zp_unit_total(&text, &result->units[0]);
  } else {
    name = zp_wording_word(&html->say, ZP_W_DISTRICT_UNNAMED);
    zp_page_line(&text, zp_wording_word(&html->say, ZP_W_NO_UNITS));
  }
  if (text.say.failed) html->say.failed = true;
  zp_html_open(html, "index", zp_wording_of(&html->say, ZP_W_DISTRICT_HEADING, name, none, none));
  put_cards(html, &total);
  zp_template_put(&html->shell, "lines-open", NULL, 0, html->sink);
  zp_html_lines(html, "line", &lines);
  zp_template_put(&html->shell, "lines-close", NULL, 0, html->sink);
}

// ---- grades and groups ---------------------------------------------------------------------------------------------------

static void put_grade(zp_html *html, zp_text name, const char *key, size_t units)
{
  zp_dec share = { 0 };
  size_t all = html->result->district.ranking_count;
  zp_dec_muldiv((zp_dec){ (int64_t)units }, ZP_DEC(100), (zp_dec){ (int64_t)all }, 2, &share, NULL);  // none at all: 0
  ZP_PUT(&html->index, html->sink, "grade", { "key", zp_text_from(key) }, { "name", name }, { "units", count(html, units) },
         { "share", percent(html, share) }, { "bar", bar_text(html, bar_of((int64_t)units, (int64_t)all)) });
}

static void put_grades(zp_html *html)
{
  const zp_district_result *d = &html->result->district;
  put(html, "grades-open");
  for (size_t i = 0; i < d->grade_count; i++) put_grade(html, d->grades[i].name, "grades.units", d->grades[i].units);
  if (d->units.open != 0) put_grade(html, zp_wording_word(&html->say, ZP_W_DISTRICT_OPEN), "units.open", d->units.open);
  if (d->units.unknown != 0) put_grade(html, zp_wording_word(&html->say, ZP_W_DISTRICT_NONE), "units.unknown", d->units.unknown);
  put(html, "grades-close");
}

static void put_groups(zp_html *html)
{
  const zp_district_result *d = &html->result->district;
  int64_t hundred = ZP_DEC(100).e4;
  if (d->group_count == 0) return;
  put(html, "groups-open");
  for (size_t i = 0; i < d->group_count; i++) {
    const zp_group_spread *g = &d->groups[i];
    int64_t from = bar_of(g->least.e4, hundred), to = bar_of(g->most.e4, hundred), at = bar_of(g->mean.e4, hundred) - MARK / 2;
    ZP_PUT(&html->index, html->sink, "group", { "name", zp_group_name(&html->say, html->result, g->group) },
           { "units", count(html, g->units) }, { "mean", percent(html, g->mean) }, { "least", percent(html, g->least) },
           { "most", percent(html, g->most) }, { "from", bar_text(html, from) }, { "wide", bar_text(html, to - from) },
           { "at", bar_text(html, at > BAR - MARK ? BAR - MARK : at) });
  }
  put(html, "groups-close");
}

// ---- the units -----------------------------------------------------------------------------------------------------------

/// Units are sorted by code, then name. SIZE_MAX: not there, or the result is not sorted.
static size_t unit_of(const zp_result *result, const zp_standing *standing)
{
  for (size_t from = 0, to = result->unit_count; from < to;) {
    size_t at = from + (to - from) / 2;
    int order = zp_text_compare(standing->code, result->units[at].code);
    if (order == 0) order = zp_text_compare(standing->name, result->units[at].name);
    if (order == 0) return at;
    if (order < 0) to = at;
    else from = at + 1;
  }
  return SIZE_MAX;
}

/// The class of grades that the filter knows.
static zp_text grade_group(zp_html *html, const zp_standing *s)
{
  if (s->graded) return s->grade;
  return zp_wording_word(&html->say, s->known ? ZP_W_DISTRICT_OPEN : ZP_W_DISTRICT_NONE);
}

static void put_unit(zp_html *html, const zp_standing *s, size_t unit)
{
  zp_wording *say = &html->say;
  zp_text nothing = zp_wording_word(say, ZP_W_CELL_NOTHING);
  char room[ZP_PAGE_NAME];
  zp_text href = unit == SIZE_MAX ? ZP_TEXT("#units") : zp_html_name(html->result, unit, room);
  ZP_PUT(&html->index, html->sink, "unit", { "group", grade_group(html, s) }, { "rank", s->rank != 0 ? count(html, s->rank) : nothing },
         { "href", href }, { "name", zp_html_called(html, s->name, s->code) }, { "code", s->code },
         { "score", s->known ? zp_cell_points(say, s->score) : nothing }, { "grade", zp_standing_grade(say, s) },
         { "scored", zp_cell_points(say, s->scored) }, { "revised", zp_cell_money(say, s->has_revised, s->revised) },
         { "executed", zp_cell_money(say, s->has_executed, s->executed) });
}

/// A unit of a result without a district as a standing of one.
static zp_standing standing_of(const zp_unit_result *unit)
{
  const zp_total *total = &unit->total;
  zp_standing s = { .code = unit->code, .name = unit->name, .known = total->known, .graded = total->known && total->graded,
                    .scored = total->scored, .score = total->score, .grade = total->grade, .grade_high = total->grade_high };
  s.has_revised = s.has_executed = unit->project_count != 0;
  for (size_t i = 0; i < unit->project_count; i++) {
    const zp_project_result *p = &unit->projects[i];
    s.has_revised = s.has_revised && p->has_revised && zp_money_add(s.revised, p->revised, &s.revised, NULL) == ZP_OK;
    s.has_executed = s.has_executed && p->has_executed && zp_money_add(s.executed, p->executed, &s.executed, NULL) == ZP_OK;
  }
  return s;
}

/// The grades there are, and the two that stand for none.
static void put_tools(zp_html *html)
{
  const zp_result *result = html->result;
  zp_text *groups = ZP_TAKE(html->say.arena, zp_text, result->grade_count + 2);
  if (groups == NULL) {
    html->say.failed = true;
    return;
  }
  for (size_t i = 0; i < result->grade_count; i++) groups[i] = result->grades[i].name;
  groups[result->grade_count] = zp_wording_word(&html->say, ZP_W_DISTRICT_OPEN);
  groups[result->grade_count + 1] = zp_wording_word(&html->say, ZP_W_DISTRICT_NONE);
  zp_html_tools(html, ZP_W_HEAD_GRADE, groups, result->grade_count + 2);
}

static void put_units(zp_html *html)
{
  const zp_result *result = html->result;
  const zp_district_result *d = &result->district;
  if (result->unit_count == 0) return;
  put(html, "units-open");
  put_tools(html);
  put(html, "units-head");
  for (size_t i = 0; result->has_district && i < d->ranking_count; i++) put_unit(html, &d->ranking[i], unit_of(result, &d->ranking[i]));
  for (size_t i = 0; !result->has_district && i < result->unit_count; i++) {
    const zp_standing s = standing_of(&result->units[i]);
    put_unit(html, &s, i);
  }
  put(html, "units-close");
}

// ---- what went wrong -----------------------------------------------------------------------------------------------------

static void put_weak(zp_html *html, const zp_weak_indicator *weak, zp_text name, int64_t most)
{
  zp_wording *say = &html->say;
  ZP_PUT(&html->index, html->sink, "weak", { "name", name },
         { "group", weak->group.len == 0 ? none : zp_group_name(say, html->result, weak->group) },
         { "lost", zp_cell_points(say, weak->lost) }, { "weight", zp_cell_points(say, weak->weight) },
         { "units", count(html, weak->units) }, { "unscored", count(html, weak->unscored) },
         { "bar", bar_text(html, bar_of(weak->lost.e4, most)) });
}

static void put_worst(zp_html *html)
{
  const zp_district_result *d = &html->result->district;
  if (d->worst_count == 0) return;
  put(html, "worst-open");
  for (size_t i = 0; i < d->worst_count; i++)
    put_weak(html, &d->worst[i], zp_weak_name(&html->say, &d->worst[i]), d->worst[0].lost.e4);
  if (d->others.rows != 0) put_weak(html, &d->others, zp_wording_word(&html->say, ZP_W_DISTRICT_OTHERS), d->worst[0].lost.e4);
  put(html, "worst-close");
}

static void put_problems(zp_html *html)
{
  const zp_district_result *d = &html->result->district;
  if (d->problem_count == 0) return;
  put(html, "problems-open");
  for (size_t i = 0; i < d->problem_count; i++) {
    const zp_problem *problem = &d->problems[i];
    zp_text severity, class = zp_text_from(zp_html_severity(html, problem->code, &severity));
    ZP_PUT(&html->index, html->sink, "problem", { "class", class }, { "severity", severity },
           { "code", zp_text_from(zp_status_code(problem->code)) }, { "count", count(html, problem->count) },
           { "units", count(html, problem->units) }, { "sentence", zp_problem_sentence(&html->say, problem->code) });
  }
  put(html, "problems-close");
}

static void put_failed(zp_html *html)
{
  const zp_district_result *d = &html->result->district;
  if (d->failed_count == 0) return;
  ZP_PUT(&html->index, html->sink, "failed-open",
         { "title", zp_wording_of(&html->say, ZP_W_PAGE_FAILED, count(html, d->failed_count), none, none) });
  for (size_t i = 0; i < d->failed_count; i++) {
    const zp_finding finding = { .status = d->failed[i].code, .args = { d->failed[i].name, d->failed[i].reason } };
    ZP_PUT(&html->index, html->sink, "failed", { "code", zp_text_from(zp_status_code(finding.status)) },
           { "sentence", zp_wording_sentence(&html->say, &finding) });
  }
  put(html, "failed-close");
}

static void put_missing(zp_html *html)
{
  const zp_district_result *d = &html->result->district;
  if (d->missing_count == 0) return;
  ZP_PUT(&html->index, html->sink, "missing-open",
         { "title", zp_wording_of(&html->say, ZP_W_PAGE_MISSING, count(html, d->missing_count), none, none) });
  for (size_t i = 0; i < d->missing_count; i++) {
    const zp_missing_unit *unit = &d->missing[i];
    zp_word word = unit->finding == ZP_E_UNIT_UNUSABLE ? ZP_W_MISSING_UNUSABLE : ZP_W_MISSING_SILENT;
    zp_text name = zp_html_called(html, unit->name, unit->code), why = zp_wording_word(&html->say, word);
    ZP_PUT(&html->index, html->sink, "missing", { "text", zp_text_trim(zp_wording_of(&html->say, ZP_W_MISSING_LINE, name, why, unit->code)) });
  }
  put(html, "missing-close");
}

void zp_html_index(zp_html *html)
{
  const zp_result *result = html->result;
  put_head(html);
  if (result->has_district) {
    put_grades(html);
    put_groups(html);
  }
  put_units(html);
  if (result->has_district) {
    put_worst(html);
    put_problems(html);
    put_failed(html);
    put_missing(html);
  }
  zp_html_findings(html, ZP_W_FINDINGS_NO_UNIT, result->findings, result->finding_count);
}
