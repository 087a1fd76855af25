// fuzz_pack.c: any bytes as a rule file, as a veto and as a manifest: refused with a code, or loaded and scored; never a crash.
#include <stdint.h>

#include "small_pack.h"

/// A pack whose veto is the file under test.
#define UNIT_PACK                                                                                            \
  "return { id = 'small', version = '1', title = '小', basis = '测试', years = { 2024 }, api = 1,\n"         \
  "  rules = { 'two' }, vetoes = { 'one' },\n"                                                              \
  "  weights = { execution = 100, groups = {}, absent = 'spread', off_total = 'scale' },\n"                 \
  "  qualitative = { met = { '完成' }, partial = {}, unmet = {} }, direction = { down = {}, cap = {} },\n"  \
  "  over_fulfilled = 130, grades = { { name = '差', from = 0 } }, unscored = 'withhold',\n"                \
  "  combine = { unit = function(scores) return #scores end, district = 'mean' } }\n"
#define SMALL_TWO                                                                                            \
  "-- @basis 测试\nreturn { id = 'two', title = 'Two', applies = {}, score = function() return 0 end,\n"   \
  "  examples = { { 'x', { weight = 1 }, 0 } } }\n"

static scratch folder;

static void clean_up(void)
{
  scratch_close(&folder);
}

static void start(void)
{
  if (folder.folder[0] != '\0') return;
  if (access("/dev/shm", W_OK) == 0) setenv("TMPDIR", "/dev/shm", 0);  // files in memory, when there are such
  scratch_open(&folder);
  atexit(clean_up);
}

static zp_row_reading row_of(double value)
{
  zp_row_reading row = { .weight = ZP_DEC(10), .inputs = { .present = UINT32_MAX } };
  for (int i = 0; i < ZP_INPUT_NUMBERS; i++) row.inputs.number[i] = value;
  for (int i = 0; i < ZP_INPUT_TEXTS; i++) row.inputs.text[i] = ZP_TEXT("met");
  return row;
}

static void score(zp_host *host)
{
  const zp_row_reading some = row_of(3), none = { .weight = ZP_DEC(10) }, odd = row_of(-1e300);
  const zp_row_reading *const rows[] = { &some, &none, &odd, &some };
  const uint16_t rules[] = { 0, 0, 0, ZP_NO_RULE };
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_outcome outcomes[4];
  zp_error err = { 0 };
  zp_example_run *runs;
  size_t count;
  if (zp_host_score(host, rows, rules, 4, arena, outcomes, &err) != ZP_OK) abort();
  for (size_t i = 0; i < 4; i++) {
    size_t bad;
    if (outcomes[i].kind != ZP_SCORED && outcomes[i].points.e4 != 0) abort();
    if (outcomes[i].points.e4 < 0 || outcomes[i].points.e4 > 100000 || !zp_text_utf8(outcomes[i].note, &bad)) abort();
  }
  if (zp_host_examples(host, arena, &runs, &count, &err) != ZP_OK) abort();
  zp_arena_free(arena);
}

/// Vetoes, deductions and functions that combine, over a project of two rows and over none.
static void judge(zp_host *host)
{
  const zp_policy *policy = zp_host_policy(host);
  const unsigned askers[] = { ZP_ASK_PROJECT, ZP_ASK_UNIT, ZP_ASK_DISTRICT };
  const zp_combine ways[] = { policy->project, policy->unit, policy->district };
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_error err = { 0 };
  zp_outcome outcome;
  zp_series series;
  for (size_t parts = 0; parts < 2; parts++) {
    if (!zp_series_init(&series, ZP_ASK_UNIT_RULE, parts, 2 * parts, arena)) abort();
    for (size_t i = policy->rule_count; i < zp_policy_rules(policy); i++) {
      if (zp_host_judge(host, i, &series, arena, &outcome, &err) != ZP_OK) abort();
      if (outcome.points.e4 < 0 || outcome.points.e4 > 1000000) abort();
    }
    for (int level = 0; level < ZP_LEVELS; level++) {
      if (ways[level] != ZP_COMBINE_FUNCTION) continue;
      if (!zp_series_init(&series, askers[level], parts, 2 * parts, arena)) abort();
      if (zp_host_combine(host, (zp_level)level, &series, arena, &outcome, &err) != ZP_OK) abort();
      if (outcome.points.e4 < 0 || outcome.points.e4 > 1000000) abort();
    }
  }
  zp_arena_free(arena);
}

static void try_pack(void)
{
  zp_host *host = NULL;
  zp_error err = { 0 };
  zp_status status = small_pack_open(&folder, &host, &err);
  if ((status == ZP_OK) != (host != NULL) || status != err.status) abort();
  if (host == NULL) return;
  if (zp_host_policy(host)->rule_count > 0) score(host);
  judge(host);
  zp_host_close(host);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  start();
  scratch_text(&folder, "small/pack.lua", SMALL_PACK);
  scratch_write(&folder, "small/one.lua", data, size);
  try_pack();
  scratch_text(&folder, "small/pack.lua", UNIT_PACK);
  scratch_text(&folder, "small/two.lua", SMALL_TWO);
  try_pack();
  scratch_text(&folder, "small/one.lua", SMALL_RULE);
  scratch_write(&folder, "small/pack.lua", data, size);
  try_pack();
  return 0;
}
