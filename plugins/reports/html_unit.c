// html_unit.c: the page of a unit.
#include "plugins/reports/html.h"

#include "plugins/reports/explain.h"
#include "plugins/reports/text_cells.h"
#include "plugins/reports/text_unit.h"

static const zp_text none = { "", 0 };

static void put_head(zp_html *html, const zp_unit_result *unit)
{
  zp_text name = zp_html_called(html, unit->name, unit->code), year = zp_cell_count(&html->say, (size_t)unit->year);
  zp_html_open(html, "unit", zp_wording_of(&html->say, unit->year != 0 ? ZP_W_UNIT_HEADING : ZP_W_UNIT_HEADING_NO_YEAR, name, year, none));
  zp_template_put(&html->shell, "cards-open", NULL, 0, html->sink);
  zp_html_card(html, "total.score", ZP_W_EXPLAIN_TOTAL, zp_cell_score(&html->say, &unit->total));
  zp_html_card(html, "total.grade", ZP_W_HEAD_GRADE, zp_cell_grade(&html->say, &unit->total));
  zp_html_card(html, "total.scored", ZP_W_HEAD_SCORED, zp_cell_points(&html->say, unit->total.scored));
  zp_template_put(&html->shell, "cards-close", NULL, 0, html->sink);
}

static void put_lines(zp_html *html, const zp_unit_result *unit)
{
  zp_sink lines;
  zp_page text = zp_html_text(html, &lines);
  zp_unit_total(&text, unit);
  if (text.say.failed) html->say.failed = true;
  zp_template_put(&html->shell, "lines-open", NULL, 0, html->sink);
  zp_html_lines(html, "line", &lines);
  zp_template_put(&html->shell, "lines-close", NULL, 0, html->sink);
}

static void put_projects(zp_html *html, const zp_unit_result *unit)
{
  zp_wording *say = &html->say;
  if (unit->project_count == 0) return;
  zp_template_put(&html->unit, "projects-open", NULL, 0, html->sink);
  for (size_t i = 0; i < unit->project_count; i++) {
    const zp_project_result *project = &unit->projects[i];
    ZP_PUT(&html->unit, html->sink, "project", { "number", zp_cell_count(say, i + 1) },
           { "name", zp_html_called(html, project->name, project->code) },
           { "revised", zp_cell_money(say, project->has_revised, project->revised) },
           { "executed", zp_cell_money(say, project->has_executed, project->executed) }, { "rate", zp_cell_rate(say, project) },
           { "score", zp_cell_score(say, &project->total) }, { "grade", zp_cell_grade(say, &project->total) },
           { "scored", zp_cell_points(say, project->total.scored) });
  }
  zp_template_put(&html->unit, "projects-close", NULL, 0, html->sink);
}

static void put_total(zp_html *html, const zp_unit_result *unit)
{
  zp_labels labels = { .say = &html->say, .whole = true };
  zp_explain_total(&labels, html->result, unit, NULL);
  zp_template_put(&html->unit, "total-open", NULL, 0, html->sink);
  zp_html_labels(html, &labels);
  zp_template_put(&html->unit, "total-close", NULL, 0, html->sink);
}

void zp_html_unit(zp_html *html, const zp_unit_result *unit)
{
  put_head(html, unit);
  put_lines(html, unit);
  put_projects(html, unit);
  put_total(html, unit);
  for (size_t i = 0; i < unit->project_count + unit->pooled_count; i++) zp_html_form(html, unit, i);
  zp_html_findings(html, ZP_W_FINDINGS_COUNT, unit->findings, unit->finding_count);
}
