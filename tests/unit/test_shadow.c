// test_shadow.c: scores that hang on binary rounding are found, those of the packs that ship do not, and nothing else changes.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fenv.h>

#include "pipeline/shadow.h"
#include "pipeline/stages.h"
#include "random.h"
#include "small_pack.h"

enum { ROWS_MOST = 20 };

/// A unit of one project, whose first row is the budget execution.
typedef struct unit {
  zp_unit unit;
  zp_project project;
  zp_indicator indicators[ROWS_MOST];
  zp_cell actuals[ROWS_MOST], names[ROWS_MOST];
  zp_row_reading rows[ROWS_MOST];
  zp_project_reading projects[1];
  zp_unit_reading reading;
} unit;

static void open_unit(unit *u, size_t rows)
{
  *u = (unit){ .unit = { .name = { .text = ZP_TEXT("甲镇") } } };
  u->project.name = (zp_cell){ ZP_TEXT("修路"), { ZP_TEXT("a.csv"), { NULL, 0 }, 2, 1 } };
  u->projects[0] = (zp_project_reading){ .project = &u->project, .has_revised = true, .has_executed = true,
                                         .revised = { 1300 }, .executed = { 1170 }, .rows = u->rows, .row_count = rows };
  u->reading = (zp_unit_reading){ &u->unit, u->projects, 1 };
  for (size_t i = 0; i < rows; i++) {
    zp_row_reading *row = &u->rows[i];
    *row = (zp_row_reading){ .weight = ZP_DEC(10), .weight_source = ZP_WEIGHT_FORM, .group = 0 };
    if (i == 0) continue;
    row->indicator = &u->indicators[i];
    u->indicators[i] = zp_no_indicator;
    u->indicators[i].level3 = &u->names[i];
    u->indicators[i].actual = &u->actuals[i];
    u->actuals[i] = (zp_cell){ ZP_TEXT("11.7"), { ZP_TEXT("a.csv"), { NULL, 0 }, (uint32_t)i + 2, 7 } };
    row->direction = ZP_DIRECTION_UP;
    row->target = row->actual = (zp_value){ .kind = ZP_KIND_NUMBER, .has_number = true };
  }
}

static void set_values(zp_row_reading *row, zp_qty target, zp_qty actual)
{
  row->target.number = target;
  row->actual.number = row->aligned = actual;
}

typedef struct trial {
  zp_arena *arena;
  zp_outcome **outcomes;
  zp_findings findings;
  zp_shadow shadow;
  zp_host *host;
} trial;

static void open_trial(trial *t, const zp_pack_place *place)
{
  zp_error err = { 0 };
  *t = (trial){ .arena = zp_arena_new(NULL, 0) };
  t->findings.arena = t->arena;
  if (zp_host_open(place, &t->host, &err) != ZP_OK || zp_shadow_open(place, &t->shadow, &err) != ZP_OK)
    fail_msg("%s:%u %s %s", err.file, err.row, zp_status_code(err.status), err.arg[0]);
}

static void close_trial(trial *t)
{
  zp_shadow_close(&t->shadow);
  zp_host_close(t->host);
  zp_arena_free(t->arena);
}

static void check_unit(trial *t, unit *u)
{
  zp_error err = { 0 };
  const zp_policy *policy = zp_host_policy(t->host);
  zp_supply(&u->reading, policy);
  assert_int_equal(zp_score(&u->reading, t->host, t->arena, t->arena, &t->outcomes, &err), ZP_OK);
  assert_int_equal(zp_shadow_check(&t->shadow, &u->reading, t->outcomes, policy, t->arena, &t->findings, &err), ZP_OK);
  assert_int_equal(fegetround(), FE_TONEAREST);
}

// ---- what hangs and what does not ---------------------------------------------------------------------------------------

/// `actual` and `target` in hundredths; `rule` is the body of score(actual, target, weight, rate).
static const struct { const char *rule; int64_t actual, target; bool hangs; const char *is, *other; } cases[] = {
  { "return actual / target >= 0.9 and 9 or 8", 1170, 1300, true, "8.00", "9.00" },
  { "return actual / target >= 0.9 and 9 or 8", 1180, 1300, false, "", "" },
  { "return rate >= 0.9 and 9 or 8", 1170, 1300, false, "", "" },
  { "return ratio(actual, target) >= 0.9 and 9 or 8", 1170, 1300, false, "", "" },
  { "local s = 0 for i = 1, 10 do s = s + 0.1 end return s >= 1 and weight or 0", 1, 1, true, "0.00", "10.00" },
  { "return 0.1 + 0.1 + 0.1 == 0.3 and weight or 0", 1, 1, true, "0.00", "10.00" },  // the compiler adds them
  { "return 20.90 + 59.11 + 9.99 >= 90 and weight or 0", 1, 1, true, "0.00", "10.00" },
  { "return actual >= 0.9 and 9 or 8", 90, 100, false, "", "" },  // equal decimals are equal, however rounded
  { "return actual == target and 9 or 8", 90, 90, false, "", "" },
  { "return actual - target > 0.1 and 0 or 5", 110, 100, true, "0.00", "5.00" },
  { "return round(actual - target, 2) > 0.1 and 0 or 5", 110, 100, false, "", "" },
  { "return math.ceil(actual * 100) / 10", 29, 100, true, "2.90", "" },
  { "return math.floor(actual * 100) / 10", 29, 100, true, "2.80", "2.90" },
  { "return floor(actual * 100) / 10", 29, 100, false, "", "" },
  { "return ceil(actual * 100) / 10", 29, 100, false, "", "" },
  { "return weight * actual / target", 1170, 1300, false, "", "" },
  { "return weight * actual / target", 86250, 100000, false, "", "" },  // a tie at the cent
  { "return weight * actual / target", 100, 300, false, "", "" },
  { "if actual * 3 == 0.3 then return nil, 'no' end return 5", 10, 100, true, "5.00", "unscored" },
  { "if actual * 3 == 0.3 then error('no') end return 5", 10, 100, true, "5.00", "rule failed" },
  { "if actual * 3 ~= 0.3 then error('no') end return 5", 10, 100, true, "rule failed", "5.00" },
  { "return tonumber('0.9') == 0.9 and tonumber('0.9') >= actual and 9 or 8", 90, 100, false, "", "" },
  { "while actual * 3 ~= 0.3 do end return 5", 10, 100, true, "rule failed", "5.00" },
  { "return 12, 'above the weight'", 10, 100, false, "", "" },  // a fault both ways
};

static void open_case(scratch *s, const char *body)
{
  char rule[1024];
  snprintf(rule, sizeof rule,
           "-- @basis 测试\nreturn { id = 'one', title = 'One', applies = {},\n"
           "examples = { { 'x', { actual = 1, target = 1, weight = 1 }, 0 } },\n"
           "score = function(actual, target, weight, rate) %s end }\n", body);
  scratch_open(s);
  small_pack_write(s, SMALL_PACK, rule);
}

static void try_case(size_t i)
{
  scratch s;
  trial t;
  char folder[512];
  static unit u;
  open_case(&s, cases[i].rule);
  snprintf(folder, sizeof folder, "%s/small", s.folder);
  const zp_pack_place place = { zp_text_from(folder), ZP_TEXT("small"), { NULL, 0 }, { NULL, 0 } };
  open_trial(&t, &place);
  open_unit(&u, 2);
  set_values(&u.rows[1], (zp_qty){ cases[i].target, 2 }, (zp_qty){ cases[i].actual, 2 });
  check_unit(&t, &u);
  if (t.shadow.checked != 1 || (t.shadow.hanging == 1) != cases[i].hangs || t.findings.count != t.shadow.hanging)
    fail_msg("%s: checked %zu, hanging %zu", cases[i].rule, t.shadow.checked, t.shadow.hanging);
  if (cases[i].hangs) {
    const zp_finding *found = &t.findings.items[0];
    assert_int_equal(found->status, ZP_E_ROUNDING);
    assert_int_equal(found->place.row, 3);
    assert_true(zp_text_equal(found->cell, ZP_TEXT("11.7")));
    assert_true(zp_text_equal(found->args[2], ZP_TEXT("small/one.lua:4")));
    char is[64], other[64];
    zp_message_fill("{1}", ZP_LANG_EN, found->args, is, sizeof is);
    zp_message_fill("{2}", ZP_LANG_EN, found->args, other, sizeof other);
    if (strcmp(is, cases[i].is) != 0 || strncmp(other, cases[i].other, strlen(cases[i].other)) != 0)
      fail_msg("%s: %.*s / %.*s", cases[i].rule, ZP_ARG(found->args[0]), ZP_ARG(found->args[1]));
  }
  close_trial(&t);
  scratch_close(&s);
}

static void what_hangs_is_found(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) try_case(i);
}

// ---- what ships ------------------------------------------------------------------------------------------------------------

static const char *const packs[] = { "mof-2020",  "mof-2021-cost",    "bands-80-50",
                                     "execution-20", "department-steps", "audit-example" };
enum { PACKS = sizeof packs / sizeof packs[0], GENERATED = 200000 };

/// Names that rules of department-steps ask for, and others.
static const char *const names[] = { "控制率", "三公经费变动率", "预算调整率", "结转率", "完成率", "采购率",
                                     "制度",   "审计问题",       "里程",       "满意度", "成本",   "执行率" };
/// Shares of the target, in thousandths, where rules have their bounds.
static const int bounds[] = { 0, 500, 600, 700, 800, 900, 950, 1000, 1001, 1010, 1200, 1300, 1500, 2000, 2500 };

static zp_qty draw_target(uint64_t *seed)
{
  static const int64_t sizes[] = { 10, 100, 1000, 10000, 100000000 };
  int64_t digits = (int64_t)random_below(seed, (uint64_t)sizes[random_below(seed, 5)]);
  return (zp_qty){ digits, (uint8_t)random_below(seed, 4) };
}

/// On a bound exactly, beside it by one unit of the last place, a whole number off, or anywhere.
static zp_qty draw_actual(zp_qty target, uint64_t *seed)
{
  int64_t at = target.digits * bounds[random_below(seed, sizeof bounds / sizeof bounds[0])];
  zp_qty actual = { at, (uint8_t)(target.places + 3) };
  switch (random_below(seed, 4)) {
    case 0: actual.digits += (int64_t)random_below(seed, 3) - 1; break;
    case 1: actual.digits += ((int64_t)random_below(seed, 21) - 10) * 1000; break;
    case 2: actual.digits = (int64_t)random_below(seed, (uint64_t)target.digits * 2000 + 1000); break;
    default: break;
  }
  return actual;
}

static void draw_row(zp_row_reading *row, zp_cell *name, size_t groups, uint64_t *seed)
{
  static const zp_kind kinds[] = { ZP_KIND_NUMBER, ZP_KIND_PERCENT, ZP_KIND_MONEY, ZP_KIND_RANGE };
  static const zp_direction directions[] = { ZP_DIRECTION_UP, ZP_DIRECTION_DOWN, ZP_DIRECTION_EQUAL, ZP_DIRECTION_ZERO };
  zp_kind kind = kinds[random_below(seed, 4)];
  zp_qty target = draw_target(seed);
  row->target.kind = kind;
  row->target.has_high = kind == ZP_KIND_RANGE;
  row->target.high = (zp_qty){ target.digits * (1 + (int64_t)random_below(seed, 3)), target.places };
  row->actual.kind = kind == ZP_KIND_RANGE ? ZP_KIND_NUMBER : kind;
  row->direction = directions[random_below(seed, 4)];
  row->group = (size_t)random_below(seed, groups);
  row->weight.e4 = (int64_t)(1 + random_below(seed, 3000)) * 100;
  row->has_declared = random_below(seed, 2) == 0;
  row->declared.e4 = row->weight.e4 * (int64_t)random_below(seed, 11) / 10;
  row->band = (zp_band)(1 + random_below(seed, 3));
  name->text = zp_text_from(names[random_below(seed, sizeof names / sizeof names[0])]);
  set_values(row, target, draw_actual(target, seed));
  if (random_below(seed, 8) != 0) return;
  row->target.kind = row->actual.kind = random_below(seed, 2) == 0 ? ZP_KIND_QUALITATIVE : ZP_KIND_DATE;
  row->due = (zp_date){ 2024, 6, 30 };
  row->done = (zp_date){ 2024, (uint8_t)(1 + random_below(seed, 12)), (uint8_t)(1 + random_below(seed, 28)) };
}

static size_t check_pack(const char *pack, size_t count)
{
  trial t;
  static unit u;
  uint64_t seed = 20200407;
  char folder[512];
  zp_text home = ZP_TEXT(ZP_SOURCE "/rules");
  snprintf(folder, sizeof folder, ZP_SOURCE "/rules/%s", pack);
  const zp_pack_place place = { zp_text_from(folder), zp_text_from(pack), ZP_TEXT(ZP_SOURCE "/rules/lib"), { &home, 1 } };
  open_trial(&t, &place);
  size_t groups = zp_host_policy(t.host)->group_count, scored = 0;
  for (size_t done = 0; done < count; done += ROWS_MOST) {
    zp_arena *kept = t.arena;
    t.arena = t.findings.arena = zp_arena_new(NULL, 0);
    open_unit(&u, ROWS_MOST);
    u.projects[0].revised.fen = (int64_t)random_below(&seed, 100000000);
    u.projects[0].executed.fen = u.projects[0].revised.fen * bounds[random_below(&seed, 9)] / 1000;
    for (size_t i = 1; i < ROWS_MOST; i++) draw_row(&u.rows[i], &u.names[i], groups, &seed);
    check_unit(&t, &u);
    for (size_t i = 0; i < ROWS_MOST; i++) scored += t.outcomes[0][i].kind == ZP_SCORED;
    for (size_t i = 0; i < t.findings.count; i++) {
      const zp_finding *f = &t.findings.items[i];
      const zp_row_reading *row = &u.rows[f->place.row - 2];
      print_message("%s: %.*s / %.*s %.*s; actual %lld e-%d target %lld e-%d\n", pack, ZP_ARG(f->args[0]), ZP_ARG(f->args[1]),
                    ZP_ARG(f->args[2]), (long long)row->aligned.digits, row->aligned.places,
                    (long long)row->target.number.digits, row->target.number.places);
    }
    if (t.findings.count != 0) fail_msg("%s hangs on rounding", pack);
    zp_arena_free(t.arena);
    t.arena = t.findings.arena = kept;
  }
  assert_true(scored > count / 2);
  size_t checked = t.shadow.checked;
  close_trial(&t);
  return checked;
}

static void packs_that_ship_do_not_hang(void **state)
{
  (void)state;
#ifdef ZP_SANITIZE
  enum { EACH = GENERATED / 10 };
#else
  enum { EACH = GENERATED };
#endif
  for (size_t i = 0; i < PACKS; i++) print_message("%s: %zu rows, none hangs\n", packs[i], check_pack(packs[i], EACH));
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(what_hangs_is_found), cmocka_unit_test(packs_that_ship_do_not_hang) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
