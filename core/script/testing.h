// testing.h: what `ziping rules test` asks of a pack beside the examples in its rules (host.h):
// case tables, tests written in Lua, and which lines of the rules have run.
#pragma once

#include "model/document.h"
#include "script/host.h"

/// Bounds on what one call tries.
enum {
  ZP_CASES_MOST = 10000,      // rows of a table
  ZP_CASE_COLUMNS_MOST = 64,  // columns of a table
  ZP_TEST_FILES_MOST = 256,   // *_test.lua of a pack
  ZP_TESTS_MOST = 256,        // tests of a file
  ZP_TEST_STEPS = 50000000,   // Lua instructions of one test, those of the rules it runs included
  ZP_TEST_SCORE_STEPS = 1000, // steps that asking for a score takes by itself
  ZP_COVERAGE_LEAST = 950     // per mille of the rule lines that should run
};

/// A table of cases: headings in one row, below them a case in each row. What headings and cells
/// may say: case_words.def. Cells and their places as a reader makes them.
typedef struct zp_case_table {
  zp_text name; // the rule that is meant where no column says it
  zp_text file; // as shown in places
  const zp_row *rows;
  size_t row_count;
} zp_case_table;

/// Runs every case with the parameters as the pack sets them and the row overrides them, like an
/// example (alone, as rows of one unit, and backwards). What cannot be read is a run that failed,
/// with a finding; the other rows go on. Fails only when memory is short.
zp_status zp_host_cases(zp_host *host, const zp_case_table *table, zp_arena *arena,
                        zp_example_run **out, size_t *count, zp_error *err);

/// Runs the *_test.lua of the pack's own folder in order of name, each test from a state in which
/// nothing ran before. A file that cannot be loaded is one run that failed. Fails when the folder
/// cannot be read or memory is short.
zp_status zp_host_tests(zp_host *host, const zp_pack_place *place, zp_arena *arena,
                        zp_example_run **out, size_t *count, zp_error *err);

/// From now on examples, cases and tests run once more, with their lines watched; what comes out
/// then is not looked at. Loads the rule files once more for the lines that run while they load.
zp_status zp_host_cover(zp_host *host, zp_error *err);

/// Of a file: how many lines inside of functions can run, how many did, and which did not ("12,
/// 17-18").
typedef struct zp_file_coverage {
  zp_text file;
  bool lib; // of rules/lib
  size_t lines, run;
  zp_text missed;
} zp_file_coverage;

/// Rule files in the order of the rules, then files of rules/lib they require. Needs
/// zp_host_cover(). In `arena`.
zp_status zp_host_coverage(const zp_host *host, zp_arena *arena, zp_file_coverage **out,
                           size_t *count, zp_error *err);
