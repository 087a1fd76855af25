// sample_district.c: see sample_district.h.
#include "sample_district.h"

#include <stdlib.h>
#include <string.h>

#define S(literal) ZP_TEXT_INIT(literal)
#define E4(number) { number }

static const zp_grade_count grades[] = { { S("优"), 1 }, { S("良"), 0 }, { S("中"), 1 } };

static const zp_standing ranking[] = {
  { .rank = 1, .code = S("01"), .name = S("样例镇人民政府"), .has_initial = true, .has_revised = true, .has_executed = true,
    .initial = { 110000000 }, .revised = { 113060000 }, .executed = { 0 }, .counted = true, .known = true, .graded = true,
    .scored = E4(1000000), .score = E4(912300), .score_high = E4(912300), .grade = S("优"), .grade_high = S("优") },
  { .rank = 2, .name = S("只有名称的局"), .has_revised = true, .counted = true, .known = true, .graded = true,
    .scored = E4(900000), .score = E4(700000), .score_high = E4(799900), .grade = S("中"), .grade_high = S("中") },
  { .code = S("03"), .name = S("等级待定的镇"), .has_revised = true, .revised = { 5 }, .counted = true, .known = true, .scored = E4(1),
    .score = E4(0), .score_high = E4(1000000), .grade = S("差"), .grade_high = S("优") },
  { .code = S("04"), .scored = E4(500000) },
};

static const zp_group_spread groups[] = {
  { S("execution"), 3, E4(903300), E4(800000), E4(1000000) },
  { S("output"), 1, E4(0), E4(0), E4(0) },
};

static const zp_weak_indicator worst[] = {
  { S("output"), S("完工率"), 2, 4, 1, E4(200000), E4(750000) },
  { S("execution"), S(""), 1, 3, 0, E4(30000), E4(300000) },
};

static const zp_problem problems[] = { { ZP_E_ACTUAL_UNREADABLE, 12, 2 }, { ZP_E_UNIT_MISSING, 1, 0 } };

static const zp_failed_bundle failed[] = {
  { S("130229007-坏镇"), S("130229007-坏镇/填报表.csv"), ZP_E_BUNDLE_DIED, S("SIGSEGV") },
  { S("慢镇"), S("慢镇/表.csv"), ZP_E_BUNDLE_LATE, S("300") },
};

static const zp_missing_unit missing[] = {
  { S("130229009"), S("失踪镇"), ZP_E_UNIT_MISSING },
  { S(""), S("空局"), ZP_E_UNIT_UNUSABLE },
};

static void *copy(const void *items, size_t count, size_t size, zp_arena *arena)
{
  void *own = zp_arena_take(arena, count, size);
  if (own == NULL) abort();
  memcpy(own, items, count * size);
  return own;
}

#define LIST(field, counter) out->field = copy(field, sizeof field / sizeof field[0], sizeof field[0], arena), out->counter = sizeof field / sizeof field[0]

zp_result sample_with_district(const zp_result *result, zp_arena *arena)
{
  zp_result own = *result;
  zp_district_result *out = &own.district;
  own.has_district = true;
  *out = (zp_district_result){
    .name = S("样例区"), .name_units = 3, .roster = S("00ff"), .roster_units = 6,
    .total = { .points = E4(850000), .weight = E4(1000000), .scored = E4(950000), .score = E4(850000), .score_high = E4(880000),
               .known = true, .graded = true, .grade = S("良"), .grade_high = S("良") },
    .counted = 3, .budgets_zero = true, .units = { 2, 1, 1 }, .projects = { 5, 4, 3 }, .rows = { 30, 20, 10 },
    .others = { .units = 1, .rows = 2, .unscored = 1, .lost = E4(1), .weight = E4(2) },
    .fault = S("\xFF" "FAULT_STEPS|1000000"), .fault_line = 9,
  };
  LIST(grades, grade_count);
  LIST(ranking, ranking_count);
  LIST(groups, group_count);
  LIST(worst, worst_count);
  LIST(problems, problem_count);
  LIST(failed, failed_count);
  LIST(missing, missing_count);
  return own;
}

// ---- comparing -----------------------------------------------------------------------------------------------------------

#define SAME(condition)    \
  do {                     \
    if (!(condition)) {    \
      *where = #condition; \
      return false;        \
    }                      \
  } while (false)
#define SAME_TEXT(field) SAME(zp_text_equal(a->field, b->field))
#define SAME_NUMBER(field) SAME(a->field == b->field)
#define SAME_LIST(items, counter, compare)                                   \
  SAME_NUMBER(counter);                                                      \
  for (size_t i = 0; i < a->counter; i++)                                    \
    if (!compare(&a->items[i], &b->items[i], where)) return false

static bool same_totals(const zp_totals *a, const zp_totals *b, const char **where)
{
  SAME_NUMBER(graded); SAME_NUMBER(open); SAME_NUMBER(unknown);
  return true;
}

static bool same_grade(const zp_grade_count *a, const zp_grade_count *b, const char **where)
{
  SAME_TEXT(name); SAME_NUMBER(units);
  return true;
}

static bool same_standing(const zp_standing *a, const zp_standing *b, const char **where)
{
  SAME_NUMBER(rank); SAME_TEXT(code); SAME_TEXT(name); SAME_NUMBER(has_initial); SAME_NUMBER(has_revised);
  SAME_NUMBER(has_executed); SAME_NUMBER(initial.fen); SAME_NUMBER(revised.fen); SAME_NUMBER(executed.fen);
  SAME_NUMBER(counted); SAME_NUMBER(known); SAME_NUMBER(graded); SAME_NUMBER(scored.e4); SAME_NUMBER(score.e4);
  SAME_NUMBER(score_high.e4); SAME_TEXT(grade); SAME_TEXT(grade_high);
  return true;
}

static bool same_group(const zp_group_spread *a, const zp_group_spread *b, const char **where)
{
  SAME_TEXT(group); SAME_NUMBER(units); SAME_NUMBER(mean.e4); SAME_NUMBER(least.e4); SAME_NUMBER(most.e4);
  return true;
}

static bool same_weak(const zp_weak_indicator *a, const zp_weak_indicator *b, const char **where)
{
  SAME_TEXT(group); SAME_TEXT(name); SAME_NUMBER(units); SAME_NUMBER(rows); SAME_NUMBER(unscored); SAME_NUMBER(lost.e4);
  SAME_NUMBER(weight.e4);
  return true;
}

static bool same_problem(const zp_problem *a, const zp_problem *b, const char **where)
{
  SAME_NUMBER(code); SAME_NUMBER(count); SAME_NUMBER(units);
  return true;
}

static bool same_failed(const zp_failed_bundle *a, const zp_failed_bundle *b, const char **where)
{
  SAME_TEXT(name); SAME_TEXT(file); SAME_NUMBER(code); SAME_TEXT(reason);
  return true;
}

static bool same_missing(const zp_missing_unit *a, const zp_missing_unit *b, const char **where)
{
  SAME_TEXT(code); SAME_TEXT(name); SAME_NUMBER(finding);
  return true;
}

bool sample_districts_equal(const zp_district_result *a, const zp_district_result *b, const char **where)
{
  SAME_TEXT(name); SAME_NUMBER(name_units); SAME_TEXT(roster); SAME_NUMBER(roster_units); SAME_NUMBER(counted);
  SAME_NUMBER(total.points.e4); SAME_NUMBER(total.weight.e4); SAME_NUMBER(total.scored.e4); SAME_NUMBER(total.score.e4);
  SAME_NUMBER(total.score_high.e4); SAME_NUMBER(total.known); SAME_NUMBER(total.graded); SAME_TEXT(total.grade);
  SAME_TEXT(total.grade_high); SAME_NUMBER(budgets_zero); SAME_TEXT(fault); SAME_NUMBER(fault_line);
  SAME_NUMBER(rows.scored); SAME_NUMBER(rows.unscored); SAME_NUMBER(rows.fault);
  if (!same_totals(&a->units, &b->units, where) || !same_totals(&a->projects, &b->projects, where)) return false;
  SAME_LIST(grades, grade_count, same_grade);
  SAME_LIST(ranking, ranking_count, same_standing);
  SAME_LIST(groups, group_count, same_group);
  SAME_LIST(worst, worst_count, same_weak);
  SAME_LIST(problems, problem_count, same_problem);
  SAME_LIST(failed, failed_count, same_failed);
  SAME_LIST(missing, missing_count, same_missing);
  return a->others.rows == 0 && b->others.rows == 0 ? true : same_weak(&a->others, &b->others, where);
}
