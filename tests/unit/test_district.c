// test_district.c: figures of a district against ones worked out by hand; any order and any parts give the same.
#include <setjmp.h>
#include <stdarg.h>
#include <sys/mman.h>

#include <cmocka.h>

#include "failing_allocator.h"
#include "pipeline/district.h"
#include "random.h"
#include "sample_district.h"
#include "small_pack.h"
#include "split_result.h"
#include "store/assemble.h"
#include "store/result_file.h"

#define T(literal) ZP_TEXT_INIT(literal)
#define E4(points) { (int64_t)((points) * 10000) }

static int setup(void **state)
{
  *state = zp_arena_new(NULL, 0);
  return *state == NULL;
}

static int teardown(void **state)
{
  zp_arena_free(*state);
  return 0;
}

// ---- four units ----------------------------------------------------------------------------------------------------------------
//
// 甲 90 (budget 100), 乙 80 (300), 丙 70 to 95, open (100), 丁 without a total; 戊's files failed, 己 and 庚 of the roster are
// missing. Budget-weighted: (90*100 + 80*300 + 70*100) / 500 = 80, at best (… + 95*100) / 500 = 85, resting on
// (100*100 + 100*300 + 75*100) / 500 = 95.

static zp_grade grades[] = { { T("优"), E4(90) }, { T("良"), E4(80) }, { T("中"), E4(60) }, { T("差"), E4(0) } };
static zp_group_result groups[] = { { T("output"), T("产出指标"), E4(50) }, { T("benefit"), T("效益指标"), E4(30) },
                                    { T("satisfaction"), T("满意度指标"), E4(10) } };

#define SCORED(group_, name, points_, weight_)                                                                              \
  { .group = T(group_), .level3 = T(name), .outcome = ZP_SCORED, .points = E4(points_), .weight = E4(weight_) }
#define EXECUTION(points_) { .execution = true, .outcome = ZP_SCORED, .points = E4(points_), .weight = E4(10) }

static zp_row_result rows1[] = { EXECUTION(10), SCORED("output", "完工率", 20, 25), SCORED("output", "完 工率", 25, 25) };
static zp_row_result rows2[] = { EXECUTION(8), SCORED("output", "完工率", 10, 25) };
static zp_row_result rows3[] = {
  EXECUTION(9),
  { .group = T("output"), .level3 = T("完工率"), .outcome = ZP_UNSCORED, .weight = E4(25) },
  { .group = T("output"), .level3 = T("验收"), .outcome = ZP_FAULT, .weight = E4(5) },
  SCORED("benefit", "受益", 30, 30),
};

#define TOTAL(low, high, of_100, is_graded, low_grade, high_grade)                                                               \
  { .points = E4(low), .weight = E4(100), .scored = E4(of_100), .score = E4(low), .score_high = E4(high), .known = true,   \
    .graded = is_graded, .grade = T(low_grade), .grade_high = T(high_grade) }
#define PROJECT(rows_, wan, total_)                                                                                         \
  { .has_revised = true, .revised = { (int64_t)(wan) * 1000000 }, .rows = rows_, .row_count = sizeof rows_ / sizeof rows_[0],   \
    .total = total_ }

static zp_project_result projects1[] = { PROJECT(rows1, 100, TOTAL(90, 90, 100, true, "优", "优")) };
static zp_project_result projects2[] = { PROJECT(rows2, 300, TOTAL(80, 80, 100, true, "良", "良")) };
static zp_project_result projects3[] = { PROJECT(rows3, 100, TOTAL(70, 95, 75, false, "中", "优")) };

static zp_finding findings1[] = { { .status = ZP_E_ACTUAL_UNREADABLE }, { .status = ZP_E_ACTUAL_BLANK },
                                  { .status = ZP_E_ACTUAL_UNREADABLE } };
static zp_finding findings2[] = { { .status = ZP_E_ACTUAL_UNREADABLE } };

static zp_unit_result units[] = {
  { .code = T("01"), .name = T("甲镇"), .district = T("样例区"), .projects = projects1, .project_count = 1, .findings = findings1,
    .finding_count = 3, .total = TOTAL(90, 90, 100, true, "优", "优") },
  { .code = T("02"), .name = T("乙镇"), .district = T("样例县"), .projects = projects2, .project_count = 1, .findings = findings2,
    .finding_count = 1, .total = TOTAL(80, 80, 100, true, "良", "良") },
  { .code = T("03"), .name = T("丙镇"), .district = T("样例区"), .projects = projects3, .project_count = 1,
    .total = TOTAL(70, 95, 75, false, "中", "优") },
  { .code = T("04"), .name = T("丁镇"), .total = { .weight = E4(100) } },
};

static zp_finding absent[] = {
  { .status = ZP_E_BUNDLE_DIED, .place = { .file = T("戊镇/表.csv") }, .args = { T("戊镇"), T("SIGSEGV") } },
  { .status = ZP_E_UNIT_MISSING, .place = { .file = T("名册.csv"), .row = 7 }, .args = { T("己镇"), T("06") } },
  { .status = ZP_E_UNIT_UNUSABLE, .place = { .file = T("名册.csv"), .row = 8 }, .args = { T("庚镇"), T("") } },
};

static zp_result four_units(void)
{
  return (zp_result){ .pack = T("mof-2020"), .combine_district = T("budget"), .grades = grades, .grade_count = 4, .groups = groups,
                      .group_count = 3, .units = units, .unit_count = 4, .findings = absent, .finding_count = 3 };
}

static void make(zp_result *result, zp_host *host, zp_arena *arena)
{
  const zp_district_setup how = { arena, host, NULL };
  zp_error err = { 0 };
  assert_int_equal(zp_district_of(&how, result, &err), ZP_OK);
}

static void assert_text(zp_text text, const char *wanted)
{
  if (!zp_text_equal(text, zp_text_from(wanted))) fail_msg("%.*s is not %s", ZP_ARG(text), wanted);
}

static void the_total_is_the_mean_by_budgets(void **state)
{
  zp_result result = four_units();
  make(&result, NULL, *state);
  const zp_district_result *d = &result.district;
  assert_true(result.has_district && d->total.known && d->total.graded && !d->budgets_zero);
  assert_int_equal(d->total.score.e4, 800000);
  assert_int_equal(d->total.score_high.e4, 850000);
  assert_int_equal(d->total.scored.e4, 950000);
  assert_int_equal(d->total.points.e4, 800000);
  assert_int_equal(d->total.weight.e4, 1000000);
  assert_text(d->total.grade, "良");
  assert_int_equal(d->counted, 3);
  assert_int_equal(d->fault.len, 0);
}

static void without_budgets_or_by_the_pack_it_is_the_simple_mean(void **state)
{
  zp_result result = four_units();
  result.combine_district = ZP_TEXT("mean");  // 240 / 3 and 265 / 3 = 88.33
  make(&result, NULL, *state);
  assert_int_equal(result.district.total.score.e4, 800000);
  assert_int_equal(result.district.total.score_high.e4, 883300);
  assert_false(result.district.budgets_zero);

  zp_unit_result own[4];
  zp_project_result poor[3] = { projects1[0], projects2[0], projects3[0] };
  memcpy(own, units, sizeof own);
  for (size_t i = 0; i < 3; i++) own[i].projects = &poor[i], poor[i].revised.fen = 0;
  result = four_units();
  result.units = own;
  make(&result, NULL, *state);
  assert_int_equal(result.district.total.score_high.e4, 883300);
  assert_true(result.district.budgets_zero);

  poor[1].has_revised = false;  // 乙 cannot be weighed: (90 + 70) / 2
  make(&result, NULL, *state);
  assert_int_equal(result.district.counted, 2);
  assert_int_equal(result.district.total.score.e4, 800000);
  assert_int_equal(result.district.total.score_high.e4, 925000);
}

static void why_there_is_no_total_is_said(void **state)
{
  static const struct { size_t known, weighed; int64_t fen; zp_word why; } cases[] = {
    { 0, 0, 0, ZP_W_DISTRICT_NO_TOTALS },
    { 2, 0, 0, ZP_W_DISTRICT_NO_BUDGETS },
    { 2, 2, -1, ZP_W_DISTRICT_RANGE },
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    zp_unit_result own[2] = { units[0], units[1] };
    zp_project_result poor[2] = { projects1[0], projects2[0] };
    zp_result result = four_units();
    for (size_t u = 0; u < 2; u++) {
      own[u].projects = &poor[u];
      own[u].total.known = u < cases[i].known;
      poor[u].has_revised = u < cases[i].weighed;
      poor[u].revised.fen = cases[i].fen;
    }
    result.units = own;
    result.unit_count = 2;
    make(&result, NULL, *state);
    assert_false(result.district.total.known);
    assert_true(zp_text_equal(result.district.fault, zp_word_arg(cases[i].why)));
  }
}

static void units_are_ranked_and_counted(void **state)
{
  static const struct { uint32_t rank; const char *name; int64_t score; bool counted; } wanted[] = {
    { 1, "甲镇", 900000, true }, { 2, "乙镇", 800000, true }, { 0, "丙镇", 700000, true }, { 0, "丁镇", 0, false },
  };
  zp_result result = four_units();
  make(&result, NULL, *state);
  const zp_district_result *d = &result.district;
  assert_int_equal(d->ranking_count, 4);
  for (size_t i = 0; i < 4; i++) {
    assert_int_equal(d->ranking[i].rank, wanted[i].rank);
    assert_text(d->ranking[i].name, wanted[i].name);
    assert_int_equal(d->ranking[i].score.e4, wanted[i].score);
    assert_true(d->ranking[i].counted == wanted[i].counted);
  }
  assert_int_equal(d->grade_count, 4);
  static const size_t in_grade[] = { 1, 1, 0, 0 };
  for (size_t g = 0; g < 4; g++) assert_int_equal(d->grades[g].units, in_grade[g]);
  assert_true(d->units.graded == 2 && d->units.open == 1 && d->units.unknown == 1);
  assert_true(d->projects.graded == 2 && d->projects.open == 1 && d->projects.unknown == 0);
  assert_true(d->rows.scored == 7 && d->rows.unscored == 1 && d->rows.fault == 1);
  assert_text(d->name, "样例区");
  assert_int_equal(d->name_units, 2);
  assert_int_equal(d->roster.len, 0);
}

static void equal_scores_share_a_rank(void **state)
{
  static const uint32_t wanted[] = { 1, 2, 2, 4 };
  static const int64_t scores[] = { 70, 95, 95, 99 };
  zp_unit_result own[4];
  zp_result result = four_units();
  for (size_t i = 0; i < 4; i++) {
    own[i] = units[i];
    own[i].total = units[0].total;
    own[i].total.score = own[i].total.score_high = ZP_DEC(scores[i]);
  }
  result.units = own;
  make(&result, NULL, *state);
  for (size_t i = 0; i < 4; i++) assert_int_equal(result.district.ranking[i].rank, wanted[i]);
  assert_text(result.district.ranking[1].name, "乙镇");
  assert_text(result.district.ranking[2].name, "丙镇");
}

static void groups_and_indicators_are_compared(void **state)
{
  static const struct { const char *id; size_t units; int64_t mean, least, most; } wanted[] = {
    { "execution", 3, 900000, 800000, 1000000 },   // 100, 80, 90
    { "output", 2, 650000, 400000, 900000 },       // 45 of 50, 10 of 25
    { "benefit", 1, 1000000, 1000000, 1000000 },
  };
  zp_result result = four_units();
  make(&result, NULL, *state);
  const zp_district_result *d = &result.district;
  assert_int_equal(d->group_count, 3);
  for (size_t i = 0; i < 3; i++) {
    assert_text(d->groups[i].group, wanted[i].id);
    assert_int_equal(d->groups[i].units, wanted[i].units);
    assert_int_equal(d->groups[i].mean.e4, wanted[i].mean);
    assert_int_equal(d->groups[i].least.e4, wanted[i].least);
    assert_int_equal(d->groups[i].most.e4, wanted[i].most);
  }
  assert_int_equal(d->worst_count, 2);  // nothing was lost by 受益, and 验收 was not scored
  const zp_weak_indicator *rate = &d->worst[0], *execution = &d->worst[1];
  assert_text(rate->name, "完工率");
  assert_text(rate->group, "output");
  assert_true(rate->units == 2 && rate->rows == 4 && rate->unscored == 1);
  assert_true(rate->lost.e4 == 200000 && rate->weight.e4 == 750000);
  assert_text(execution->group, "execution");
  assert_int_equal(execution->name.len, 0);
  assert_true(execution->units == 2 && execution->rows == 3 && execution->lost.e4 == 30000 && execution->weight.e4 == 300000);
  assert_int_equal(d->others.rows, 0);
}

static void problems_failures_and_the_missing_are_listed(void **state)
{
  static const struct { zp_status code; size_t count, units; } wanted[] = {
    { ZP_E_ACTUAL_UNREADABLE, 3, 2 }, { ZP_E_BUNDLE_DIED, 1, 0 },  { ZP_E_UNIT_MISSING, 1, 0 },
    { ZP_E_UNIT_UNUSABLE, 1, 0 },     { ZP_E_ACTUAL_BLANK, 1, 1 },
  };
  zp_result result = four_units();
  make(&result, NULL, *state);
  const zp_district_result *d = &result.district;
  assert_int_equal(d->problem_count, sizeof wanted / sizeof wanted[0]);
  for (size_t i = 0; i < d->problem_count; i++) {
    assert_int_equal(d->problems[i].code, wanted[i].code);
    assert_int_equal(d->problems[i].count, wanted[i].count);
    assert_int_equal(d->problems[i].units, wanted[i].units);
  }
  assert_int_equal(d->failed_count, 1);
  assert_text(d->failed[0].name, "戊镇");
  assert_text(d->failed[0].file, "戊镇/表.csv");
  assert_text(d->failed[0].reason, "SIGSEGV");
  assert_int_equal(d->failed[0].code, ZP_E_BUNDLE_DIED);
  assert_int_equal(d->missing_count, 2);
  assert_text(d->missing[0].code, "06");
  assert_text(d->missing[0].name, "己镇");
  assert_int_equal(d->missing[0].finding, ZP_E_UNIT_MISSING);
  assert_text(d->missing[1].name, "庚镇");
  assert_int_equal(d->missing[1].finding, ZP_E_UNIT_UNUSABLE);
}

static void one_unit_alone_is_no_district(void **state)
{
  static const struct { size_t units, findings; bool shard, wanted; } cases[] = {
    { 1, 0, false, false }, { 2, 0, false, true }, { 1, 1, false, true }, { 1, 3, false, true }, { 0, 3, false, false },
    { 4, 3, true, false },
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const zp_district_setup how = { .arena = *state };
    zp_result result = four_units();
    zp_error err = { 0 };
    result.unit_count = cases[i].units;
    result.finding_count = cases[i].findings;
    if (cases[i].shard) result.shard = ZP_TEXT("1/2");
    assert_int_equal(zp_district_of(&how, &result, &err), ZP_OK);
    assert_true(result.has_district == cases[i].wanted);
    if (!cases[i].wanted) assert_int_equal(result.district.ranking_count, 0);
  }
}

// ---- the pack's function -------------------------------------------------------------------------------------------------------

static zp_host *host_with(scratch *s, const char *function)
{
  zp_host *host = NULL;
  zp_error err = { 0 };
  char pack[8192];
  const char *shape = strstr(SMALL_PACK, "'mean'");
  assert_non_null(shape);
  snprintf(pack, sizeof pack, "%.*s%s%s", (int)(shape - SMALL_PACK), SMALL_PACK, function, shape + strlen("'mean'"));
  small_pack_write(s, pack, SMALL_RULE);
  if (small_pack_open(s, &host, &err) != ZP_OK) fail_msg("%s %s", err.arg[0], err.arg[1]);
  return host;
}

static void a_function_of_the_pack_makes_the_total(void **state)
{
  static const struct { const char *function; bool known; int64_t low, high; const char *fault; } cases[] = {
    { "function(scores, revised) local s = 0\n for i = 1, #scores do s = max(s, scores[i]) end\n return s end", true, 900000, 950000,
      "" },
    { "function(units, scores) return #units * 10 + #scores end", true, 330000, 330000, "" },
    { "function(scores) return nil, '不算' end", false, 0, 0, "不算" },
    { "function(scores) return scores[9] + 1 end", false, 0, 0, NULL },
    { "function(scores) return 101 end", false, 0, 0, NULL },
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    scratch s;
    zp_result result = four_units();
    scratch_open(&s);
    zp_host *host = host_with(&s, cases[i].function);
    result.combine_district = ZP_TEXT("function small/pack.lua:12");
    make(&result, host, *state);
    const zp_district_result *d = &result.district;
    assert_true(d->total.known == cases[i].known);
    assert_int_equal(d->total.score.e4, cases[i].low);
    assert_int_equal(d->total.score_high.e4, cases[i].high);
    if (!cases[i].known) assert_int_not_equal(d->fault.len, 0);
    if (cases[i].fault != NULL) assert_text(d->fault, cases[i].fault);
    if (!cases[i].known) assert_int_equal(d->total.scored.e4, 916700);  // (100 + 100 + 75) / 3
    zp_host_close(host);
    scratch_close(&s);
  }
}

static void without_the_pack_a_function_is_refused(void **state)
{
  const zp_district_setup how = { .arena = *state };
  zp_result result = four_units();
  zp_error err = { 0 };
  result.combine_district = ZP_TEXT("function small/pack.lua:12");
  assert_int_equal(zp_district_of(&how, &result, &err), ZP_E_DISTRICT_PACK);
  assert_string_equal(err.arg[0], "mof-2020");
}

// ---- any order, any parts --------------------------------------------------------------------------------------------------------

static void any_order_gives_the_same(void **state)
{
  enum { UNITS = 40, ROUNDS = 8 };
  zp_arena *arena = *state;
  zp_result *whole = split_whole(UNITS, arena);
  uint64_t seed = 11;
  make(whole, NULL, arena);
  for (int round = 0; round < ROUNDS; round++) {
    zp_result other = *whole;
    const char *where = "";
    other.units = ZP_TAKE(arena, zp_unit_result, UNITS);
    memcpy(other.units, whole->units, UNITS * sizeof *other.units);
    for (size_t i = UNITS; i > 1; i--) {
      size_t k = (size_t)random_below(&seed, i);
      zp_unit_result moved = other.units[i - 1];
      other.units[i - 1] = other.units[k];
      other.units[k] = moved;
    }
    make(&other, NULL, arena);
    if (!sample_districts_equal(&whole->district, &other.district, &where)) fail_msg("differs: %s", where);
  }
}

static zp_span part_of(const zp_result *whole, size_t i, zp_arena *arena)
{
  zp_result part = split_part(whole, i);
  zp_text bytes = split_packed(&part, arena);
  zp_span span = { memfd_create("part", MFD_CLOEXEC), 0, bytes.len, zp_text_format(arena, "part%zu", i) };
  assert_true(span.file >= 0);
  assert_int_equal(write(span.file, bytes.ptr, bytes.len), bytes.len);
  return span;
}

static void parts_make_the_district_of_the_whole(void **state)
{
  enum { UNITS = 24 };
  zp_arena *arena = *state;
  const zp_district_setup how = { .arena = arena };
  zp_result *whole = split_whole(UNITS, arena), head = *whole;
  zp_span parts[UNITS];
  zp_district *district = NULL;
  zp_district_hook hook = { zp_district_meet, zp_district_begin, zp_district_take, zp_district_finish, NULL };
  zp_assembly assembly = { .head = &head, .parts = parts, .part_count = UNITS, .hook = &hook };
  zp_error err = { 0 };
  zp_draft draft;
  zp_text got;
  scratch s;
  char path[400];
  zp_assembled done;
  scratch_open(&s);
  snprintf(path, sizeof path, "%s/result.msgpack", s.folder);
  head.unit_count = head.input_count = head.finding_count = 0;
  for (size_t i = 0; i < UNITS; i++) parts[i] = part_of(whole, (i * 7 + 5) % UNITS, arena);
  assert_int_equal(zp_district_new(&how, &district, &err), ZP_OK);
  hook.context = district;
  assert_int_equal(zp_draft_open(path, &draft, &err), ZP_OK);
  assert_int_equal(zp_assemble(&assembly, arena, &draft, &done, &err), ZP_OK);
  assert_int_equal(zp_draft_replace(&draft, &err), ZP_OK);
  zp_draft_close(&draft);
  make(whole, NULL, arena);
  assert_true(whole->has_district);
  zp_text wanted = split_packed(whole, arena);
  assert_int_equal(zp_file_read(path, 64 << 20, arena, &got, &err), ZP_OK);
  assert_int_equal(got.len, wanted.len);
  assert_memory_equal(got.ptr, wanted.ptr, wanted.len);
  for (size_t i = 0; i < UNITS; i++) close(parts[i].file);
  scratch_close(&s);
}

// ---- bounds --------------------------------------------------------------------------------------------------------------------

/// More names than are kept apart: the rest is summed up, and nothing is lost of the sums.
static void memory_is_bounded_and_says_what_it_left(void **state)
{
  enum { EACH = 1000, UNITS = 130 };  // 130,000 names, each losing one point of two
  zp_arena *arena = *state;
  zp_row_result *rows = ZP_TAKE(arena, zp_row_result, EACH);
  zp_project_result project = { .rows = rows, .row_count = EACH, .total = TOTAL(50, 50, 100, true, "差", "差") };
  zp_unit_result unit = { .projects = &project, .project_count = 1, .total = project.total };
  zp_result result = four_units();
  const zp_district_setup how = { .arena = arena };
  zp_district *d = NULL;
  zp_error err = { 0 };
  result.unit_count = UNITS;
  result.finding_count = 0;
  assert_int_equal(zp_district_new(&how, &d, &err), ZP_OK);
  assert_int_equal(zp_district_begin(d, &result, &err), ZP_OK);
  size_t before = zp_arena_used(arena);
  for (size_t u = 0; u < UNITS; u++) {
    char names[EACH][24], code[24];
    for (size_t i = 0; i < EACH; i++) {
      int len = snprintf(names[i], sizeof names[i], "n%06zu", u * EACH + i);
      rows[i] = (zp_row_result){ .group = T("output"), .level3 = { names[i], (size_t)len }, .outcome = ZP_SCORED, .points = E4(1),
                                 .weight = E4(2) };
    }
    unit.code = (zp_text){ code, (size_t)snprintf(code, sizeof code, "%04zu", u) };
    zp_district_add(d, &unit);
  }
  assert_int_equal(zp_district_finish(d, &result, &err), ZP_OK);
  const zp_weak_indicator *others = &result.district.others;
  assert_true(others->rows == 80000 && others->units == 80 && others->lost.e4 == 800000000 && others->weight.e4 == 1600000000);
  assert_int_equal(result.district.worst_count, ZP_WORST_MOST);
  assert_text(result.district.worst[0].name, "n000000");
  print_message("district: %zu MiB for %d names\n", (zp_arena_used(arena) - before) >> 20, EACH * UNITS);
  assert_true(zp_arena_used(arena) - before < (size_t)24 << 20);
}

static void sums_that_are_too_large_stop_at_the_largest(void **state)
{
  zp_row_result rows[2] = { EXECUTION(0), EXECUTION(0) };
  zp_project_result project = { .rows = rows, .row_count = 2, .total = TOTAL(0, 0, 100, true, "差", "差") };
  zp_unit_result own[2] = { { .code = T("1"), .projects = &project, .project_count = 1 },
                            { .code = T("2"), .projects = &project, .project_count = 1 } };
  zp_result result = four_units();
  rows[0].weight.e4 = rows[1].weight.e4 = INT64_MAX - 5;
  rows[1].points.e4 = -INT64_MAX;
  result.units = own;
  result.unit_count = 2;
  make(&result, NULL, *state);
  assert_int_equal(result.district.worst[0].lost.e4, INT64_MAX);
  assert_int_equal(result.district.worst[0].weight.e4, INT64_MAX);
}

static void every_lack_of_memory_is_reported(void **state)
{
  (void)state;
  size_t n = 1;
  for (;; n++) {
    failing_allocator memory = { .fail_at = n };
    zp_allocator allocator = allocator_of(&memory);
    zp_arena *arena = zp_arena_new(&allocator, 0);
    zp_error err = { 0 };
    if (arena == NULL) continue;
    const zp_district_setup how = { .arena = arena };
    zp_result result = four_units();
    zp_status status = zp_district_of(&how, &result, &err);
    zp_arena_free(arena);
    assert_int_equal(memory.blocks, 0);
    if (status == ZP_OK) break;
    assert_int_equal(status, ZP_E_MEMORY);
    assert_int_equal(err.status, ZP_E_MEMORY);
    assert_true(n < 1000);
  }
  assert_true(n > 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(the_total_is_the_mean_by_budgets, setup, teardown),
    cmocka_unit_test_setup_teardown(without_budgets_or_by_the_pack_it_is_the_simple_mean, setup, teardown),
    cmocka_unit_test_setup_teardown(why_there_is_no_total_is_said, setup, teardown),
    cmocka_unit_test_setup_teardown(units_are_ranked_and_counted, setup, teardown),
    cmocka_unit_test_setup_teardown(equal_scores_share_a_rank, setup, teardown),
    cmocka_unit_test_setup_teardown(groups_and_indicators_are_compared, setup, teardown),
    cmocka_unit_test_setup_teardown(problems_failures_and_the_missing_are_listed, setup, teardown),
    cmocka_unit_test_setup_teardown(one_unit_alone_is_no_district, setup, teardown),
    cmocka_unit_test_setup_teardown(a_function_of_the_pack_makes_the_total, setup, teardown),
    cmocka_unit_test_setup_teardown(without_the_pack_a_function_is_refused, setup, teardown),
    cmocka_unit_test_setup_teardown(any_order_gives_the_same, setup, teardown),
    cmocka_unit_test_setup_teardown(parts_make_the_district_of_the_whole, setup, teardown),
    cmocka_unit_test_setup_teardown(memory_is_bounded_and_says_what_it_left, setup, teardown),
    cmocka_unit_test_setup_teardown(sums_that_are_too_large_stop_at_the_largest, setup, teardown),
    cmocka_unit_test(every_lack_of_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
