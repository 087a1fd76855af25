// test_shard.c: which shard a bundle belongs to never changes, and no engine's numbers are guessed at.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "batch/shard.h"

// ---- bundles ---------------------------------------------------------------------------------------------------------

/// Written down once: machines of one run may have other versions of this program, and a shard run again must be the same.
/// `printf %s NAME | b2sum -l 256`, first 16 digits, modulo.
static const struct { const char *name; uint32_t of, shard; } known[] = {
  { "", 1, 1 },
  { "", 2, 1 },
  { "", 8, 3 },
  { "", 1000, 147 },
  { "a", 1, 1 },
  { "a", 2, 1 },
  { "a", 8, 7 },
  { "a", 1000, 607 },
  { "files", 1, 1 },
  { "files", 2, 1 },
  { "files", 8, 5 },
  { "files", 1000, 53 },
  { "老庄子镇", 1, 1 },
  { "老庄子镇", 2, 1 },
  { "老庄子镇", 8, 5 },
  { "老庄子镇", 1000, 845 },
  { "130229001-第0001镇人民政府", 1, 1 },
  { "130229001-第0001镇人民政府", 2, 2 },
  { "130229001-第0001镇人民政府", 8, 6 },
  { "130229001-第0001镇人民政府", 1000, 998 },
  { "130229002-第0002镇人民政府", 1, 1 },
  { "130229002-第0002镇人民政府", 2, 2 },
  { "130229002-第0002镇人民政府", 8, 4 },
  { "130229002-第0002镇人民政府", 1000, 828 },
};

static void shards_of_names_are_fixed(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
    uint32_t shard = zp_shard_of(zp_text_from(known[i].name), known[i].of);
    if (shard != known[i].shard) fail_msg("%s of %u: %u", known[i].name, known[i].of, shard);
  }
}

static void shards_are_of_about_one_size(void **state)
{
  enum { NAMES = 16000, SHARDS = 16, MEAN = NAMES / SHARDS, OFF_MOST = 150 };  // nearly five times the standard deviation
  size_t counts[SHARDS] = { 0 };
  (void)state;
  for (int i = 0; i < NAMES; i++) {
    char name[32];
    snprintf(name, sizeof name, "%09d-town", 130229000 + i);
    uint32_t shard = zp_shard_of(zp_text_from(name), SHARDS);
    assert_in_range(shard, 1, SHARDS);
    counts[shard - 1]++;
  }
  for (int i = 0; i < SHARDS; i++) assert_in_range(counts[i], MEAN - OFF_MOST, MEAN + OFF_MOST);
}

enum { BUNDLES = 40 };

/// BUNDLES bundles of a file each, named after their number; with a finding.
static zp_intake make_intake(zp_arena *arena, const char *suffix)
{
  zp_intake intake = { .count = BUNDLES, .file_count = BUNDLES, .findings = { .arena = arena } };
  zp_place place = { .file = ZP_TEXT("gone") };
  intake.bundles = ZP_TAKE(arena, zp_bundle, BUNDLES);
  for (int i = 0; i < BUNDLES; i++) {
    zp_text name = zp_text_format(arena, "unit %02d", i);
    zp_intake_file *file = ZP_TAKE(arena, zp_intake_file, 1);
    *file = (zp_intake_file){ .path = name, .shown = zp_text_format(arena, "%.*s/%s", ZP_ARG(name), suffix) };
    intake.bundles[i] = (zp_bundle){ name, file, 1 };
  }
  zp_findings_add(&intake.findings, ZP_E_OPEN, &place, ZP_TEXT(""), ZP_TEXT(""), ZP_TEXT(""));
  return intake;
}

static void every_bundle_is_in_one_shard(void **state)
{
  (void)state;
  const zp_text base = ZP_TEXT("base");
  zp_arena *arena = zp_arena_new(NULL, 0);
  char plan[ZP_DIGEST_HEX + 1], first[ZP_DIGEST_HEX + 1] = "";
  size_t total = 0, files = 0, findings = 0;
  for (uint32_t number = 1; number <= 7; number++) {
    zp_intake intake = make_intake(arena, "form.csv");
    zp_shard_keep(&intake, &(zp_shard){ number, 7 }, base, plan);
    for (size_t i = 0; i < intake.count; i++) assert_int_equal(zp_shard_of(intake.bundles[i].name, 7), number);
    total += intake.count;
    files += intake.file_count;
    findings += intake.findings.count;
    if (number == 1) assert_int_equal(intake.findings.count, 1);
    if (number == 1) memcpy(first, plan, sizeof first);
    assert_string_equal(plan, first);
  }
  assert_int_equal(total, BUNDLES);
  assert_int_equal(files, BUNDLES);
  assert_int_equal(findings, 1);
  zp_intake other = make_intake(arena, "form.txt"), options = make_intake(arena, "form.csv"), fewer = options;
  fewer.count--;
  zp_shard_keep(&other, &(zp_shard){ 1, 7 }, base, plan);
  assert_string_not_equal(plan, first);
  zp_shard_keep(&fewer, &(zp_shard){ 1, 7 }, base, plan);
  assert_string_not_equal(plan, first);
  options = make_intake(arena, "form.csv");
  zp_shard_keep(&options, &(zp_shard){ 1, 7 }, ZP_TEXT("base shadow"), plan);
  assert_string_not_equal(plan, first);
  zp_arena_free(arena);
}

// ---- engines ---------------------------------------------------------------------------------------------------------

/// An environment: "NAME=value NAME=value".
static const char *look_up(void *context, const char *name)
{
  static char value[64];
  size_t len = strlen(name);
  for (const char *at = context; at != NULL; at = strchr(at, ' ')) {
    if (*at == ' ') at++;
    if (strncmp(at, name, len) != 0 || at[len] != '=') continue;
    snprintf(value, sizeof value, "%.*s", (int)strcspn(at + len + 1, " "), at + len + 1);
    return value;
  }
  return NULL;
}

#define SLURM(id, min, max, step, count)                                                                              \
  "SLURM_ARRAY_TASK_ID=" id " SLURM_ARRAY_TASK_MIN=" min " SLURM_ARRAY_TASK_MAX=" max " SLURM_ARRAY_TASK_STEP=" step  \
  " SLURM_ARRAY_TASK_COUNT=" count
#define SGE(id, first, last, step)                                                                                    \
  "SGE_TASK_ID=" id " SGE_TASK_FIRST=" first " SGE_TASK_LAST=" last " SGE_TASK_STEPSIZE=" step

/// `of` 0: refused; with this word in the reason, or for the text itself when that is NULL.
static const struct { const char *wanted, *environment; uint32_t number, of; const char *why; } choices[] = {
  { "1/1", "", 1, 1, NULL },
  { "3/8", SLURM("1", "1", "4", "1", "4"), 3, 8, NULL },  // what is said counts
  { "1000000/1000000", "", 1000000, 1000000, NULL },
  { "0/8", "", 0, 0, NULL }, { "9/8", "", 0, 0, NULL }, { "1/0", "", 0, 0, NULL }, { "", "", 0, 0, NULL },
  { "1", "", 0, 0, NULL }, { "1/", "", 0, 0, NULL }, { "/8", "", 0, 0, NULL }, { "+1/8", "", 0, 0, NULL },
  { "01/8", "", 0, 0, NULL }, { "1/8 ", "", 0, 0, NULL }, { "1/1000001", "", 0, 0, NULL }, { "Auto", "", 0, 0, NULL },
  { "auto/", "PARALLEL_SEQ=1", 0, 0, NULL }, { "auto/0", "PARALLEL_SEQ=1", 0, 0, NULL },
  { "auto/4x", "PARALLEL_SEQ=1", 0, 0, NULL }, { "auto/1000001", "PARALLEL_SEQ=1", 0, 0, NULL },
  { "autos", "", 0, 0, NULL },
  { "auto", SLURM("1", "1", "4", "1", "4"), 1, 4, NULL },
  { "auto", SLURM("4", "1", "4", "1", "4"), 4, 4, NULL },
  { "auto", SLURM("0", "0", "3", "1", "4"), 1, 4, NULL },
  { "auto", SLURM("3", "0", "3", "1", "4"), 4, 4, NULL },
  { "auto", SLURM("9", "5", "13", "4", "3"), 2, 3, NULL },
  { "auto/4", SLURM("3", "0", "3", "1", "4"), 4, 4, NULL },
  { "auto/8", SLURM("3", "0", "3", "1", "4"), 0, 0, "SHARD_COUNT" },     // a part of an array: which one is not known
  { "auto", SLURM("3", "1", "7", "1", "4"), 0, 0, "SHARD_GAPS" },        // --array=1,3,5,7
  { "auto", SLURM("6", "5", "13", "4", "3"), 0, 0, "SHARD_GAPS" },
  { "auto", SLURM("4", "5", "13", "4", "3"), 0, 0, "SHARD_OUTSIDE" },
  { "auto", SLURM("17", "5", "13", "4", "3"), 0, 0, "SHARD_OUTSIDE" },
  { "auto", SLURM("x", "1", "4", "1", "4"), 0, 0, "SHARD_NO_NUMBER" },
  { "auto", SLURM("-1", "1", "4", "1", "4"), 0, 0, "SHARD_NO_NUMBER" },
  { "auto", SLURM("1", "1", "99999999999", "1", "4"), 0, 0, "SHARD_NO_NUMBER" },
  { "auto/4", "JOB_COMPLETION_INDEX=0", 1, 4, NULL },
  { "auto/4", "JOB_COMPLETION_INDEX=3", 4, 4, NULL },
  { "auto/4", "JOB_COMPLETION_INDEX=4", 0, 0, "SHARD_OUTSIDE" },
  { "auto", "JOB_COMPLETION_INDEX=0", 0, 0, "SHARD_NO_COUNT" },
  { "auto/4", "PARALLEL_SEQ=1", 1, 4, NULL },
  { "auto/4", "PARALLEL_SEQ=4", 4, 4, NULL },
  { "auto/4", "PARALLEL_SEQ=5", 0, 0, "SHARD_OUTSIDE" },
  { "auto/4", "PARALLEL_SEQ=0", 0, 0, "SHARD_OUTSIDE" },
  { "auto", "PARALLEL_SEQ=1", 0, 0, "SHARD_NO_COUNT" },
  { "auto", "OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_SIZE=3", 1, 3, NULL },
  { "auto", "OMPI_COMM_WORLD_RANK=2 OMPI_COMM_WORLD_SIZE=3", 3, 3, NULL },
  { "auto", "OMPI_COMM_WORLD_RANK=3 OMPI_COMM_WORLD_SIZE=3", 0, 0, "SHARD_OUTSIDE" },
  { "auto/5", "PBS_ARRAY_INDEX=5", 5, 5, NULL },
  { "auto/5", "PBS_ARRAY_INDEX=0", 0, 0, "SHARD_OUTSIDE" },
  { "auto", "PBS_ARRAY_INDEX=5", 0, 0, "SHARD_NO_COUNT" },
  { "auto", SGE("1", "1", "6", "1"), 1, 6, NULL },
  { "auto", SGE("5", "1", "6", "2"), 3, 3, NULL },
  { "auto", SGE("undefined", "undefined", "undefined", "undefined"), 0, 0, "SHARD_NO_ENGINE" },
  { "auto/4", SGE("undefined", "undefined", "undefined", "undefined") " PARALLEL_SEQ=2", 2, 4, NULL },
  { "auto", "", 0, 0, "SHARD_NO_ENGINE" },
  { "auto/4", "PATH=/bin SLURM_JOB_ID=12", 0, 0, "SHARD_NO_ENGINE" },
  { "auto", "SLURM_ARRAY_TASK_ID=", 0, 0, "SHARD_NO_ENGINE" },
  { "auto/4", "PARALLEL_SEQ=2 " SLURM("1", "1", "4", "1", "4"), 0, 0, "SHARD_TWO_ENGINES" },
};

static void shards_are_chosen_or_refused(void **state)
{
  (void)state;
  zp_arena *arena = zp_arena_new(NULL, 0);
  for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
    zp_shard shard = { 0, 0 };
    zp_error err = { 0 };
    char environment[512];
    snprintf(environment, sizeof environment, "%s", choices[i].environment);
    zp_status status = zp_shard_choose(zp_text_from(choices[i].wanted), look_up, environment, arena, &shard, &err);
    zp_status wanted = choices[i].of != 0 ? ZP_OK : choices[i].why == NULL ? ZP_E_SHARD_WORD : ZP_E_SHARD_UNKNOWN;
    if (status != wanted) fail_msg("row %zu, %s: status %d, %s", i, choices[i].wanted, (int)status, err.arg[0]);
    if (status == ZP_OK && (shard.number != choices[i].number || shard.of != choices[i].of))
      fail_msg("row %zu, %s: %u/%u", i, choices[i].wanted, shard.number, shard.of);
    if (choices[i].why != NULL && strstr(err.arg[0], choices[i].why) == NULL)
      fail_msg("row %zu, %s: refused by %s", i, choices[i].wanted, err.arg[0]);
  }
  zp_arena_free(arena);
}

// ---- files -----------------------------------------------------------------------------------------------------------

static void files_of_shards_are_known(void **state)
{
  (void)state;
  static const char *const ours[] = { "shard-1-of-8.msgpack", "shard-12-of-1000000.journal" };
  static const char *const theirs[] = { "shard-1-of-8", "shard-1-of-8.csv", "shard-a-of-8.msgpack", "shard-.msgpack", "",
                                        "shard-1-of-8.msgpack.csv", "xshard-1-of-8.msgpack" };
  zp_arena *arena = zp_arena_new(NULL, 0);
  for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++) assert_true(zp_shard_owns(zp_text_from(ours[i])));
  for (size_t i = 0; i < sizeof theirs / sizeof theirs[0]; i++) assert_false(zp_shard_owns(zp_text_from(theirs[i])));
  assert_true(zp_text_equal(zp_shard_stem(&(zp_shard){ 3, 8 }, arena), ZP_TEXT("shard-3-of-8")));
  assert_true(zp_text_equal(zp_shard_stem(&(zp_shard){ 0, 0 }, arena), ZP_TEXT("result")));
  zp_arena_free(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(shards_of_names_are_fixed),    cmocka_unit_test(shards_are_of_about_one_size),
    cmocka_unit_test(every_bundle_is_in_one_shard), cmocka_unit_test(shards_are_chosen_or_refused),
    cmocka_unit_test(files_of_shards_are_known),
  };
  return cmocka_run_group_tests_name("shard", tests, NULL, NULL);
}
