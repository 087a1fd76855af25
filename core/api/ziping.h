// ziping.h: libziping for other programs: scores what towns send by a rule pack, and tells what every point rests on.
//
//   ziping *rules = ziping_open(NULL, &error);                               // forms and the pack mof-2020, as installed
//   ziping_result *result = ziping_score(rules, files, file_count, 0, &error);
//   ziping_unit unit;
//   if (ziping_result_unit(result, 0, &unit)) printf("%.*s\n", (int)unit.name.length, unit.name.bytes);
//   ziping_result_free(result);
//   ziping_close(rules);
//
// Numbers. Points, weights and scores are whole numbers of 1/10000 point, money is fen (1/100 yuan): nothing is ever rounded by a double.
// What is not known has its flag false, and is no zero.
//
// Texts are UTF-8, not NUL-terminated, and live as long as the result they came from. None is NULL; one that is not there has length 0.
//
// Ownership. What a function gives as a pointer belongs to the caller, who frees it with the function that is named there. What is given to a function
// is borrowed for the call, but for the bytes of ziping_result_read(). A result needs no `ziping` any more.
//
// Errors. A call that fails returns NULL or false and fills `error` (which may be NULL) with a code such as "E501", and a sentence in the language that was
// asked for. What is wrong with a town's files is no error: it is a finding of the result, with its place.
//
// Threads. Different `ziping` may be used by different threads at once; one by one thread at a time. A result never changes, and any thread may read it.
//
// Protection. Rules run in a sandbox with bounds on memory and instructions, and files are read with bounds on every count; but both run in
// the calling process. The program `ziping score` does that in processes of their own that may do nothing else: use it, or a process of your
// own, for files and rule packs of strangers.
//
// Stability. Programs built against a version run with every later one of the same ZIPING_ABI: its functions and structs stay as they are.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ZIPING_VERSION_MAJOR 0
#define ZIPING_VERSION_MINOR 1
#define ZIPING_VERSION_PATCH 0
/// The number in the name of the shared library.
#define ZIPING_ABI 0

/// "0.1.0": of the library that is running.
const char *ziping_version(void);

typedef enum ziping_language { ZIPING_CHINESE, ZIPING_ENGLISH } ziping_language;

typedef struct ziping_text { const char *bytes; size_t length; } ziping_text;

/// Why a call failed. `place` is "file!sheet:row:column" as far as it is known. NUL-terminated.
typedef struct ziping_error {
  char code[8];
  char place[640];
  char sentence[2048];
} ziping_error;

// ---- rules ----------------------------------------------------------------------------------------------------------------

typedef struct ziping ziping;

/// Zero it for the defaults.
typedef struct ziping_options {
  const char *rules;         // the folder with form layouts and packs; NULL: share/ziping/rules beside the library
  const char *pack;          // a pack's name in that folder, or (with a slash) its own folder; NULL: "mof-2020"
  ziping_language language;  // of errors and findings
} ziping_options;

/// Loads form layouts and a rule pack, checked strictly. `options` may be NULL. Free with ziping_close(). Errors: E401 to E450, a file that is not there.
ziping *ziping_open(const ziping_options *options, ziping_error *error);
void ziping_close(ziping *rules);

// ---- scoring --------------------------------------------------------------------------------------------------------------

/// A file: goals or a filled form; Excel, Word, CSV, text, web page or unit records, found out by its bytes. At most 64 MiB.
typedef struct ziping_input {
  const char *name;          // as places show it; NUL-terminated
  const void *bytes;
  size_t length;
} ziping_input;

enum {
  ZIPING_REVIEW = 1          // find what a reviewer objects to as well; no score changes
};

typedef struct ziping_result ziping_result;

/// Scores files that belong together: those of one town or of several. The order of the inputs does not matter. Free with ziping_result_free(). Fails only when
/// memory is short.
ziping_result *ziping_score(ziping *rules, const ziping_input *inputs, size_t count, unsigned flags, ziping_error *error);

/// Reads a result.msgpack, which is checked with its digest. The bytes must live as long as the result. Errors: E501, E502, E503.
ziping_result *ziping_result_read(const void *bytes, size_t length, ziping_language language, ziping_error *error);
void ziping_result_free(ziping_result *result);

// ---- what is in a result ----------------------------------------------------------------------------------------------------

typedef struct ziping_total {
  bool known;                       // there is a total; else the numbers below, but for `scored`, say nothing
  bool graded;                      // the grade is settled; else it lies between `grade` and `grade_high`
  int64_t points, weight, scored;   // of `weight` points, `scored` rest on scored rows
  int64_t score, score_high;        // on a scale of 100; if every row without points earned all
  ziping_text grade, grade_high;
} ziping_total;

typedef struct ziping_district {
  ziping_text name;                 // as most units write it
  ziping_total total;
  size_t counted;                   // units that the total is made of
} ziping_district;

typedef struct ziping_unit {
  ziping_text code, name;
  int year;                         // 0: not written
  ziping_total total;
  size_t projects, findings;
} ziping_unit;

typedef struct ziping_project {
  ziping_text code, name;
  bool has_revised, has_executed;
  int64_t revised, executed;        // the year's budget and what was spent, in fen
  ziping_total total;
  size_t rows;                      // the budget execution first
} ziping_project;

typedef enum ziping_outcome { ZIPING_SCORED, ZIPING_UNSCORED, ZIPING_FAULT } ziping_outcome;

typedef struct ziping_row {
  bool execution;                   // the budget execution
  ziping_text level1, level2, level3;
  ziping_text target, actual;       // as written
  ziping_outcome outcome;
  int64_t points, weight;           // points of SCORED rows only
  bool has_declared;
  int64_t declared;                 // the unit's own points
  ziping_text rule;                 // id; empty: none
} ziping_row;

typedef struct ziping_finding {
  char code[8];                     // "W105"; `ziping explain W105` says all of it
  int severity;                     // 0 note, 1 warning, 2 error
  ziping_text file, sheet;
  uint32_t row, column;             // from 1; 0: not known
  ziping_text cell;                 // as written
  ziping_text sentence, suggestion; // in the language of the result
} ziping_finding;

/// Numbers count from 0; false when there is none of that number.
size_t ziping_result_units(const ziping_result *result);
/// The units together: false for one unit alone.
bool ziping_result_district(const ziping_result *result, ziping_district *out);
bool ziping_result_unit(const ziping_result *result, size_t unit, ziping_unit *out);
bool ziping_result_project(const ziping_result *result, size_t unit, size_t project, ziping_project *out);
bool ziping_result_row(const ziping_result *result, size_t unit, size_t project, size_t row, ziping_row *out);
/// Findings of a unit; those of no unit (a file that cannot be read) with ZIPING_NO_UNIT.
#define ZIPING_NO_UNIT SIZE_MAX
size_t ziping_result_findings(const ziping_result *result, size_t unit);
bool ziping_result_finding(const ziping_result *result, size_t unit, size_t finding, ziping_finding *out);

// ---- bytes ----------------------------------------------------------------------------------------------------------------------

/// Bytes that a call made, followed by a NUL that does not count. Free with ziping_bytes_free().
typedef struct ziping_bytes { char *bytes; size_t length; } ziping_bytes;
void ziping_bytes_free(ziping_bytes *bytes);

/// The result as `ziping score` stores it: equal results give equal bytes.
bool ziping_result_write(const ziping_result *result, ziping_bytes *out, ziping_error *error);

/// A report by its name: "json", "csv", "xlsx", "sqlite", "markdown", "docx", "text". The last needs an LC_CTYPE of UTF-8. Errors: E601, no such report.
bool ziping_result_report(const ziping_result *result, const char *name, ziping_bytes *out, ziping_error *error);

/// What a row's points rest on, in sentences; row SIZE_MAX: the project's, project SIZE_MAX: the unit's. Needs an LC_CTYPE of UTF-8. Errors: E602, there is none.
bool ziping_result_explain(const ziping_result *result, size_t unit, size_t project, size_t row, ziping_bytes *out, ziping_error *error);

#ifdef __cplusplus
}
#endif
