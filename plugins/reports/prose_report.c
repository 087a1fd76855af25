// prose_report.c: the self-evaluation report: facts, results, problems, causes, measures and next
// steps of each unit, below the summary of a district.
#include "plugins/reports/adjustments.h"
#include "plugins/reports/prose_parts.h"
#include "plugins/reports/text_cells.h"
#include "plugins/reports/text_district.h"

enum {
  WIDE = 200
};  // columns from which a text is shown whole and without the parts that other columns gave it

static const zp_text none = { "", 0 };

zp_text zp_prose_name(zp_prose *to, zp_text name, zp_text code)
{
  zp_text shown = zp_text_blank(name) ? code : name;
  return zp_text_blank(shown) ? zp_wording_word(&to->say, ZP_W_UNNAMED) : shown;
}

static zp_text count(zp_prose *to, size_t number)
{
  return zp_cell_count(&to->say, number);
}

static zp_text indicator_of(zp_prose *to, const zp_row_result *row)
{
  if (row->level3.len == 0 && row->execution) return zp_wording_word(&to->say, ZP_W_CELL_EXECUTION);
  return zp_prose_name(to, row->level3, row->level2);
}

static zp_text project_of(zp_prose *to, const zp_project_result *project)
{
  return zp_prose_name(to, project->name, project->code);
}

static zp_text target_of(zp_prose *to, const zp_project_result *project,
                         const zp_row_result *row)
{
  bool wide = zp_text_width(row->target_text) > WIDE;
  return wide ? row->target_text : zp_cell_target(&to->say, project, row);
}

static zp_text actual_of(zp_prose *to, const zp_project_result *project,
                         const zp_row_result *row)
{
  bool wide = zp_text_width(row->actual_text) > WIDE;
  return wide ? row->actual_text : zp_cell_actual(&to->say, project, row);
}

/// Points that a scored row did not earn; 0 for others.
static zp_dec lost_of(const zp_row_result *row)
{
  zp_dec lost = { 0 };
  if (row->outcome == ZP_SCORED && row->points.e4 < row->weight.e4)
    zp_dec_sub(row->weight, row->points, &lost, NULL);
  return lost;
}

// ---- basic facts --------------------------------------------------------------------------------

void zp_prose_total(zp_prose *to, const zp_total *total, bool open)
{
  zp_text scored = zp_cell_points(&to->say, total->scored);
  zp_prose_item(to, zp_wording_of(&to->say, total->graded ? ZP_W_TOTAL_GRADED : ZP_W_TOTAL_OPEN,
                                     zp_cell_points(&to->say, total->score),
                                     zp_cell_grade(&to->say, total), scored));
  if (total->score_high.e4 > total->score.e4)
    zp_prose_item(to, zp_wording_of(&to->say, open ? ZP_W_TOTAL_BEST_OPEN : ZP_W_TOTAL_BEST,
                                       zp_cell_points(&to->say, total->score_high), none, none));
}

/// The budget of the unit, where all of its projects say theirs.
static void put_money(zp_prose *to, const zp_unit_result *unit)
{
  zp_project_result all = { .has_revised = unit->project_count != 0, .has_executed = true };
  for (size_t i = 0; i < unit->project_count; i++) {
    const zp_project_result *project = &unit->projects[i];
    if (!project->has_revised || !project->has_executed) return;
    if (zp_money_add(all.revised, project->revised, &all.revised, NULL) != ZP_OK) return;
    if (zp_money_add(all.executed, project->executed, &all.executed, NULL) != ZP_OK) return;
  }
  if (!all.has_revised) return;
  zp_prose_item(
      to, zp_wording_of(&to->say, ZP_W_MD_MONEY, zp_cell_money(&to->say, true, all.revised),
                        zp_cell_money(&to->say, true, all.executed), zp_cell_rate(&to->say, &all)));
}

static void put_projects(zp_prose *to, const zp_unit_result *unit)
{
  static const zp_prose_head heads[] = {
    { ZP_W_HEAD_PROJECT, false }, { ZP_W_HEAD_REVISED, true }, { ZP_W_HEAD_EXECUTED, true },
    { ZP_W_HEAD_RATE, true },     { ZP_W_HEAD_POINTS, true },  { ZP_W_HEAD_GRADE, false },
    { ZP_W_HEAD_SCORED, true },
  };
  if (unit->project_count == 0) return;
  zp_prose_head_row(to, heads, 7);
  for (size_t i = 0; i < unit->project_count; i++) {
    const zp_project_result *p = &unit->projects[i];
    zp_prose_row(
        to,
        (const zp_text[]){ project_of(to, p), zp_cell_money(&to->say, p->has_revised, p->revised),
                           zp_cell_money(&to->say, p->has_executed, p->executed),
                           zp_cell_rate(&to->say, p), zp_cell_score(&to->say, &p->total),
                           zp_cell_grade(&to->say, &p->total),
                           zp_cell_points(&to->say, p->total.scored) },
        7);
  }
  zp_prose_blank(to);
}

static bool any_open(const zp_unit_result *unit)
{
  for (size_t i = 0; i < unit->adjustment_count; i++)
    if (zp_adjustment_open(&unit->adjustments[i])) return true;
  return false;
}

static void put_facts(zp_prose *to, const zp_unit_result *unit)
{
  zp_wording *say = &to->say;
  zp_prose_heading(to, 2, zp_wording_word(say, ZP_W_MD_FACTS));
  zp_prose_item(to,
                   zp_wording_of(say, ZP_W_MD_UNIT, zp_prose_name(to, unit->name, unit->code),
                                 unit->code, none));
  if (unit->district.len != 0)
    zp_prose_item(to, zp_wording_of(say, ZP_W_MD_DISTRICT, unit->district, none, none));
  if (unit->overall_count + unit->item_count + unit->safeguard_count != 0)
    zp_prose_item(to,
                     zp_wording_of(say, ZP_W_MD_GOALS, count(to, unit->overall_count),
                                   count(to, unit->item_count), count(to, unit->safeguard_count)));
  zp_prose_item(
      to, zp_wording_of(say, ZP_W_MD_PROJECTS, count(to, unit->project_count), none, none));
  put_money(to, unit);
  if (unit->total.known)
    zp_prose_total(to, &unit->total, any_open(unit));
  else
    zp_prose_item(to, zp_wording_of(say, ZP_W_TOTAL_UNKNOWN,
                                       zp_cell_points(say, unit->total.scored), none, none));
  for (size_t i = 0; i < unit->adjustment_count; i++)
    if (zp_adjustment_matters(&unit->adjustments[i]))
      zp_prose_item(to, zp_adjustment_line(say, &unit->adjustments[i]));
  zp_prose_blank(to);
  put_projects(to, unit);
}

// ---- results by group ---------------------------------------------------------------------------

/// What the rows of one level-1 group earned: the execution, a group of the pack, or (id empty)
/// none of them.
typedef struct share {
  zp_text id;
  size_t rows, unscored;
  zp_dec weight, points;
} share;

static bool is_of(const zp_row_result *row, zp_text id)
{
  return row->execution ? zp_text_equal(id, ZP_TEXT("execution")) : zp_text_equal(row->group, id);
}

static share share_of(const zp_unit_result *unit, zp_text id)
{
  share sum = { .id = id };
  for (size_t p = 0; p < unit->project_count; p++)
    for (size_t r = 0; r < unit->projects[p].row_count; r++) {
      const zp_row_result *row = &unit->projects[p].rows[r];
      if (!is_of(row, id)) continue;
      sum.rows++;
      sum.unscored += row->outcome != ZP_SCORED;
      if (row->outcome != ZP_SCORED) continue;
      if (zp_dec_add(sum.weight, row->weight, &sum.weight, NULL) != ZP_OK ||
          zp_dec_add(sum.points, row->points, &sum.points, NULL) != ZP_OK)
        sum.weight = sum.points = (zp_dec){ 0 };
    }
  return sum;
}

static bool rate_of(const share *of, zp_dec *out)
{
  return of->weight.e4 > 0 &&
         zp_dec_muldiv(of->points, ZP_DEC(100), of->weight, 2, out, NULL) == ZP_OK;
}

/// The i-th group: execution, those of the pack, none.
static share nth_share(const zp_result *result, const zp_unit_result *unit, size_t i)
{
  if (i == 0) return share_of(unit, ZP_TEXT("execution"));
  return share_of(unit, i <= result->group_count ? result->groups[i - 1].id : none);
}

static zp_text rate_text(zp_prose *to, const share *of)
{
  char room[ZP_NUMBER_ROOM];
  zp_dec rate;
  if (!rate_of(of, &rate)) return zp_wording_word(&to->say, ZP_W_CELL_NOTHING);
  return zp_wording_fill(&to->say, "{1}%",
                         (const zp_text[3]){ zp_dec_print(rate, 2, room), none, none });
}

static void put_groups(zp_prose *to, const zp_result *result, const zp_unit_result *unit)
{
  static const zp_prose_head heads[] = {
    { ZP_W_HEAD_LEVEL1, false }, { ZP_W_MD_ROWS, true },     { ZP_W_HEAD_UNSCORED, true },
    { ZP_W_HEAD_WEIGHT, true },  { ZP_W_HEAD_POINTS, true }, { ZP_W_MD_RATE, true },
  };
  zp_prose_line(to, zp_wording_word(&to->say, ZP_W_MD_GROUPS));
  zp_prose_head_row(to, heads, 6);
  for (size_t i = 0; i < result->group_count + 2; i++) {
    share of = nth_share(result, unit, i);
    if (of.rows == 0) continue;
    zp_prose_row(to,
                    (const zp_text[]){ zp_group_name(&to->say, result, of.id), count(to, of.rows),
                                       count(to, of.unscored), zp_cell_points(&to->say, of.weight),
                                       zp_cell_points(&to->say, of.points), rate_text(to, &of) },
                    6);
  }
  zp_prose_blank(to);
}

static void put_rows(zp_prose *to, const zp_project_result *project)
{
  static const zp_prose_head heads[] = {
    { ZP_W_HEAD_LEVEL1, false }, { ZP_W_HEAD_INDICATOR, false }, { ZP_W_HEAD_TARGET, false },
    { ZP_W_HEAD_ACTUAL, false }, { ZP_W_HEAD_WEIGHT, true },     { ZP_W_HEAD_POINTS, true },
  };
  zp_prose_head_row(to, heads, 6);
  for (size_t r = 0; r < project->row_count; r++) {
    const zp_row_result *row = &project->rows[r];
    zp_prose_row(to,
                    (const zp_text[]){ row->level1, indicator_of(to, row),
                                       target_of(to, project, row), actual_of(to, project, row),
                                       zp_cell_points(&to->say, row->weight),
                                       zp_cell_outcome(&to->say, row) },
                    6);
  }
  zp_prose_blank(to);
}

static void put_results(zp_prose *to, const zp_result *result, const zp_unit_result *unit)
{
  zp_prose_heading(to, 2, zp_wording_word(&to->say, ZP_W_MD_RESULTS));
  if (unit->project_count != 0) put_groups(to, result, unit);
  for (size_t i = 0; i < unit->project_count; i++) {
    zp_text name = project_of(to, &unit->projects[i]);
    zp_prose_heading(
        to, 3, zp_wording_of(&to->say, ZP_W_PROJECT_HEADING, count(to, i + 1), name, none));
    put_rows(to, &unit->projects[i]);
  }
}

// ---- problems, causes, measures, next steps -----------------------------------------------------

/// A part of the list of a chapter: returns how many items it put.
typedef size_t put_row_item(zp_prose *to, const zp_project_result *project,
                            const zp_row_result *row);

static size_t each_row(zp_prose *to, const zp_unit_result *unit, put_row_item *put)
{
  size_t items = 0;
  for (size_t p = 0; p < unit->project_count; p++)
    for (size_t r = 0; r < unit->projects[p].row_count; r++)
      items += put(to, &unit->projects[p], &unit->projects[p].rows[r]);
  return items;
}

/// Closes a chapter's list; says so where there was nothing.
static void end_list(zp_prose *to, size_t items, zp_word nothing)
{
  if (items == 0)
    zp_prose_line(to, zp_wording_word(&to->say, nothing));
  else
    zp_prose_blank(to);
}

static size_t put_lost(zp_prose *to, const zp_project_result *project, const zp_row_result *row)
{
  zp_dec lost = lost_of(row);
  if (lost.e4 <= 0) return 0;
  zp_text against = zp_wording_of(&to->say, ZP_W_MD_AGAINST, target_of(to, project, row),
                                  actual_of(to, project, row), project_of(to, project));
  zp_prose_item(to, zp_wording_of(&to->say, ZP_W_MD_LOST, indicator_of(to, row),
                                     zp_cell_points(&to->say, lost), against));
  return 1;
}

static size_t put_findings(zp_prose *to, const zp_finding *findings, size_t finding_count)
{
  static const zp_word severities[] = { ZP_W_INFO, ZP_W_WARNING, ZP_W_ERROR };
  size_t items = 0;
  for (int severity = ZP_ERROR; severity >= ZP_WARNING; severity--)
    for (size_t i = 0; i < finding_count; i++) {
      const zp_finding *finding = &findings[i];
      if ((int)zp_status_severity(finding->status) != severity) continue;
      zp_text what = zp_wording_of(&to->say, ZP_W_MD_AT, zp_wording_sentence(&to->say, finding),
                                   zp_wording_place(&to->say, &finding->place), none);
      zp_prose_item(to, zp_wording_of(&to->say, ZP_W_MD_FINDING,
                                         zp_wording_word(&to->say, severities[severity]),
                                         zp_text_from(zp_status_code(finding->status)), what));
      items++;
    }
  return items;
}

static size_t put_cause(zp_prose *to, const zp_project_result *project, const zp_row_result *row)
{
  if (zp_text_blank(row->deviation)) return 0;
  zp_prose_item(to, zp_wording_of(&to->say, ZP_W_MD_CAUSE, indicator_of(to, row),
                                     project_of(to, project), zp_text_trim(row->deviation)));
  return 1;
}

static size_t put_causes(zp_prose *to, const zp_unit_result *unit)
{
  size_t silent = 0, items = each_row(to, unit, put_cause);
  for (size_t p = 0; p < unit->project_count; p++)
    for (size_t r = 0; r < unit->projects[p].row_count; r++) {
      const zp_row_result *row = &unit->projects[p].rows[r];
      silent += lost_of(row).e4 > 0 && zp_text_blank(row->deviation);
    }
  if (silent != 0)
    zp_prose_item(to, zp_wording_of(&to->say, ZP_W_MD_NO_CAUSE, count(to, silent), none, none));
  return items + (silent != 0);
}

/// What the catalogue advises, once for each code, errors first.
static size_t put_measures(zp_prose *to, const zp_unit_result *unit)
{
  size_t by[ZP_STATUS_COUNT] = { 0 }, items = 0;
  for (size_t i = 0; i < unit->finding_count; i++) by[unit->findings[i].status]++;
  for (int severity = ZP_ERROR; severity >= ZP_WARNING; severity--)
    for (size_t i = 0; i < unit->finding_count; i++) {
      const zp_finding *finding = &unit->findings[i];
      if (by[finding->status] == 0 || (int)zp_status_severity(finding->status) != severity)
        continue;
      zp_text advice = zp_wording_suggestion(&to->say, finding),
              code = zp_text_from(zp_status_code(finding->status));
      if (advice.len != 0) {
        zp_prose_item(to, zp_wording_of(&to->say, ZP_W_MD_MEASURE, advice, code,
                                           count(to, by[finding->status])));
        items++;
      }
      by[finding->status] = 0;
    }
  return items;
}

static size_t put_unscored(zp_prose *to, const zp_project_result *project,
                           const zp_row_result *row)
{
  if (row->outcome == ZP_SCORED) return 0;
  zp_text why = row->outcome == ZP_FAULT ? zp_wording_arg(&to->say, row->fault)
                                         : zp_wording_of(&to->say, zp_reason_word(row->reason),
                                                         row->reason_input, none, none);
  if (why.len == 0)
    why = row->note.len != 0 ? row->note : zp_wording_word(&to->say, ZP_W_REASON_FAULT);
  zp_prose_item(to, zp_wording_of(&to->say, ZP_W_MD_MEND, indicator_of(to, row),
                                     project_of(to, project), why));
  return 1;
}

/// The group that earned the least of what it could, when it did not earn everything.
static size_t put_weakest(zp_prose *to, const zp_result *result, const zp_unit_result *unit)
{
  share least = { .rows = 0 };
  zp_dec lowest = ZP_DEC(100), rate;
  for (size_t i = 0; i < result->group_count + 1; i++) {
    share of = nth_share(result, unit, i);
    if (!rate_of(&of, &rate) || rate.e4 >= lowest.e4) continue;
    lowest = rate;
    least = of;
  }
  if (least.rows == 0) return 0;
  zp_text name = zp_group_name(&to->say, result, least.id);
  zp_prose_item(to, zp_wording_of(&to->say, ZP_W_MD_WEAKEST, name, rate_text(to, &least), none));
  return 1;
}

static size_t put_open(zp_prose *to, const zp_unit_result *unit)
{
  size_t items = 0;
  for (size_t i = 0; i < unit->adjustment_count; i++) {
    if (!zp_adjustment_open(&unit->adjustments[i])) continue;
    zp_prose_item(to, zp_adjustment_line(&to->say, &unit->adjustments[i]));
    items++;
  }
  return items;
}

// ---- the whole ----------------------------------------------------------------------------------

static void put_unit(zp_prose *to, const zp_result *result, const zp_unit_result *unit)
{
  zp_wording *say = &to->say;
  zp_text name = zp_prose_name(to, unit->name, unit->code), year = count(to, (size_t)unit->year);
  zp_prose_heading(to, 1,
                      zp_wording_of(say, unit->year != 0 ? ZP_W_MD_TITLE : ZP_W_MD_TITLE_NO_YEAR,
                                    name, year, none));
  put_facts(to, unit);
  put_results(to, result, unit);
  zp_prose_heading(to, 2, zp_wording_word(say, ZP_W_MD_PROBLEMS));
  size_t lost = each_row(to, unit, put_lost);
  end_list(to, lost + put_findings(to, unit->findings, unit->finding_count), ZP_W_MD_NO_PROBLEMS);
  zp_prose_heading(to, 2, zp_wording_word(say, ZP_W_MD_CAUSES));
  end_list(to, put_causes(to, unit), ZP_W_MD_NO_CAUSES);
  zp_prose_heading(to, 2, zp_wording_word(say, ZP_W_MD_MEASURES));
  end_list(to, put_measures(to, unit), ZP_W_MD_NO_MEASURES);
  zp_prose_heading(to, 2, zp_wording_word(say, ZP_W_MD_NEXT));
  size_t unscored = each_row(to, unit, put_unscored), open = put_open(to, unit);
  end_list(to, unscored + open + put_weakest(to, result, unit), ZP_W_MD_NO_NEXT);
}

static void put_basis(zp_prose *to, const zp_result *result)
{
  zp_text pack = zp_wording_fill(&to->say, "{1} {2}",
                                 (const zp_text[3]){ result->pack, result->pack_version, none });
  zp_prose_heading(to, 2, zp_wording_word(&to->say, ZP_W_MD_BASIS));
  zp_prose_item(
      to, zp_wording_of(&to->say, ZP_W_PACK_LINE, pack, result->pack_title, result->pack_digest));
  zp_prose_item(to, zp_wording_of(&to->say, ZP_W_PROGRAM_LINE, result->version, none, none));
}

void zp_prose_put(zp_prose *to, const zp_result *result)
{
  if (result->has_district)
    zp_prose_district(to, result);
  else if (result->unit_count == 0)
    zp_prose_line(to, zp_wording_word(&to->say, ZP_W_NO_UNITS));
  for (size_t i = 0; i < result->unit_count; i++) put_unit(to, result, &result->units[i]);
  put_findings(to, result->findings, result->finding_count);
  put_basis(to, result);
}
