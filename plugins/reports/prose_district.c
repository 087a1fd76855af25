// prose_district.c: see prose_parts.h.
#include "plugins/reports/prose_parts.h"

#include "plugins/reports/text_cells.h"
#include "plugins/reports/text_district.h"

static const zp_text none = { "", 0 };

static zp_text percent(zp_prose *to, zp_dec value)
{
  char room[ZP_NUMBER_ROOM];
  return zp_wording_fill(&to->say, "{1}%",
                         (const zp_text[3]){ zp_dec_print(value, 2, room), none, none });
}

static zp_text count(zp_prose *to, size_t number)
{
  return zp_cell_count(&to->say, number);
}

static void put_total(zp_prose *to, const zp_result *result)
{
  const zp_district_result *d = &result->district;
  const zp_total *total = &d->total;
  if (!total->known) {
    zp_prose_item(to, zp_wording_of(&to->say, ZP_W_DISTRICT_UNKNOWN,
                                       zp_wording_arg(&to->say, d->fault), none, none));
  } else {
    zp_prose_total(to, total, true);
    zp_prose_item(to, zp_wording_of(&to->say, ZP_W_DISTRICT_COUNTED, count(to, d->counted),
                                       zp_district_how(&to->say, result), none));
  }
  size_t left = d->ranking_count - d->counted;
  if (left + d->failed_count + d->missing_count != 0)
    zp_prose_item(to, zp_wording_of(&to->say, ZP_W_DISTRICT_LEFT, count(to, left),
                                       count(to, d->failed_count), count(to, d->missing_count)));
  zp_prose_item(to, zp_wording_of(&to->say, ZP_W_COUNTS, count(to, d->rows.scored),
                                     count(to, d->rows.unscored), count(to, d->rows.fault)));
  zp_prose_blank(to);
}

static void put_grades(zp_prose *to, const zp_district_result *d)
{
  static const zp_prose_head heads[] = { { ZP_W_HEAD_GRADE, false }, { ZP_W_HEAD_UNITS, true } };
  zp_prose_head_row(to, heads, 2);
  for (size_t i = 0; i < d->grade_count; i++)
    zp_prose_row(to, (const zp_text[]){ d->grades[i].name, count(to, d->grades[i].units) }, 2);
  if (d->units.open != 0)
    zp_prose_row(to,
                    (const zp_text[]){ zp_wording_word(&to->say, ZP_W_DISTRICT_OPEN),
                                       count(to, d->units.open) },
                    2);
  if (d->units.unknown != 0)
    zp_prose_row(to,
                    (const zp_text[]){ zp_wording_word(&to->say, ZP_W_DISTRICT_NONE),
                                       count(to, d->units.unknown) },
                    2);
  zp_prose_blank(to);
}

static void put_groups(zp_prose *to, const zp_result *result)
{
  static const zp_prose_head heads[] = {
    { ZP_W_HEAD_LEVEL1, false }, { ZP_W_HEAD_UNITS, true }, { ZP_W_HEAD_MEAN, true },
    { ZP_W_HEAD_LEAST, true },   { ZP_W_HEAD_MOST, true },
  };
  const zp_district_result *d = &result->district;
  if (d->group_count == 0) return;
  zp_prose_line(to, zp_wording_word(&to->say, ZP_W_DISTRICT_GROUPS));
  zp_prose_head_row(to, heads, 5);
  for (size_t i = 0; i < d->group_count; i++) {
    const zp_group_spread *g = &d->groups[i];
    zp_prose_row(to,
                    (const zp_text[]){ zp_group_name(&to->say, result, g->group),
                                       count(to, g->units), percent(to, g->mean),
                                       percent(to, g->least), percent(to, g->most) },
                    5);
  }
  zp_prose_blank(to);
}

static void put_ranking(zp_prose *to, const zp_district_result *d)
{
  static const zp_prose_head heads[] = {
    { ZP_W_HEAD_RANK, true },   { ZP_W_HEAD_UNIT, false },  { ZP_W_HEAD_POINTS, true },
    { ZP_W_HEAD_GRADE, false }, { ZP_W_HEAD_SCORED, true }, { ZP_W_HEAD_BUDGET, true },
  };
  zp_text nothing = zp_wording_word(&to->say, ZP_W_CELL_NOTHING);
  zp_prose_head_row(to, heads, 6);
  for (size_t i = 0; i < d->ranking_count; i++) {
    const zp_standing *unit = &d->ranking[i];
    zp_prose_row(to,
                    (const zp_text[]){
                        unit->rank != 0 ? count(to, unit->rank) : nothing,
                        zp_prose_name(to, unit->name, unit->code),
                        unit->known ? zp_cell_points(&to->say, unit->score) : nothing,
                        zp_standing_grade(&to->say, unit), zp_cell_points(&to->say, unit->scored),
                        zp_cell_money(&to->say, unit->has_revised, unit->revised) },
                    6);
  }
  zp_prose_blank(to);
}

static void put_worst(zp_prose *to, const zp_result *result)
{
  static const zp_prose_head heads[] = {
    { ZP_W_HEAD_INDICATOR, false }, { ZP_W_HEAD_LEVEL1, false }, { ZP_W_HEAD_LOST, true },
    { ZP_W_HEAD_WEIGHT, true },     { ZP_W_HEAD_UNITS, true },   { ZP_W_HEAD_UNSCORED, true },
  };
  const zp_district_result *d = &result->district;
  if (d->worst_count == 0) return;
  zp_prose_line(to, zp_wording_word(&to->say, ZP_W_DISTRICT_WORST));
  zp_prose_head_row(to, heads, 6);
  for (size_t i = 0; i < d->worst_count; i++) {
    const zp_weak_indicator *weak = &d->worst[i];
    bool execution = zp_text_equal(weak->group, ZP_TEXT("execution"));
    zp_text name = execution ? zp_wording_word(&to->say, ZP_W_CELL_EXECUTION)
                             : zp_prose_name(to, weak->name, none);
    zp_prose_row(to,
                    (const zp_text[]){ name, zp_group_name(&to->say, result, weak->group),
                                       zp_cell_points(&to->say, weak->lost),
                                       zp_cell_points(&to->say, weak->weight),
                                       count(to, weak->units), count(to, weak->unscored) },
                    6);
  }
  zp_prose_blank(to);
}

static void put_problems(zp_prose *to, const zp_district_result *d)
{
  static const zp_prose_head heads[] = {
    { ZP_W_HEAD_CODE, false },
    { ZP_W_HEAD_FINDINGS, true },
    { ZP_W_HEAD_UNITS, true },
    { ZP_W_HEAD_FINDING, false },
  };
  zp_text dots = zp_wording_word(&to->say, ZP_W_CELL_GAP);
  if (d->problem_count == 0) return;
  zp_prose_line(to, zp_wording_word(&to->say, ZP_W_DISTRICT_PROBLEMS));
  zp_prose_head_row(to, heads, 4);
  for (size_t i = 0; i < d->problem_count; i++) {
    const zp_finding any = { .status = d->problems[i].code, .args = { dots, dots, dots } };
    zp_prose_row(to,
                    (const zp_text[]){
                        zp_text_from(zp_status_code(any.status)), count(to, d->problems[i].count),
                        count(to, d->problems[i].units), zp_wording_sentence(&to->say, &any) },
                    4);
  }
  zp_prose_blank(to);
}

static void put_absent(zp_prose *to, const zp_district_result *d)
{
  for (size_t i = 0; i < d->failed_count; i++) {
    const zp_finding finding = { .status = d->failed[i].code,
                                 .args = { d->failed[i].name, d->failed[i].reason, none } };
    zp_prose_item(to, zp_wording_of(&to->say, ZP_W_MD_FINDING,
                                       zp_text_from(zp_status_code(finding.status)), none,
                                       zp_wording_sentence(&to->say, &finding)));
  }
  for (size_t i = 0; i < d->missing_count; i++) {
    const zp_missing_unit *unit = &d->missing[i];
    zp_text why =
        zp_wording_word(&to->say, unit->finding == ZP_E_UNIT_UNUSABLE ? ZP_W_MISSING_UNUSABLE
                                                                      : ZP_W_MISSING_SILENT);
    zp_prose_item(to, zp_wording_of(&to->say, ZP_W_MD_AT,
                                       zp_prose_name(to, unit->name, unit->code), why, none));
  }
  if (d->failed_count + d->missing_count != 0) zp_prose_blank(to);
}

void zp_prose_district(zp_prose *to, const zp_result *result)
{
  const zp_district_result *d = &result->district;
  zp_prose_heading(to, 1,
                      zp_wording_of(&to->say, ZP_W_MD_TITLE_DISTRICT,
                                    zp_district_name(&to->say, result), none, none));
  zp_prose_heading(to, 2, zp_wording_word(&to->say, ZP_W_MD_OVERVIEW));
  put_total(to, result);
  put_grades(to, d);
  put_groups(to, result);
  zp_prose_heading(to, 2, zp_wording_word(&to->say, ZP_W_MD_RANKING));
  put_ranking(to, d);
  zp_prose_heading(to, 2, zp_wording_word(&to->say, ZP_W_MD_PROBLEMS));
  put_worst(to, result);
  put_problems(to, d);
  put_absent(to, d);
}
