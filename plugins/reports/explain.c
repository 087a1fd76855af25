// explain.c: see explain.h. Rows are in explain_row.c; here are units, projects and codes, their totals written out as sums.
#include "plugins/reports/explain.h"

#include "model/aspect.h"
#include "plugins/reports/adjustments.h"
#include "plugins/reports/explain_row.h"
#include "plugins/reports/grid.h"
#include "plugins/reports/owners.h"
#include "plugins/reports/text_cells.h"

static const zp_text none = { "", 0 };

typedef struct writer {
  zp_wording say;
  zp_labels labels;
  zp_sink *sink;
  zp_error *err;
} writer;

static void put_heading(writer *w, zp_text text)
{
  zp_sink_put(w->sink, text);
  zp_sink_put(w->sink, ZP_TEXT("\n"));
  for (size_t i = zp_text_width(text); i > 0; i--) zp_sink_put(w->sink, ZP_TEXT("="));
  zp_sink_put(w->sink, ZP_TEXT("\n"));
}

static zp_text under(writer *w, zp_text above, zp_text name)
{
  return zp_wording_fill(&w->say, "{1} / {2}", (const zp_text[3]){ above, name, none });
}

static zp_text number_of(writer *w, size_t i)
{
  return zp_wording_fill(&w->say, "#{1}", (const zp_text[3]){ zp_cell_count(&w->say, i + 1), none, none });
}

/// What was put together in a sink of its own; empty when a part of it could not be said.
static zp_text built(writer *w, const zp_sink *sink)
{
  if (sink->failed) w->say.failed = true;
  return (zp_text){ sink->bytes, sink->failed ? 0 : sink->len };
}

// ---- a project ---------------------------------------------------------------------------------------------------------

/// "10.00 + 12.50 = 22.50" over the scored rows.
static zp_text sum_of(writer *w, const zp_project_result *project)
{
  zp_sink sink = { .arena = w->say.arena };
  for (size_t i = 0; i < project->row_count; i++) {
    if (project->rows[i].outcome != ZP_SCORED) continue;
    if (sink.len != 0) zp_sink_put(&sink, ZP_TEXT(" + "));
    zp_sink_put(&sink, zp_cell_points(&w->say, project->rows[i].points));
  }
  if (sink.len == 0) return none;
  zp_sink_print(&sink, " = %.*s", ZP_ARG(zp_cell_points(&w->say, project->total.points)));
  return built(w, &sink);
}

static zp_text rows_with(writer *w, const zp_project_result *project, zp_outcome_kind outcome)
{
  zp_sink sink = { .arena = w->say.arena };
  for (size_t i = 0; i < project->row_count; i++)
    if (project->rows[i].outcome == outcome) zp_sink_print(&sink, "%s#%zu", sink.len == 0 ? "" : " ", i + 1);
  return built(w, &sink);
}

/// How the points became the score when the weights are not 100 or those of unscored rows were shared out.
static zp_text scaled(writer *w, const zp_result *result, const zp_project_result *project)
{
  zp_dec score, base = project->total.weight;
  if (project->total.score.e4 == project->total.points.e4) return none;
  bool shared = zp_text_equal(result->unscored_policy, ZP_TEXT("redistribute"));
  for (size_t i = 0; shared && i < project->row_count; i++)
    if (project->rows[i].outcome == ZP_UNSCORED && zp_dec_sub(base, project->rows[i].weight, &base, NULL) != ZP_OK) return none;
  zp_text shown = zp_cell_points(&w->say, project->total.score);
  bool follows = zp_dec_muldiv(project->total.points, ZP_DEC(100), base, 2, &score, NULL) == ZP_OK &&
                 score.e4 == project->total.score.e4;
  if (!follows) return zp_wording_of(&w->say, ZP_W_EXPLAIN_OTHERWISE, shown, none, none);
  zp_text points = zp_cell_points(&w->say, project->total.points), of = zp_cell_points(&w->say, base);
  return zp_wording_fill(&w->say, "{1} × 100 ÷ {2} = {3}", (const zp_text[3]){ points, of, shown });
}

static void add_budget(writer *w, const zp_project_result *project)
{
  zp_labels_word(&w->labels, 0, ZP_W_HEAD_REVISED, zp_cell_money(&w->say, project->has_revised, project->revised));
  zp_labels_word(&w->labels, 0, ZP_W_HEAD_EXECUTED, zp_cell_money(&w->say, project->has_executed, project->executed));
}

static void add_project(writer *w, const zp_result *result, const zp_project_result *project)
{
  const zp_total *total = &project->total;
  zp_labels_word(&w->labels, 0, ZP_W_HEAD_POINTS, zp_cell_score(&w->say, total));
  zp_labels_word(&w->labels, 0, ZP_W_HEAD_GRADE, zp_cell_grade(&w->say, total));
  if (total->known && total->score_high.e4 > total->score.e4)
    zp_labels_word(&w->labels, 0, ZP_W_EXPLAIN_BEST, zp_cell_points(&w->say, total->score_high));
  if (total->known) zp_labels_word(&w->labels, 0, ZP_W_EXPLAIN_SUM, sum_of(w, project));
  if (total->known) zp_labels_word(&w->labels, 1, ZP_W_EXPLAIN_SCALED, scaled(w, result, project));
  zp_labels_word(&w->labels, 0, ZP_W_HEAD_WEIGHT, zp_cell_points(&w->say, total->weight));
  zp_labels_word(&w->labels, 0, ZP_W_HEAD_SCORED, zp_cell_points(&w->say, total->scored));
  zp_labels_word(&w->labels, 1, ZP_W_EXPLAIN_ROWS, rows_with(w, project, ZP_SCORED));
  zp_labels_word(&w->labels, 1, ZP_W_CELL_UNSCORED, rows_with(w, project, ZP_UNSCORED));
  zp_labels_word(&w->labels, 1, ZP_W_CELL_FAULT, rows_with(w, project, ZP_FAULT));
  add_budget(w, project);
}

static zp_text answer_of(writer *w, const zp_row_result *row)
{
  char room[ZP_NUMBER_ROOM];
  return row->outcome == ZP_SCORED ? zp_wording_line(&w->say, zp_qty_print_short(row->answer, room)) : none;
}

typedef struct head { zp_word word; zp_align align; } head;

static zp_grid grid_of(writer *w, const head *heads, size_t count)
{
  zp_grid grid = { .arena = w->say.arena, .column_count = count };
  for (size_t i = 0; i < count; i++)
    grid.columns[i] = (zp_grid_column){ zp_wording_word(&w->say, heads[i].word), heads[i].align };
  return grid;
}

static zp_status put_rows(writer *w, const zp_project_result *project)
{
  static const head heads[] = {
    { ZP_W_HEAD_NUMBER, ZP_LEFT },  { ZP_W_HEAD_INDICATOR, ZP_LEFT }, { ZP_W_HEAD_TARGET, ZP_LEFT },
    { ZP_W_HEAD_ACTUAL, ZP_LEFT },  { ZP_W_HEAD_WEIGHT, ZP_RIGHT },   { ZP_W_EXPLAIN_ANSWER, ZP_RIGHT },
    { ZP_W_HEAD_POINTS, ZP_RIGHT }, { ZP_W_HEAD_RULE, ZP_LEFT },      { ZP_W_HEAD_REMARK, ZP_LEFT },
  };
  zp_grid grid = grid_of(w, heads, sizeof heads / sizeof heads[0]);
  for (size_t i = 0; i < project->row_count; i++) {
    const zp_row_result *row = &project->rows[i];
    const zp_text cells[] = {
      number_of(w, i),
      zp_cell_indicator(&w->say, row),
      zp_cell_target(&w->say, project, row),
      zp_cell_actual(&w->say, project, row),
      zp_cell_points(&w->say, row->weight),
      answer_of(w, row),
      zp_cell_outcome(&w->say, row),
      zp_wording_line(&w->say, row->rule),
      zp_cell_remark(&w->say, row),
    };
    zp_grid_row(&grid, cells);
  }
  if (project->row_count == 0) return ZP_OK;
  zp_sink_put(w->sink, ZP_TEXT("\n"));
  return zp_grid_put(&grid, false, w->sink, w->err);
}

// ---- the unit ------------------------------------------------------------------------------------------------------------

/// The total that the projects make up, before vetoes and deductions.
static const zp_total *combined_of(const zp_unit_result *unit)
{
  return unit->adjustment_count != 0 ? &unit->combined : &unit->total;
}

/// How the projects make up the unit, as a word: also when the pack weighs by budgets and there are none.
static zp_word combined_by(const zp_result *result, const zp_unit_result *unit)
{
  int64_t any = 0;
  if (zp_text_equal(result->combine, ZP_TEXT("mean"))) return ZP_W_COMBINE_MEAN;
  if (unit->pooled_count != 0) return ZP_W_COMBINE_POOL;
  if (!zp_text_equal(result->combine, ZP_TEXT("budget"))) return ZP_W_COMBINE_OTHER;
  if (unit->project_count == 1) return ZP_W_COMBINE_ONE;
  for (size_t i = 0; i < unit->project_count; i++) any |= unit->projects[i].revised.fen;
  return any == 0 ? ZP_W_COMBINE_ZERO : ZP_W_COMBINE_BUDGET;
}

/// The weights of the projects in the mean; false when the pack does not combine by one.
static bool weigh(const zp_result *result, const zp_unit_result *unit, zp_money *weights, bool *equal)
{
  zp_word way = combined_by(result, unit);
  *equal = way != ZP_W_COMBINE_BUDGET;
  for (size_t i = 0; i < unit->project_count; i++) weights[i] = *equal ? (zp_money){ 1 } : unit->projects[i].revised;
  return way != ZP_W_COMBINE_OTHER && way != ZP_W_COMBINE_POOL;
}

enum { POINTS_PLACES = 4, WAN_PLACES = 6 };

/// A project's score times its budget in 万元: its part of the unit's mean, before it is divided.
static zp_text product_of(writer *w, const zp_project_result *project)
{
  char room[ZP_NUMBER_ROOM];
  zp_qty product = { 0, POINTS_PLACES + WAN_PLACES };
  if (!project->total.known || !project->has_revised) return none;
  if (__builtin_mul_overflow(project->total.score.e4, project->revised.fen, &product.digits)) return none;
  return zp_wording_line(&w->say, zp_qty_print_short(product, room));
}

/// score * weight summed up, exactly; false when it is too large to print.
static bool numerator(const zp_unit_result *unit, const zp_money *weights, bool equal, zp_qty *out)
{
  int64_t sum = 0;
  for (size_t i = 0; i < unit->project_count; i++) {
    int64_t product;
    if (__builtin_mul_overflow(unit->projects[i].total.score.e4, weights[i].fen, &product)) return false;
    if (__builtin_add_overflow(sum, product, &sum)) return false;
  }
  *out = (zp_qty){ sum, equal ? POINTS_PLACES : POINTS_PLACES + WAN_PLACES };
  return true;
}

/// "(77.00 × 113.06 + 88.21 × 45.00) ÷ 158.06 = 12675.0706 ÷ 158.06 = 80.19": budgets in 万元.
static void put_mean(writer *w, zp_sink *sink, const zp_unit_result *unit, const zp_money *weights, bool equal)
{
  char room[ZP_NUMBER_ROOM];
  zp_qty top;
  zp_money sum = { 0 };
  for (size_t i = 0; i < unit->project_count; i++) {
    zp_sink_print(sink, "%s%.*s", i == 0 ? "(" : " + ", ZP_ARG(zp_cell_points(&w->say, unit->projects[i].total.score)));
    if (!equal) zp_sink_print(sink, " × %.*s", ZP_ARG(zp_money_print_wan(weights[i], room)));
    if (zp_money_add(sum, weights[i], &sum, NULL) != ZP_OK) sum.fen = INT64_MAX;  // the mean itself was refused then
  }
  zp_text by = equal ? zp_cell_count(&w->say, unit->project_count) : zp_cell_money(&w->say, true, sum);
  zp_sink_print(sink, ") ÷ %.*s", ZP_ARG(by));
  if (numerator(unit, weights, equal, &top))
    zp_sink_print(sink, " = %.*s ÷ %.*s", ZP_ARG(zp_qty_print_short(top, room)), ZP_ARG(by));
  zp_sink_print(sink, " = %.*s", ZP_ARG(zp_cell_points(&w->say, combined_of(unit)->score)));
}

/// The unit's total written out; it is computed again, so that what is shown cannot be another sum than what was done.
static zp_text mean_of(writer *w, const zp_result *result, const zp_unit_result *unit)
{
  bool equal = false;
  zp_dec again;
  zp_money *weights = ZP_TAKE(w->say.arena, zp_money, unit->project_count);
  zp_dec *scores = ZP_TAKE(w->say.arena, zp_dec, unit->project_count);
  if (weights == NULL || scores == NULL) {
    w->say.failed = true;
    return none;
  }
  for (size_t i = 0; i < unit->project_count; i++) scores[i] = unit->projects[i].total.score;
  bool follows = weigh(result, unit, weights, &equal) &&
                 zp_dec_weighted_mean(scores, weights, unit->project_count, 2, &again, NULL) == ZP_OK &&
                 again.e4 == combined_of(unit)->score.e4;
  zp_text score = zp_cell_points(&w->say, combined_of(unit)->score);
  if (unit->pooled_count != 0) return zp_wording_of(&w->say, ZP_W_EXPLAIN_POOLED, score, none, none);
  if (!follows) return zp_wording_of(&w->say, ZP_W_EXPLAIN_OTHERWISE, score, none, none);
  if (unit->project_count == 1) return score;
  zp_sink sink = { .arena = w->say.arena };
  put_mean(w, &sink, unit, weights, equal);
  return built(w, &sink);
}

/// The shape in words; of a function where it stands.
static zp_text combined_how(writer *w, const zp_result *result, const zp_unit_result *unit)
{
  static const zp_text function = { "function ", 9 };
  zp_text how = zp_wording_word(&w->say, combined_by(result, unit));
  if (!zp_text_starts(result->combine, function)) return how;
  zp_text place = zp_text_slice(result->combine, function.len, result->combine.len);
  return zp_wording_of(&w->say, ZP_W_EXPLAIN_SOURCE, how, place, none);
}

static void add_unit(writer *w, const zp_result *result, const zp_unit_result *unit)
{
  const zp_total *total = &unit->total;
  zp_labels_word(&w->labels, 0, ZP_W_EXPLAIN_TOTAL, zp_cell_score(&w->say, total));
  zp_labels_word(&w->labels, 0, ZP_W_HEAD_GRADE, zp_cell_grade(&w->say, total));
  if (total->known && total->score_high.e4 > total->score.e4)
    zp_labels_word(&w->labels, 0, ZP_W_EXPLAIN_BEST, zp_cell_points(&w->say, total->score_high));
  zp_labels_word(&w->labels, 0, ZP_W_HEAD_SCORED, zp_cell_points(&w->say, total->scored));
  if (!total->known || unit->project_count == 0) return;
  zp_labels_word(&w->labels, 0, ZP_W_EXPLAIN_COMBINE, combined_how(w, result, unit));
  zp_labels_word(&w->labels, 0, ZP_W_EXPLAIN_SUM, mean_of(w, result, unit));
}

/// What a veto or a deduction rests on.
static void add_unit_rule(writer *w, const zp_result *result, zp_text id)
{
  for (size_t i = 0; i < result->rule_count; i++) {
    const zp_rule_result *rule = &result->rules[i];
    if (rule->kind == ZP_RULE_ROW || !zp_text_equal(rule->id, id)) continue;
    zp_text line = zp_cell_count(&w->say, rule->line);
    zp_labels_word(&w->labels, 2, ZP_W_HEAD_RULE, zp_wording_fill(&w->say, "{1}:{2}", (const zp_text[3]){ rule->file, line, none }));
    zp_labels_word(&w->labels, 2, ZP_W_EXPLAIN_BASIS, rule->basis);
    zp_labels_word(&w->labels, 2, ZP_W_EXPLAIN_PARAMS, rule->params);
    return;
  }
}

/// Every veto and deduction, those that do not apply too, and what stood before them.
static void add_adjustments(writer *w, const zp_result *result, const zp_unit_result *unit)
{
  if (unit->adjustment_count == 0) return;
  if (unit->combined.known)
    zp_labels_word(&w->labels, 0, ZP_W_EXPLAIN_BEFORE, zp_wording_of(&w->say, ZP_W_EXPLAIN_READ,
                   zp_cell_points(&w->say, unit->combined.score), zp_cell_grade(&w->say, &unit->combined), none));
  zp_labels_head(&w->labels, 0, ZP_W_EXPLAIN_ADJUSTMENTS);
  for (size_t i = 0; i < unit->adjustment_count; i++) {
    zp_labels_add(&w->labels, 1, unit->adjustments[i].rule, zp_adjustment_line(&w->say, &unit->adjustments[i]));
    add_unit_rule(w, result, unit->adjustments[i].rule);
  }
}

static zp_status put_projects(writer *w, const zp_result *result, const zp_unit_result *unit)
{
  static const head heads[] = {
    { ZP_W_HEAD_NUMBER, ZP_LEFT },    { ZP_W_HEAD_PROJECT, ZP_LEFT }, { ZP_W_HEAD_REVISED, ZP_RIGHT },
    { ZP_W_HEAD_POINTS, ZP_RIGHT },   { ZP_W_HEAD_GRADE, ZP_LEFT },   { ZP_W_HEAD_SCORED, ZP_RIGHT },
    { ZP_W_EXPLAIN_PRODUCT, ZP_RIGHT },
  };
  bool products = unit->total.known && combined_by(result, unit) == ZP_W_COMBINE_BUDGET;
  zp_grid grid = grid_of(w, heads, sizeof heads / sizeof heads[0] - !products);
  for (size_t i = 0; i < unit->project_count; i++) {
    const zp_project_result *project = &unit->projects[i];
    const zp_text cells[] = {
      number_of(w, i),
      zp_cell_name(&w->say, project->name, project->code),
      zp_cell_money(&w->say, project->has_revised, project->revised),
      zp_cell_score(&w->say, &project->total),
      zp_cell_grade(&w->say, &project->total),
      zp_cell_points(&w->say, project->total.scored),
      product_of(w, project),
    };
    zp_grid_row(&grid, cells);
  }
  if (unit->project_count == 0) return ZP_OK;
  zp_sink_put(w->sink, ZP_TEXT("\n"));
  return zp_grid_put(&grid, false, w->sink, w->err);
}

// ---- findings --------------------------------------------------------------------------------------------------------------

static void add_finding(writer *w, bool first, const zp_finding *finding)
{
  static const zp_word severities[] = { ZP_W_INFO, ZP_W_WARNING, ZP_W_ERROR };
  zp_text place = zp_wording_place(&w->say, &finding->place), code = zp_text_from(zp_status_code(finding->status));
  zp_text severity = zp_wording_word(&w->say, severities[zp_status_severity(finding->status)]);
  zp_text start = zp_wording_fill(&w->say, "{1}: {2} {3}|{2} {3}", (const zp_text[3]){ place, severity, code });
  zp_text sentence = zp_wording_fill(&w->say, "{1}{2}{3}", (const zp_text[3]){ start, zp_wording_word(&w->say, ZP_W_COLON),
                                                                              zp_cell_finding(&w->say, finding) });
  zp_labels_add(&w->labels, 0, first ? zp_wording_word(&w->say, ZP_W_HEAD_FINDING) : none, sentence);
}

/// Those that are the unit's, the project's or the row's own, not those of what is further down.
static void add_findings(writer *w, const zp_unit_result *unit, const zp_selection *what)
{
  zp_owners owners;
  bool first = true;
  if (!zp_owners_init(&owners, unit, w->say.arena)) {
    w->say.failed = true;
    return;
  }
  for (size_t i = 0; i < unit->finding_count; i++) {
    zp_selection owner = zp_owner_of(&owners, &unit->findings[i]);
    if (owner.project != what->project || owner.row != what->row) continue;
    add_finding(w, first, &unit->findings[i]);
    first = false;
  }
}

// ---- the whole -------------------------------------------------------------------------------------------------------------

static zp_status finish(writer *w, zp_status status)
{
  return status == ZP_OK && (w->say.failed || w->sink->failed) ? zp_fail_memory(w->err) : status;
}

const zp_project_result *zp_explain_project(const zp_unit_result *unit, size_t project)
{
  return project < unit->project_count ? &unit->projects[project] : &unit->pooled[project - unit->project_count];
}

zp_status zp_explain(const zp_result *result, const zp_selection *what, zp_lang lang, zp_sink *sink, zp_error *err)
{
  writer w = { .say = { sink->arena, lang, false }, .sink = sink, .err = err };
  const zp_unit_result *unit = &result->units[what->unit];
  const zp_project_result *project = what->project == SIZE_MAX ? NULL : zp_explain_project(unit, what->project);
  const zp_row_result *row = project == NULL || what->row == SIZE_MAX ? NULL : &project->rows[what->row];
  w.labels.say = &w.say;

  zp_text heading = zp_cell_name(&w.say, unit->name, unit->code);
  if (project != NULL) heading = under(&w, heading, zp_cell_project(&w.say, unit, what->project));
  if (row != NULL) heading = under(&w, heading, zp_cell_indicator(&w.say, row));
  put_heading(&w, heading);

  if (row != NULL) zp_explain_row(&w.labels, result, project, row);
  else if (project != NULL) add_project(&w, result, project);
  else {
    add_unit(&w, result, unit);
    add_adjustments(&w, result, unit);
  }
  add_findings(&w, unit, what);
  zp_labels_put(&w.labels, sink);
  if (row != NULL) return finish(&w, ZP_OK);
  return finish(&w, project != NULL ? put_rows(&w, project) : put_projects(&w, result, unit));
}

void zp_explain_total(zp_labels *labels, const zp_result *result, const zp_unit_result *unit, const zp_project_result *project)
{
  writer w = { .say = *labels->say, .labels = *labels };
  w.labels.say = &w.say;
  if (project != NULL) add_project(&w, result, project);
  else {
    add_unit(&w, result, unit);
    add_adjustments(&w, result, unit);
  }
  zp_wording *say = labels->say;
  *labels = w.labels;
  labels->say = say;
  say->failed = w.say.failed;
}

// ---- a code ----------------------------------------------------------------------------------------------------------------

static void add_code(writer *w, zp_status code, zp_lang lang)
{
  static const zp_word severities[] = { ZP_W_INFO, ZP_W_WARNING, ZP_W_ERROR };
  w->say.lang = lang;
  zp_labels_word(&w->labels, 0, ZP_W_HEAD_SEVERITY, zp_wording_word(&w->say, severities[zp_status_severity(code)]));
  zp_labels_word(&w->labels, 0, ZP_W_HEAD_FINDING, zp_text_from(zp_status_sentence(code, lang)));
  zp_labels_word(&w->labels, 0, ZP_W_SUGGESTION, zp_text_from(zp_status_suggestion(code, lang)));
  zp_explanation more;
  if (!zp_status_explained(code, lang, &more)) return;
  zp_labels_word(&w->labels, 0, ZP_W_CHECK_ASPECT, zp_wording_word(&w->say, zp_aspect_word(zp_aspect_of(code))));
  zp_labels_word(&w->labels, 0, ZP_W_EXPLAIN_MEANS, zp_text_from(more.means));
  zp_labels_word(&w->labels, 0, ZP_W_EXPLAIN_WHY, zp_text_from(more.why));
  zp_labels_word(&w->labels, 0, ZP_W_EXPLAIN_MEND, zp_text_from(more.mend));
  zp_labels_word(&w->labels, 0, ZP_W_EXPLAIN_EXAMPLE, zp_text_from(more.example));
}

zp_status zp_explain_code(zp_status code, zp_lang lang, zp_sink *sink, zp_error *err)
{
  writer w = { .say = { sink->arena, lang, false }, .sink = sink, .err = err };
  w.labels.say = &w.say;
  put_heading(&w, zp_text_from(zp_status_code(code)));
  add_code(&w, code, lang);
  add_code(&w, code, lang == ZP_LANG_ZH ? ZP_LANG_EN : ZP_LANG_ZH);
  zp_labels_put(&w.labels, sink);
  return finish(&w, ZP_OK);
}
