// html_form.c: the official form of a project as a table, and below it where the points of each row come from.
#include "plugins/reports/html.h"

#include "plugins/reports/explain.h"
#include "plugins/reports/explain_row.h"
#include "plugins/reports/text_cells.h"

static const zp_text none = { "", 0 };

/// How an outcome looks; what it is, the cell says in words too.
static zp_text class_of(const zp_row_result *row)
{
  switch (row->outcome) {
    case ZP_SCORED: return row->points.e4 < row->weight.e4 ? ZP_TEXT("lost") : ZP_TEXT("full");
    case ZP_UNSCORED: return ZP_TEXT("unscored");
    case ZP_FAULT: break;
  }
  return ZP_TEXT("fault");
}

/// Rows that earned all, with nothing to say of it, need no explanation: most rows of a good district, and most of its bytes.
static bool is_explained(const zp_row_result *row)
{
  return row->outcome != ZP_SCORED || row->points.e4 < row->weight.e4 || !zp_text_blank(row->note);
}

static void put_points(zp_html *html, const zp_row_result *row, size_t at, zp_text number)
{
  zp_wording *say = &html->say;
  if (is_explained(row))
    ZP_PUT(&html->unit, html->sink, "points-why", { "number", number }, { "row", zp_cell_count(say, at + 1) }, { "class", class_of(row) },
           { "points", zp_cell_outcome(say, row) });
  else ZP_PUT(&html->unit, html->sink, "points", { "points", zp_cell_outcome(say, row) });
}

static zp_text points_or_dash(zp_wording *say, const zp_total *total)
{
  return total->known ? zp_cell_points(say, total->points) : zp_wording_word(say, ZP_W_CELL_NOTHING);
}

static void put_money(zp_html *html, const zp_unit_result *unit, const zp_project_result *project, zp_text name, zp_text number)
{
  zp_wording *say = &html->say;
  const zp_row_result *row = project->row_count == 0 ? NULL : &project->rows[0];
  zp_text dash = zp_wording_word(say, ZP_W_CELL_NOTHING), year = none;
  if (unit->year != 0) year = zp_wording_of(say, ZP_W_PAGE_YEAR, zp_cell_count(say, (size_t)unit->year), none, none);
  ZP_PUT(&html->unit, html->sink, "form-open", { "number", number }, { "name", name }, { "year", year },
         { "title", zp_wording_of(say, ZP_W_PAGE_FORM, name, none, none) }, { "unit", zp_html_called(html, unit->name, unit->code) },
         { "initial", zp_cell_money(say, project->has_initial, project->initial) },
         { "revised", zp_cell_money(say, project->has_revised, project->revised) },
         { "executed", zp_cell_money(say, project->has_executed, project->executed) }, { "rate", zp_cell_rate(say, project) },
         { "weight", row == NULL ? dash : zp_cell_points(say, row->weight) });
  if (row != NULL) put_points(html, row, 0, number);
  else ZP_PUT(&html->unit, html->sink, "points", { "points", dash });
  zp_template_put(&html->unit, "form-rows", NULL, 0, html->sink);
}

// ---- rows ----------------------------------------------------------------------------------------------------------------

static bool same_level1(const zp_project_result *project, size_t a, size_t b)
{
  return zp_text_equal(zp_text_trim(project->rows[a].level1), zp_text_trim(project->rows[b].level1));
}

static bool same_level2(const zp_project_result *project, size_t a, size_t b)
{
  return same_level1(project, a, b) && zp_text_equal(zp_text_trim(project->rows[a].level2), zp_text_trim(project->rows[b].level2));
}

/// Rows from `at` on that stand under one cell. 0: `at` is under that of the row above; row 0 is above the table.
static size_t span_of(const zp_project_result *project, size_t at, bool (*same)(const zp_project_result *, size_t, size_t))
{
  size_t span = 1;
  if (at > 1 && same(project, at - 1, at)) return 0;
  while (at + span < project->row_count && same(project, at, at + span)) span++;
  return span;
}

static void put_level(zp_html *html, const char *part, size_t span, zp_text text)
{
  if (span == 0) return;
  ZP_PUT(&html->unit, html->sink, part, { "span", zp_cell_count(&html->say, span) }, { "text", zp_text_trim(text) });
}

static void put_cells(zp_html *html, const zp_project_result *project, size_t at, zp_text number)
{
  zp_wording *say = &html->say;
  const zp_row_result *row = &project->rows[at];
  bool money = row->execution;
  ZP_PUT(&html->unit, html->sink, "cells",
         { "level3", money ? zp_cell_indicator(say, row) : zp_html_called(html, row->level3, row->level2) },
         { "target", money ? zp_cell_target(say, project, row) : zp_cell_written(say, row->target_text, &row->target) },
         { "actual", money ? zp_cell_actual(say, project, row) : zp_cell_written(say, row->actual_text, &row->actual) },
         { "weight", zp_cell_points(say, row->weight) });
  put_points(html, row, at, number);
  ZP_PUT(&html->unit, html->sink, "cells-rest",
         { "declared", zp_cell_declared(say, row) }, { "difference", zp_cell_difference(say, row) },
         { "deviation", zp_text_trim(row->deviation) }, { "remark", zp_cell_remark(say, row) });
}

static void put_rows(zp_html *html, const zp_project_result *project, zp_text number)
{
  for (size_t i = 1; i < project->row_count; i++) {
    const zp_row_result *row = &project->rows[i];
    size_t span1 = span_of(project, i, same_level1), span2 = span_of(project, i, same_level2);
    if (span1 != 0) zp_template_put(&html->unit, "group", NULL, 0, html->sink);
    zp_template_put(&html->unit, "row", NULL, 0, html->sink);
    put_level(html, "level1", span1, row->level1);
    put_level(html, "level2", span2, row->level2);
    put_cells(html, project, i, number);
    if (i + 1 == project->row_count || !same_level1(project, i, i + 1)) zp_template_put(&html->unit, "group-close", NULL, 0, html->sink);
  }
}

// ---- explanations --------------------------------------------------------------------------------------------------------

static void put_explanations(zp_html *html, const zp_project_result *project, zp_text number)
{
  zp_wording *say = &html->say;
  for (size_t i = 0; i < project->row_count; i++) {
    const zp_row_result *row = &project->rows[i];
    if (!is_explained(row)) continue;
    zp_labels labels = { .say = say, .whole = true };
    zp_explain_row(&labels, html->result, project, row);
    ZP_PUT(&html->unit, html->sink, "explain", { "number", number }, { "row", zp_cell_count(say, i + 1) },
           { "name", zp_cell_indicator(say, row) }, { "class", class_of(row) }, { "outcome", zp_cell_outcome(say, row) });
    zp_html_labels(html, &labels);
    zp_template_put(&html->unit, "why-close", NULL, 0, html->sink);
  }
}

void zp_html_form(zp_html *html, const zp_unit_result *unit, size_t at)
{
  zp_wording *say = &html->say;
  const zp_project_result *project = zp_explain_project(unit, at);
  zp_text number = zp_cell_count(say, at + 1);
  zp_text name = at < unit->project_count ? zp_html_called(html, project->name, project->code) : zp_wording_word(say, ZP_W_POOLED);
  zp_labels labels = { .say = say, .whole = true };
  put_money(html, unit, project, name, number);
  put_rows(html, project, number);
  ZP_PUT(&html->unit, html->sink, "form-close", { "weight", zp_cell_points(say, project->total.weight) },
         { "points", points_or_dash(say, &project->total) }, { "grade", zp_cell_grade(say, &project->total) },
         { "score", zp_cell_score(say, &project->total) });
  zp_explain_total(&labels, html->result, unit, project);
  zp_html_labels(html, &labels);
  zp_template_put(&html->unit, "why-close", NULL, 0, html->sink);
  put_explanations(html, project, number);
  zp_template_put(&html->unit, "form-end", NULL, 0, html->sink);
}
