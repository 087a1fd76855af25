// format.h: the two contracts a plugin fulfils: bytes -> document, and result -> bytes. Plugins move bytes and judge nothing.
#pragma once

#include "base/finding.h"
#include "model/document.h"
#include "model/result.h"
#include "model/submission.h"

enum { ZP_CERTAIN = 100 };

/// A format that can be read: as a document whose forms are then looked for (`read`), or, when programs write it, as units
/// themselves (`submit`). One of the two is NULL.
typedef struct zp_reader {
  const char *name;   // "csv"
  const char *title;  // for help, English, one line
  bool plain;         // its files are text in some encoding: they are given as UTF-8 when the encoding was said
  /// How sure the reader is that it can read these bytes: 0 (no) .. ZP_CERTAIN, which no other reader is asked about. Looks at content first; `name` is a hint.
  int (*claims)(zp_text bytes, zp_text name);
  /// Reads all of `bytes` into a document in the arena; slices of `bytes` may be kept (they outlive the arena).
  /// Small faults become findings; a failure is for a file of which nothing can be used.
  zp_status (*read)(zp_text bytes, zp_text name, zp_arena *arena, zp_document *out, zp_findings *findings, zp_error *err);
  /// Reads all of `bytes` into units with projects and indicators, as `read` does into a document; units in any order.
  zp_status (*submit)(zp_text bytes, zp_text name, zp_arena *arena, zp_submission *out, zp_error *err);
} zp_reader;

/// Growing bytes that a report is written into; in the arena of the call.
typedef struct zp_sink {
  zp_arena *arena;
  char *bytes;
  size_t len, capacity;
  bool failed;        // memory ran out: the report is not complete and must not be used
} zp_sink;
void zp_sink_put(zp_sink *sink, zp_text bytes);
/// Makes room for `more` bytes behind `len`; false, and `failed`, when memory is short.
bool zp_sink_reserve(zp_sink *sink, size_t more);
void zp_sink_print(zp_sink *sink, const char *format, ...) __attribute__((format(printf, 2, 3)));

/// Where the units of a result are when it holds them without the rows of their projects.
typedef struct zp_unit_source {
  /// A unit whole, by its number in the result, in the arena.
  zp_status (*read)(void *context, size_t unit, zp_arena *arena, const zp_unit_result **out, zp_error *err);
  void *context;
  zp_counts rows;     // of all units
} zp_unit_source;

typedef struct zp_report_options {
  zp_lang lang;
  size_t width;       // columns of the terminal; 0: no terminal, never wrap
  bool brief;         // what fits on a page, where the form has one: not the findings, and of long lists the ends
  const zp_unit_source *units;  // NULL: the result has them whole. Only for reports that read `by_unit`
} zp_report_options;

/// A unit of a result with its rows, which live in the arena or in the result.
zp_status zp_unit_whole(const zp_result *result, const zp_report_options *options, size_t unit, zp_arena *arena,
                        const zp_unit_result **out, zp_error *err);
/// Rows of the result by outcome.
zp_counts zp_report_counts(const zp_result *result, const zp_report_options *options);

/// A form a result can be written in.
typedef struct zp_report {
  const char *name;   // "json"
  zp_word title;      // for help, one line
  const char *suffix; // ".json"
  zp_status (*write)(const zp_result *result, const zp_report_options *options, zp_sink *sink, zp_error *err);
  /// Adds the result to the file at `path`, which is there, wholly or not at all. NULL: such a file is replaced by what `write` makes.
  zp_status (*into)(const zp_result *result, const zp_report_options *options, const char *path, zp_arena *arena, zp_error *err);
  bool binary;        // for files only: not for a screen
  bool by_unit;       // asks for the rows of one unit after the other (zp_unit_whole), so that they need not all be in memory
} zp_report;

/// Takes the files of a report one by one. `put` copies the bytes away; names are plain (letters, digits, -, _ and dots, not the first) and each
/// comes once. What was put is there for others only when the whole report is.
typedef struct zp_folder zp_folder;
struct zp_folder {
  zp_status (*put)(zp_folder *folder, zp_text name, zp_text bytes, zp_error *err);
};

/// A form a result can be written in that is a folder of files.
typedef struct zp_folder_report {
  const char *name;           // "html"
  zp_word title;              // for help, one line
  bool (*owns)(zp_text name); // true for every name it may put: such files of an earlier run may be replaced
  /// Memory in `arena` does not grow with the result: a file's is taken back before the next.
  zp_status (*write)(const zp_result *result, const zp_report_options *options, zp_arena *arena, zp_folder *folder, zp_error *err);
  bool by_unit;               // as of zp_report
} zp_folder_report;
