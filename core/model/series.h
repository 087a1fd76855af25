// series.h: everything a veto, a deduction or a function of `combine` can ask for by naming it as a parameter. One table: the
// calls, the checks and the editor annotations (rules/meta/ziping.lua) all follow it.
#pragma once

#include "base/text.h"

/// Who asks, as bits: what is known differs.
enum {
  ZP_ASK_UNIT_RULE = 1,  // a veto or a deduction
  ZP_ASK_PROJECT = 2,    // combine.project
  ZP_ASK_UNIT = 4,       // combine.unit
  ZP_ASK_DISTRICT = 8    // combine.district
};

/// ZP_SERIES(name, Lua name, ONE|PARTS|ROWS, FIGURES|TEXTS, who may ask, what it is and its unit)
/// ONE: a number. PARTS: a list with an item for each project of the unit; in combine.district, for each unit. ROWS: a list with
/// an item for each row, project after project, the budget execution first; in combine.project, the project's rows alone.
/// Lists go from 1 to n without holes. A number that is not known is false, so that computing with it is a fault and never a
/// zero; a text that was not written is "".
#define ZP_SERIES_MAP(X)                                                                                                     \
  X(SCORE, "score", ONE, FIGURES, ZP_ASK_UNIT_RULE, "the unit's score before vetoes and deductions, 0 to 100")               \
  X(YEAR, "year", ONE, FIGURES, ZP_ASK_UNIT_RULE, "budget year")                                                             \
  X(PROJECTS, "projects", PARTS, TEXTS, ZP_ASK_UNIT_RULE | ZP_ASK_UNIT, "names of the projects")                             \
  X(UNITS, "units", PARTS, TEXTS, ZP_ASK_DISTRICT, "names of the units")                                                     \
  X(SCORES, "scores", PARTS, FIGURES, ZP_ASK_UNIT_RULE | ZP_ASK_UNIT | ZP_ASK_DISTRICT,                                      \
    "scores of the projects, 0 to 100; of the units in combine.district")                                                    \
  X(INITIAL, "initial", PARTS, FIGURES, ZP_ASK_UNIT_RULE | ZP_ASK_UNIT | ZP_ASK_DISTRICT, "initial budgets, yuan")           \
  X(REVISED, "revised", PARTS, FIGURES, ZP_ASK_UNIT_RULE | ZP_ASK_UNIT | ZP_ASK_DISTRICT, "revised budgets, yuan")           \
  X(EXECUTED, "executed", PARTS, FIGURES, ZP_ASK_UNIT_RULE | ZP_ASK_UNIT | ZP_ASK_DISTRICT, "executed amounts, yuan")        \
  X(ROW_PROJECTS, "row_projects", ROWS, FIGURES, ZP_ASK_UNIT_RULE, "whose row it is: a position in projects")                \
  X(ROW_NAMES, "row_names", ROWS, TEXTS, ZP_ASK_UNIT_RULE | ZP_ASK_PROJECT, "level-3 names as written")                      \
  X(ROW_GROUPS, "row_groups", ROWS, TEXTS, ZP_ASK_UNIT_RULE | ZP_ASK_PROJECT,                                                \
    "ids of the level-1 groups, such as output; execution for the budget execution")                                         \
  X(ROW_WEIGHTS, "row_weights", ROWS, FIGURES, ZP_ASK_UNIT_RULE | ZP_ASK_PROJECT, "points the rows can earn")                \
  X(ROW_POINTS, "row_points", ROWS, FIGURES, ZP_ASK_UNIT_RULE | ZP_ASK_PROJECT, "points they earned")                        \
  X(ROW_RATES, "row_rates", ROWS, FIGURES, ZP_ASK_UNIT_RULE | ZP_ASK_PROJECT, "actual / target, quantised at 1e-9")          \
  X(ROW_DECLARED, "row_declared", ROWS, FIGURES, ZP_ASK_UNIT_RULE, "points the unit gave itself")                            \
  X(ROW_BANDS, "row_bands", ROWS, TEXTS, ZP_ASK_UNIT_RULE, "verdicts: met, partial or unmet, by the pack's words")           \
  X(ROW_TARGET_TEXTS, "row_target_texts", ROWS, TEXTS, ZP_ASK_UNIT_RULE, "targets as written")                               \
  X(ROW_ACTUAL_TEXTS, "row_actual_texts", ROWS, TEXTS, ZP_ASK_UNIT_RULE, "actuals as written")                               \
  X(ROW_NOTES, "row_notes", ROWS, TEXTS, ZP_ASK_UNIT_RULE, "deviation notes of the unit")

typedef enum zp_series_name {
#define X(name, lua, shape, type, who, doc) ZP_SERIES_##name,
  ZP_SERIES_MAP(X)
#undef X
  ZP_SERIES_COUNT
} zp_series_name;

typedef enum zp_series_shape { ZP_SERIES_ONE, ZP_SERIES_PARTS, ZP_SERIES_ROWS } zp_series_shape;
enum { ZP_SERIES_SHAPES = ZP_SERIES_ROWS + 1 };

/// One row of the table above.
typedef struct zp_series_kind {
  const char *name;  // "row_points": what an author writes
  zp_series_shape shape;
  bool texts;        // else figures
  unsigned who;      // ZP_ASK_* bits
  const char *doc;
} zp_series_kind;
/// Static storage.
const zp_series_kind *zp_series_kind_of(zp_series_name name);

/// A number that may not be known.
typedef struct zp_figure { bool known; double number; } zp_figure;

/// Whatever one call can ask for: lists of figures or texts (by name), each as long as its shape's count. NULL where nobody asks.
typedef struct zp_series {
  size_t count[ZP_SERIES_SHAPES];  // of ONE: 1
  zp_figure *figures[ZP_SERIES_COUNT];
  zp_text *texts[ZP_SERIES_COUNT];
} zp_series;

/// Room for every list that `who` may ask for: figures not known, texts blank. False when memory is short.
bool zp_series_init(zp_series *series, unsigned who, size_t parts, size_t rows, zp_arena *arena);
