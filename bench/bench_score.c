// bench_score.c: the scoring stage against the same rules hard-coded in C over the same typed values, and against the same
// stage without the sandbox; one end-to-end figure; all in one run. Prints `name value unit`; only ratios of one run mean anything.
// Usage: bench_score RULES_FOLDER [UNITS]
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/digest.h"
#include "gen.h"
#include "pipeline/pipeline.h"
#include "pipeline/stages.h"
#include "plain.h"
#include "plugins/registry.h"

enum { ROUNDS = 31, END_ROUNDS = 9, PROJECTS = 40, INDICATORS = 10, REPEATS = 100 };

typedef struct batch {
  const zp_row_reading **rows;
  uint16_t *rules;
  size_t count;
} batch;

static void stop(const char *what, const zp_error *err)
{
  fprintf(stderr, "bench_score: %s: %s %s %s\n", what, zp_status_code(err->status), err->file, err->arg[0]);
  exit(1);
}

static double seconds(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

// ---- the rules of the national pack, in C --------------------------------------------------------------------------

typedef enum c_rule { C_OTHER, C_EXECUTION, C_VERDICT, C_ZERO, C_UP, C_DOWN, C_DEADLINE, C_WORDS } c_rule;

static c_rule rule_of(const zp_row_reading *row)
{
  if (row->indicator == NULL) return C_EXECUTION;
  if (row->target.kind == ZP_KIND_QUALITATIVE) return C_WORDS;
  if (row->actual.kind == ZP_KIND_QUALITATIVE) return C_VERDICT;
  if (row->target.kind == ZP_KIND_DATE || row->target.dates) return C_DEADLINE;
  if (row->direction == ZP_DIRECTION_ZERO) return C_ZERO;
  if (row->direction == ZP_DIRECTION_DOWN) return C_DOWN;
  if (row->direction == ZP_DIRECTION_UP || row->direction == ZP_DIRECTION_EQUAL) return C_UP;
  return C_OTHER;
}

/// What a rule says: points, or `declined` and why. The notes are those of the rule files.
typedef struct c_answer { double points; zp_text note; bool declined; } c_answer;

static const zp_text none = { NULL, 0 };

static c_answer execution(const double *in, double weight)
{
  double executed = in[ZP_IN_EXECUTED], revised = in[ZP_IN_REVISED];
  if (executed < 0 || revised < 0) return (c_answer){ 0, ZP_TEXT("金额是负数"), true };
  if (revised == 0 && executed == 0) return (c_answer){ weight, ZP_TEXT("全年预算数为零，也没有支出"), false };
  if (revised == 0) return (c_answer){ 0, ZP_TEXT("全年预算数为零，却有执行数"), true };
  if (executed > revised) return (c_answer){ weight, ZP_TEXT("执行数超过全年预算数，按满分计"), false };
  return (c_answer){ weight * executed / revised, none, false };
}

static c_answer verdict(const zp_row_reading *row, double weight)
{
  if (row->band != ZP_BAND_MET) return (c_answer){ 0, ZP_TEXT("只填了结论，未达成的部分无法计算，请填写实际数量或日期"), true };
  return (c_answer){ weight, ZP_TEXT("按结论计分，未填数量"), false };
}

static c_answer up(const double *in, double weight)
{
  double actual = in[ZP_IN_ACTUAL], target = in[ZP_IN_TARGET];
  if (actual >= target) return (c_answer){ weight, none, false };
  if (target <= 0) return (c_answer){ 0, ZP_TEXT("指标值不是正数，不能按比例计分"), true };
  return (c_answer){ actual <= 0 ? 0 : weight * actual / target, none, false };
}

static c_answer down(const double *in, double weight)
{
  double actual = in[ZP_IN_ACTUAL], target = in[ZP_IN_TARGET];
  if (actual <= target) return (c_answer){ weight, none, false };
  if (target < 0) return (c_answer){ 0, ZP_TEXT("指标值是负数，不能按比例计分"), true };
  if (target == 0) return (c_answer){ 0, ZP_TEXT("指标值为零，实际发生了"), false };
  return (c_answer){ weight * target / actual, none, false };
}

static c_answer zero(const double *in, double weight)
{
  if (in[ZP_IN_ACTUAL] <= 0) return (c_answer){ weight, none, false };
  return (c_answer){ 0, ZP_TEXT("指标值为零，实际发生了"), false };
}

static c_answer deadline(const double *in, double weight)
{
  if (in[ZP_IN_DAYS_LATE] <= 0) return (c_answer){ weight, none, false };
  return (c_answer){ 0, ZP_TEXT("逾期完成"), false };
}

/// Declared points inside of the band are kept.
static c_answer qualitative(const zp_row_reading *row, double weight)
{
  bool met = row->band == ZP_BAND_MET, partial = row->band == ZP_BAND_PARTIAL;
  double share = met ? 1 : partial ? 0.7 : 0, from = met ? 0.8 : partial ? 0.6 : 0, to = met ? 1 : partial ? 0.8 : 0.6;
  if (!row->has_declared || weight <= 0) return (c_answer){ weight * share, none, false };
  double declared = row->inputs.number[ZP_IN_DECLARED], part = zp_quantise(declared / weight);
  if (part >= from && (part < to || (part == 1 && to == 1))) return (c_answer){ declared, ZP_TEXT("采用自评得分"), false };
  return (c_answer){ weight * share, ZP_TEXT("自评得分不在档内，按默认计分"), false };
}

static c_answer judge(c_rule rule, const zp_row_reading *row)
{
  const double *in = row->inputs.number;
  double weight = in[ZP_IN_WEIGHT];
  switch (rule) {
    case C_EXECUTION: return execution(in, weight);
    case C_VERDICT: return verdict(row, weight);
    case C_ZERO: return zero(in, weight);
    case C_UP: return up(in, weight);
    case C_DOWN: return down(in, weight);
    case C_DEADLINE: return deadline(in, weight);
    case C_WORDS: return qualitative(row, weight);
    case C_OTHER: break;
  }
  return (c_answer){ 0, none, true };
}

/// The whole outcome, as the stage keeps it: checked, rounded half up to 0.01, with its note.
static void run_c(const batch *all, const c_rule *rules, zp_outcome *outcomes)
{
  for (size_t i = 0; i < all->count; i++) {
    const zp_row_reading *row = all->rows[i];
    c_answer answer = judge(rules[i], row);
    zp_outcome outcome = { .rule = all->rules[i], .note = answer.note };
    if (answer.declined) {
      outcome.kind = ZP_UNSCORED;
      outcome.reason = ZP_REASON_DECLINED;
    } else if (answer.points >= 0 && answer.points * 1e9 <= (double)row->weight.e4 * 1e5 + 1) {
      int64_t e9 = (int64_t)(answer.points * 1e9 + 0.5);
      outcome.answer = answer.points;
      outcome.points.e4 = (e9 + 5000000) / 10000000 * 100;
    } else {
      outcome.kind = ZP_FAULT;
    }
    outcomes[i] = outcome;
  }
}

// ---- preparing -----------------------------------------------------------------------------------------------------

static batch prepare(zp_job *job, zp_error *err)
{
  zp_gathered *gathered = NULL;
  if (zp_gather(job, &gathered, err) != ZP_OK) stop("gather", err);
  const zp_policy *policy = zp_host_policy(job->host);
  size_t units = gathered->submission.unit_count, most = units * PROJECTS * (INDICATORS + 1);
  batch all = { ZP_TAKE(job->arena, const zp_row_reading *, most), ZP_TAKE(job->arena, uint16_t, most), 0 };
  for (size_t u = 0; u < units; u++) {
    zp_unit_reading *reading = ZP_TAKE(job->arena, zp_unit_reading, 1);
    zp_findings findings = { .arena = job->arena };
    if (zp_resolve(&gathered->submission.units[u], policy, job->arena, job->arena, reading,
                   &findings, err) != ZP_OK)
      stop("resolve", err);
    if (zp_weigh(reading, policy, job->arena, &findings, err) != ZP_OK) stop("weigh", err);
    zp_supply(reading, policy);
    for (size_t p = 0; p < reading->project_count; p++)
      for (size_t r = 0; r < reading->projects[p].row_count && all.count < most; r++) {
        all.rows[all.count] = &reading->projects[p].rows[r];
        all.rules[all.count] = zp_select(policy, all.rows[all.count]);
        all.count++;
      }
  }
  return all;
}

static int by_size(const void *a, const void *b)
{
  double left = *(const double *)a, right = *(const double *)b;
  return left < right ? -1 : left > right;
}

static double median(double *values, size_t count)
{
  qsort(values, count, sizeof *values, by_size);
  return values[count / 2];
}

/// Nanoseconds a row of one unit scored again and again by `host`: what a worker does, with the values in cache as they are
/// after resolving.
static double time_host(zp_host *host, const batch *unit, zp_outcome *outcomes)
{
  zp_error err = { 0 };
  double start = seconds();
  for (int i = 0; i < REPEATS; i++) {
    const zp_batch rows = { unit->rows, unit->rules, unit->count, NULL };
    zp_arena *arena = zp_arena_new(NULL, 0);
    if (zp_bridge_score(host, &rows, arena, outcomes, &err) != ZP_OK) stop("score", &err);
    zp_arena_free(arena);
  }
  return (seconds() - start) * 1e9 / (double)(unit->count * REPEATS);
}

static double time_c(const batch *unit, const c_rule *rules, zp_outcome *outcomes)
{
  double start = seconds();
  for (int i = 0; i < REPEATS; i++) run_c(unit, rules, outcomes);
  return (seconds() - start) * 1e9 / (double)(unit->count * REPEATS);
}

/// Row by row: kind, points, the formula's answer to the last bit, note.
static bool same_outcomes(const zp_outcome *a, const zp_outcome *b, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (a[i].kind != b[i].kind || a[i].rule != b[i].rule || a[i].reason != b[i].reason || a[i].points.e4 != b[i].points.e4 ||
        memcmp(&a[i].answer, &b[i].answer, sizeof a[i].answer) != 0 || !zp_text_equal(a[i].note, b[i].note))
      return false;
  return true;
}

/// The three take turns, so that a slow moment of the machine touches all; ratios are medians of the rounds' ratios.
static void compare(zp_host *host, zp_host *plain, const batch *all, zp_arena *arena)
{
  double lua[ROUNDS], bare[ROUNDS], hard[ROUNDS], ratio[ROUNDS], share[ROUNDS];
  size_t count = all->count < PROJECTS * (INDICATORS + 1) ? all->count : PROJECTS * (INDICATORS + 1);
  const batch unit = { all->rows, all->rules, count };
  zp_outcome *outcomes = ZP_TAKE(arena, zp_outcome, count), *wanted = ZP_TAKE(arena, zp_outcome, count);
  c_rule *rules = ZP_TAKE(arena, c_rule, count);
  bool same = true;
  for (size_t i = 0; i < count; i++) rules[i] = rule_of(unit.rows[i]);
  for (int round = 0; round < ROUNDS; round++) {
    hard[round] = time_c(&unit, rules, wanted);
    bare[round] = time_host(plain, &unit, outcomes);
    same = same && same_outcomes(outcomes, wanted, count);
    lua[round] = time_host(host, &unit, outcomes);
    same = same && same_outcomes(outcomes, wanted, count);
    ratio[round] = lua[round] / hard[round];
    share[round] = (lua[round] / bare[round] - 1) * 100;
  }
  printf("rows %zu rows\nscore_lua %.1f ns/indicator\nscore_lua_bare %.1f ns/indicator\nscore_c %.1f ns/indicator\n", count,
         median(lua, ROUNDS), median(bare, ROUNDS), median(hard, ROUNDS));
  printf("score_ratio %.1f x\nsandbox_adds %.1f %%\nsame_outcomes %s\n", median(ratio, ROUNDS), median(share, ROUNDS),
         same ? "yes" : "NO");
  if (!same) exit(1);
}

/// Bytes -> result in memory, again and again in one arena, as a worker does: the digest of the bytes comes with them, made by
/// the process that sent them.
static void end_to_end(const zp_job *job, const char *name, size_t rows)
{
  enum { KEPT = 256 << 20 };
  double all[END_ROUNDS];
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_input_bytes input = job->inputs[0];
  input.digest = zp_digest(input.bytes, job->arena);
  for (int round = 0; round < END_ROUNDS; round++) {
    zp_error err = { 0 };
    zp_result *result = NULL;
    zp_job own = *job;
    own.arena = arena;
    own.inputs = &input;
    double start = seconds();
    if (zp_run(&own, &result, &err) != ZP_OK) stop("run", &err);
    all[round] = (seconds() - start) * 1e9 / (double)rows;
    zp_arena_reset(arena, KEPT);
  }
  zp_arena_free(arena);
  printf("end_to_end_%s %.0f ns/indicator\n", name, median(all, END_ROUNDS));
}

/// The same units as records.
static zp_input_bytes pack_units(const zp_gen *gen, zp_arena *arena)
{
  zp_sink bytes = { .arena = arena };
  for (size_t u = 0; u < gen->units; u++) {
    zp_gen_unit *unit = zp_gen_draw(gen, u, arena);
    if (unit == NULL) stop("generate", &(zp_error){ .status = ZP_E_MEMORY });
    zp_gen_record(unit, false, &bytes);
  }
  return (zp_input_bytes){ .name = ZP_TEXT("generated.msgpack"), .bytes = { bytes.bytes, bytes.len } };
}

int main(int argc, char **argv)
{
  zp_error err = { 0 };
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_gen gen = { .seed = 1, .units = argc > 2 ? (size_t)atol(argv[2]) : 50, .projects = PROJECTS, .indicators = INDICATORS };
  zp_sink csv = { .arena = arena };
  zp_layouts layouts;
  zp_host *host = NULL;
  if (argc < 2) return 2;
  zp_text rules = zp_text_from(argv[1]);
  if (zp_layouts_load(zp_text_format(arena, "%.*s/forms", ZP_ARG(rules)), arena, &layouts, &err) != ZP_OK) stop("layouts", &err);
  const zp_pack_place place = { zp_text_format(arena, "%.*s/mof-2020", ZP_ARG(rules)), ZP_TEXT("mof-2020"),
                                zp_text_format(arena, "%.*s/lib", ZP_ARG(rules)), { &rules, 1 } };
  if (zp_host_open(&place, &host, &err) != ZP_OK) stop("pack", &err);
  zp_gen_csv(&gen, &csv);
  zp_input_bytes input = { .name = ZP_TEXT("generated.csv"), .bytes = { csv.bytes, csv.len } };
  zp_job job = { .inputs = &input, .input_count = 1, .readers = zp_readers, .layouts = &layouts, .host = host, .arena = arena };
  batch all = prepare(&job, &err);
  zp_host plain;
  if (zp_plain_open(host, place.folder, place.lib, arena, &plain, &err) != ZP_OK) stop("plain", &err);
  compare(host, &plain, &all, arena);
  zp_plain_close(&plain);
  end_to_end(&job, "csv", all.count);
  zp_input_bytes packed = pack_units(&gen, arena);
  job.inputs = &packed;
  end_to_end(&job, "msgpack", all.count);
  zp_host_bytes held = zp_host_memory(host);
  printf("host_memory %zu KiB\n", (held.arena + held.region) >> 10);
  zp_host_close(host);
  zp_arena_free(arena);
  return 0;
}
