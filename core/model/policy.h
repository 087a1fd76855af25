// policy.h: what a rule pack decides, as plain data. Filled by script/, obeyed by pipeline/.
#pragma once

#include "base/decimal.h"
#include "model/input.h"
#include "model/series.h"
#include "model/value.h"

typedef struct zp_words { zp_text *items; size_t count; } zp_words;

/// A first-level indicator group and its share of 100.
typedef struct zp_group {
  zp_text id;         // "output": stable name for Lua and JSON
  zp_text name;       // 产出指标
  zp_words synonyms;  // other spellings, as written in forms
  zp_dec weight;
} zp_group;

typedef enum zp_unscored_policy { ZP_UNSCORED_WITHHOLD, ZP_UNSCORED_ZERO, ZP_UNSCORED_REDISTRIBUTE } zp_unscored_policy;
/// How scores of one level become that of the next; FUNCTION: as a function in pack.lua says.
typedef enum zp_combine { ZP_COMBINE_BUDGET, ZP_COMBINE_MEAN, ZP_COMBINE_SUM, ZP_COMBINE_FUNCTION, ZP_COMBINE_POOL } zp_combine;
const char *zp_combine_name(zp_combine combine);  // "budget", "mean", "sum", "function", "pool"
/// What is made up: a project of its rows, a unit of its projects, a district of its units.
typedef enum zp_level { ZP_LEVEL_PROJECT, ZP_LEVEL_UNIT, ZP_LEVEL_DISTRICT } zp_level;
enum { ZP_LEVELS = ZP_LEVEL_DISTRICT + 1 };
typedef enum zp_off_total { ZP_OFF_TOTAL_SCALE, ZP_OFF_TOTAL_KEEP } zp_off_total;

/// Monitoring: per cent of what is expected by a day from which a light is green, and from which it is yellow.
typedef struct zp_watch_limits { zp_dec green, yellow; } zp_watch_limits;

typedef struct zp_grade { zp_text name; zp_dec from; } zp_grade;

/// Direction of better. ZERO: the target is 0 with "=" and nothing may happen (零上访).
typedef enum zp_direction { ZP_DIRECTION_NONE, ZP_DIRECTION_UP, ZP_DIRECTION_DOWN, ZP_DIRECTION_EQUAL, ZP_DIRECTION_ZERO } zp_direction;
/// Where the direction came from.
typedef enum zp_direction_source {
  ZP_BY_NOTHING, ZP_BY_OPERATOR, ZP_BY_NAME, ZP_BY_CAP, ZP_BY_DEFAULT, ZP_BY_ZERO
} zp_direction_source;
/// "up", "down" …; "" for NONE.
const char *zp_direction_name(zp_direction direction);

/// The three bands of a verdict; NONE: in no band.
typedef enum zp_band { ZP_BAND_NONE, ZP_BAND_MET, ZP_BAND_PARTIAL, ZP_BAND_UNMET } zp_band;
const char *zp_band_name(zp_band band);  // "met", "partial", "unmet", ""

/// Whether a rule is for targets that are a date or a range of dates.
typedef enum zp_dates { ZP_DATES_ANY, ZP_DATES_ONLY, ZP_DATES_NONE } zp_dates;

/// What a row must look like for a rule to apply; a set of 0 bits means "any".
typedef struct zp_applies {
  uint32_t kinds;         // 1 << zp_kind of the target
  uint32_t actual_kinds;  // 1 << zp_kind of the actual
  uint32_t directions;    // 1 << zp_direction
  zp_dates dates;         // tells a range of dates from a range of numbers
  bool execution;         // true: only the budget execution row; false: only indicator rows
  zp_words groups;        // group ids
  zp_words level2;        // parts of the second-level name
  zp_words names;         // parts of the third-level name
} zp_applies;

/// A named number, flag or text that a rule lets the pack set.
typedef struct zp_param {
  zp_text name, doc;
  enum { ZP_PARAM_NUMBER, ZP_PARAM_FLAG, ZP_PARAM_TEXT } type;
  double number;
  bool flag;
  zp_text text;
  bool overridden;        // set by the pack, not the rule's default
  zp_text set_file;       // overridden: the pack.lua that sets it, as shown
  uint32_t set_line;
} zp_param;

/// One argument of a rule's function: an input or a parameter, in the order of the function's parameters.
typedef struct zp_argument {
  bool is_param;
  zp_input input;         // !is_param, of a rule for rows
  zp_series_name series;  // !is_param, of a rule for units
  size_t param;           // is_param: index into params
} zp_argument;

enum { ZP_ARGUMENTS_MOST = 32, ZP_PARAMS_MOST = 32 };

/// What a rule judges: a row, or a unit as a whole.
typedef enum zp_rule_kind { ZP_RULE_ROW, ZP_RULE_VETO, ZP_RULE_DEDUCTION } zp_rule_kind;
const char *zp_rule_kind_name(zp_rule_kind kind);  // "row", "veto", "deduction"

typedef struct zp_rule {
  zp_rule_kind kind;
  zp_text id, title, basis, doc;
  zp_text file;           // as shown: "mof-2020/ratio_up.lua"
  uint32_t line;          // of its function
  zp_applies applies;     // ROW
  size_t grade;           // VETO: index of the grade a unit is lowered to
  zp_dec most;            // DEDUCTION: points it can take off at most
  zp_param *params;
  size_t param_count;
  zp_argument arguments[ZP_ARGUMENTS_MOST];
  size_t argument_count;
  size_t example_count;
} zp_rule;

/// Which text a finding of the pack looks at.
typedef enum zp_looked_at {
  ZP_LOOK_NAME, ZP_LOOK_DESCRIPTION, ZP_LOOK_TARGET, ZP_LOOK_BASIS, ZP_LOOK_ACTUAL, ZP_LOOK_NOTE,  // of each indicator
  ZP_LOOK_PROJECT, ZP_LOOK_USE, ZP_LOOK_GOAL                                                      // of the project
} zp_looked_at;
/// In which forms: goals, filled ones, or both.
typedef enum zp_looked_in { ZP_LOOK_ANYWHERE, ZP_LOOK_GOALS, ZP_LOOK_FILLED } zp_looked_in;

/// A finding that the pack itself describes: a text that has one of the words, or (`missing`) that is written and has none.
typedef struct zp_pack_finding {
  zp_text id, sentence, suggestion;
  zp_severity severity;
  zp_looked_at cell;
  zp_looked_in form;
  zp_words words;
  zp_words level2;   // parts of level-2 names of the indicators looked at; empty: all
  bool missing;
} zp_pack_finding;

/// What a reviewer looks for (`review` in pack.lua). A list that is empty finds nothing.
typedef struct zp_review_policy {
  zp_words required;    // ids of groups that the goals of a project must have indicators for
  zp_words measurable;  // beginnings of level-2 names whose targets have to be numbers or dates
  zp_words effects;     // parts of level-2 names whose targets have to say more than a word of the indicator's name
  zp_words execution;   // parts of indicator names that say again how much of the budget was spent
  zp_words counted;     // what is counted: numbers before these words in the fund use are compared with targets
  zp_words named;       // those of them whose names in the fund use (陈家庄村) are counted where it has no number
  zp_words unnamed;     // words that hold one of `named` and name no single one (行政村, 村干部)
  zp_dec plan_end;      // percent at which the cumulative plan of the fund ends; 0: any
  zp_dec difference;    // points by which declared and recomputed points may differ
  zp_dec unexplained;   // points that may be lost without a note
  zp_pack_finding *findings;  // of the pack's own
  size_t finding_count;
} zp_review_policy;

typedef struct zp_policy {
  zp_text id, version, title, basis;
  zp_text digest;         // hex BLAKE2b over the pack's files in order of name
  int *years;
  size_t year_count;
  zp_dec execution_weight;
  zp_group *groups;
  size_t group_count;
  zp_text absent;         // "spread", or the id of the group that takes the weight of absent groups
  zp_off_total off_total; // forms whose weights do not sum to 100
  zp_words met, partial, unmet;  // verdict words; the longest found in a text decides
  zp_words negations;     // 未, 不, 没 …: directly before a word of `met` or `partial` they void the match
  zp_words down, up;      // parts of indicator names where lower, higher is better; the last in a name decides
  zp_words cap;           // parts of level-2 or level-3 names that make "=" a cap
  zp_dec over_fulfilled;  // percent of the target above which a finding is made; 0: never
  bool has_monitor;       // the pack sets the limits of monitoring
  zp_watch_limits watch_execution, watch_goals;
  zp_review_policy review;
  zp_grade *grades;       // best first
  size_t grade_count;
  zp_unscored_policy unscored;
  zp_combine project;     // SUM or FUNCTION
  zp_combine unit, district;      // BUDGET, MEAN or FUNCTION; the unit also POOL
  zp_place functions[ZP_LEVELS];  // FUNCTION: file and line
  uint64_t steps;         // Lua instructions one call may take
  uint64_t memory;        // bytes the Lua state may hold
  zp_rule *rules;         // in order: the first that applies scores; then the vetoes; then the deductions
  size_t rule_count;      // of rules for rows
  size_t unit_rule_count; // of vetoes and deductions, which follow them
} zp_policy;
/// Of rules for rows and for units together.
size_t zp_policy_rules(const zp_policy *policy);
