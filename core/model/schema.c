// schema.c: the table behind schema.h, one row per stored member.
#include "model/schema.h"

#include <string.h>

#include "model/row_members.h"

// ---- the names of enums, all with one signature --------------------------------------------------------------------

NAMES(status_name, zp_status, zp_status_code)
NAMES(rule_kind_name, zp_rule_kind, zp_rule_kind_name)
NAMES(ruling_name, zp_ruling, zp_ruling_name)
#undef NAMES

static const char *const notes[] = {
  "unit_completed", "unit_from_column", "op_from_column", "op_from_word",  "percent_by_name", "approximate",
  "with_verdict",   "op_in_actual",     "no_year",        "year_assumed",  "tolerance",       "op_conflict",
  "unit_conflict",  "number_in_sentence", "date_impossible", "not_a_value", "out_of_range",   "formula_error",
  "share_of_one",   "period_counted",   "zero_in_words",
};
_Static_assert(sizeof notes / sizeof notes[0] == ZP_NOTE_COUNT, "every note needs a stable name");

const char *zp_note_name(int bit)
{
  return notes[bit];
}

// ---- when a member means something, and what makes a record sound ----------------------------------------------------

static bool is_known(const void *record)
{
  return ((const zp_total *)record)->known;
}

static bool takes_points(const void *record)
{
  const zp_adjustment *adjustment = record;
  return adjustment->kind == ZP_RULE_DEDUCTION && adjustment->outcome != ZP_NOT_APPLIED;
}

static bool is_adjusted(const void *record)
{
  return ((const zp_unit_result *)record)->adjustment_count != 0;
}

static bool standing_is_known(const void *record)
{
  return ((const zp_standing *)record)->known;
}

static bool others_were_left(const void *record)
{
  return ((const zp_district_result *)record)->others.rows != 0;
}

static bool district_is_sound(const void *record)
{
  const zp_district_result *district = record;
  return district->counted <= district->ranking_count;
}

static bool adjustment_is_sound(const void *record)
{
  return ((const zp_adjustment *)record)->kind != ZP_RULE_ROW;
}

static bool finding_is_sound(const void *record)
{
  const zp_finding *finding = record;
  return finding->status != ZP_OK && within(finding->cell, finding->caret_from, finding->caret_bytes);
}

// ---- the table -----------------------------------------------------------------------------------------------------

#define OWNER zp_finding
static const zp_member finding_members[] = {
  { "code", AT(NAME, status), NAMED(status_name, ZP_STATUS_COUNT - 1) },
  { "place", AT(RECORD, place), OF(record_place) },
  { "cell", AT(TEXT, cell) },
  { "caret_from", AT(BYTES, caret_from) },
  { "caret_bytes", AT(BYTES, caret_bytes) },
  { "args", AT(ARGS, args) },
};
RECORD(zp_record_finding, "finding", finding_members, finding_is_sound);
#undef OWNER

#define OWNER zp_row_result
RECORD(zp_record_row, "row", row_members, NULL);
#undef OWNER

#define OWNER zp_total
static const zp_member total_members[] = {
  { "known", AT(FLAG, known) },
  { "points_e4", AT(POINTS, points), .when = is_known },
  { "weight_e4", AT(POINTS, weight) },
  { "scored_e4", AT(POINTS, scored) },
  { "score_e4", AT(POINTS, score), .when = is_known },
  { "score_high_e4", AT(POINTS, score_high), .when = is_known },
  { "graded", AT(FLAG, graded) },
  { "grade", AT(TEXT, grade) },
  { "grade_high", AT(TEXT, grade_high) },
};
static RECORD(record_total, "total", total_members, NULL);
#undef OWNER

#define OWNER zp_project_result
static const zp_member project_members[] = {
  { "code", AT(TEXT, code) },
  { "name", AT(TEXT, name) },
  { "place", AT(RECORD, place), OF(record_place) },
  { "initial_fen", AT(MONEY, initial), IF(has_initial) },
  { "revised_fen", AT(MONEY, revised), IF(has_revised) },
  { "executed_fen", AT(MONEY, executed), IF(has_executed) },
  { "total", AT(RECORD, total), OF(record_total) },
  { "rows", LIST(rows, row_count, zp_record_row) },
};
static RECORD(record_project, "project", project_members, NULL);
#undef OWNER

#define OWNER zp_adjustment
static const zp_member adjustment_members[] = {
  { "kind", AT(NAME, kind), NAMED(rule_kind_name, ZP_RULE_DEDUCTION) },
  { "rule", AT(TEXT, rule) },
  { "title", AT(TEXT, title) },
  { "outcome", AT(NAME, outcome), NAMED(ruling_name, ZP_BROKEN) },
  { "points_e4", AT(POINTS, points), .when = takes_points },
  { "grade", AT(TEXT, grade) },
  { "fault", AT(ARG, fault) },
  { "note", AT(TEXT, note) },
  { "line", AT(NUMBER, line) },
};
static RECORD(record_adjustment, "adjustment", adjustment_members, adjustment_is_sound);
#undef OWNER

#define OWNER zp_unit_result
static const zp_member unit_members[] = {
  { "code", AT(TEXT, code) },
  { "name", AT(TEXT, name) },
  { "district", AT(TEXT, district) },
  { "year", AT(YEAR, year) },
  { "overall_count", AT(COUNT, overall_count) },
  { "item_count", AT(COUNT, item_count) },
  { "safeguard_count", AT(COUNT, safeguard_count) },
  { "total", AT(RECORD, total), OF(record_total) },
  { "adjustments", LIST(adjustments, adjustment_count, record_adjustment) },
  { "combined", AT(RECORD, combined), OF(record_total), .when = is_adjusted },
  { "projects", LIST(projects, project_count, record_project) },
  { "pooled", LIST(pooled, pooled_count, record_project) },
  { "findings", LIST(findings, finding_count, zp_record_finding) },
};
RECORD(zp_record_unit, "unit", unit_members, NULL);
#undef OWNER

#define OWNER zp_rule_result
static const zp_member rule_members[] = {
  { "id", AT(TEXT, id) },
  { "title", AT(TEXT, title) },
  { "basis", AT(TEXT, basis) },
  { "file", AT(TEXT, file) },
  { "line", AT(NUMBER, line) },
  { "params", AT(TEXT, params) },
  { "kind", AT(NAME, kind), NAMED(rule_kind_name, ZP_RULE_DEDUCTION) },
};
static RECORD(record_rule, "rule", rule_members, NULL);
#undef OWNER

#define OWNER zp_input_file
static const zp_member input_members[] = {
  { "name", AT(TEXT, name) },
  { "digest", AT(TEXT, digest) },
  { "bytes", AT(COUNT, bytes) },
};
static RECORD(record_input, "input", input_members, NULL);
#undef OWNER

#define OWNER zp_grade
static const zp_member grade_members[] = {
  { "name", AT(TEXT, name) },
  { "from_e4", AT(POINTS, from) },
};
static RECORD(record_grade, "grade", grade_members, NULL);
#undef OWNER

#define OWNER zp_group_result
static const zp_member group_members[] = {
  { "id", AT(TEXT, id) },
  { "name", AT(TEXT, name) },
  { "weight_e4", AT(POINTS, weight) },
};
static RECORD(record_group, "group", group_members, NULL);
#undef OWNER

// ---- the district ----------------------------------------------------------------------------------------------------

#define OWNER zp_totals
static const zp_member totals_members[] = {
  { "graded", AT(COUNT, graded) },
  { "open", AT(COUNT, open) },
  { "unknown", AT(COUNT, unknown) },
};
static RECORD(record_totals, "totals", totals_members, NULL);
#undef OWNER

#define OWNER zp_counts
static const zp_member counts_members[] = {
  { "scored", AT(COUNT, scored) },
  { "unscored", AT(COUNT, unscored) },
  { "fault", AT(COUNT, fault) },
};
static RECORD(record_counts, "counts", counts_members, NULL);
#undef OWNER

#define OWNER zp_grade_count
static const zp_member grade_count_members[] = {
  { "name", AT(TEXT, name) },
  { "units", AT(COUNT, units) },
};
static RECORD(record_grade_count, "grade count", grade_count_members, NULL);
#undef OWNER

#define OWNER zp_standing
static const zp_member standing_members[] = {
  { "rank", AT(NUMBER, rank) },
  { "code", AT(TEXT, code) },
  { "name", AT(TEXT, name) },
  { "initial_fen", AT(MONEY, initial), IF(has_initial) },
  { "revised_fen", AT(MONEY, revised), IF(has_revised) },
  { "executed_fen", AT(MONEY, executed), IF(has_executed) },
  { "counted", AT(FLAG, counted) },
  { "known", AT(FLAG, known) },
  { "scored_e4", AT(POINTS, scored) },
  { "score_e4", AT(POINTS, score), .when = standing_is_known },
  { "score_high_e4", AT(POINTS, score_high), .when = standing_is_known },
  { "graded", AT(FLAG, graded) },
  { "grade", AT(TEXT, grade) },
  { "grade_high", AT(TEXT, grade_high) },
};
static RECORD(record_standing, "standing", standing_members, NULL);
#undef OWNER

#define OWNER zp_group_spread
static const zp_member spread_members[] = {
  { "group", AT(TEXT, group) },
  { "units", AT(COUNT, units) },
  { "mean_e4", AT(POINTS, mean) },
  { "least_e4", AT(POINTS, least) },
  { "most_e4", AT(POINTS, most) },
};
static RECORD(record_spread, "spread", spread_members, NULL);
#undef OWNER

#define OWNER zp_weak_indicator
static const zp_member weak_members[] = {
  { "group", AT(TEXT, group) },
  { "name", AT(TEXT, name) },
  { "units", AT(COUNT, units) },
  { "rows", AT(COUNT, rows) },
  { "unscored", AT(COUNT, unscored) },
  { "lost_e4", AT(POINTS, lost) },
  { "weight_e4", AT(POINTS, weight) },
};
static RECORD(record_weak, "indicator", weak_members, NULL);
#undef OWNER

#define OWNER zp_problem
static const zp_member problem_members[] = {
  { "code", AT(NAME, code), NAMED(status_name, ZP_STATUS_COUNT - 1) },
  { "count", AT(COUNT, count) },
  { "units", AT(COUNT, units) },
};
static RECORD(record_problem, "problem", problem_members, NULL);
#undef OWNER

#define OWNER zp_failed_bundle
static const zp_member failed_members[] = {
  { "name", AT(TEXT, name) },
  { "file", AT(TEXT, file) },
  { "code", AT(NAME, code), NAMED(status_name, ZP_STATUS_COUNT - 1) },
  { "reason", AT(ARG, reason) },
};
static RECORD(record_failed, "failed", failed_members, NULL);
#undef OWNER

#define OWNER zp_missing_unit
static const zp_member missing_members[] = {
  { "code", AT(TEXT, code) },
  { "name", AT(TEXT, name) },
  { "finding", AT(NAME, finding), NAMED(status_name, ZP_STATUS_COUNT - 1) },
};
static RECORD(record_missing, "missing", missing_members, NULL);
#undef OWNER

#define OWNER zp_district_result
static const zp_member district_members[] = {
  { "name", AT(TEXT, name) },
  { "name_units", AT(COUNT, name_units) },
  { "roster", AT(TEXT, roster) },
  { "roster_units", AT(COUNT, roster_units) },
  { "total", AT(RECORD, total), OF(record_total) },
  { "counted", AT(COUNT, counted) },
  { "budgets_zero", AT(FLAG, budgets_zero) },
  { "fault", AT(ARG, fault) },
  { "fault_line", AT(NUMBER, fault_line) },
  { "units", AT(RECORD, units), OF(record_totals) },
  { "projects", AT(RECORD, projects), OF(record_totals) },
  { "rows", AT(RECORD, rows), OF(record_counts) },
  { "grades", LIST(grades, grade_count, record_grade_count) },
  { "ranking", LIST(ranking, ranking_count, record_standing) },
  { "groups", LIST(groups, group_count, record_spread) },
  { "worst", LIST(worst, worst_count, record_weak) },
  { "others", AT(RECORD, others), OF(record_weak), .when = others_were_left },
  { "problems", LIST(problems, problem_count, record_problem) },
  { "failed", LIST(failed, failed_count, record_failed) },
  { "missing", LIST(missing, missing_count, record_missing) },
};
static RECORD(record_district, "district", district_members, district_is_sound);
#undef OWNER

#define OWNER zp_result
static const zp_member result_members[] = {
  { "version", AT(TEXT, version) },
  { "pack", AT(TEXT, pack) },
  { "pack_version", AT(TEXT, pack_version) },
  { "pack_title", AT(TEXT, pack_title) },
  { "pack_digest", AT(TEXT, pack_digest) },
  { "unscored_policy", AT(TEXT, unscored_policy) },
  { "combine_project", AT(TEXT, combine_project) },
  { "combine", AT(TEXT, combine) },
  { "combine_district", AT(TEXT, combine_district) },
  { "grades", LIST(grades, grade_count, record_grade) },
  { "groups", LIST(groups, group_count, record_group) },
  { "shard", AT(TEXT, shard) },
  { "plan", AT(TEXT, plan) },
  { "inputs", LIST(inputs, input_count, record_input) },
  { "rules", LIST(rules, rule_count, record_rule) },
  { "units", LIST(units, unit_count, zp_record_unit) },
  { "district", AT(RECORD, district), OF(record_district), IF(has_district) },
  { "findings", LIST(findings, finding_count, zp_record_finding) },
  { "digest", AT(TEXT, digest) },
};
RECORD(zp_record_result, "result", result_members, NULL);
#undef OWNER

// ---- in short --------------------------------------------------------------------------------------------------------

#define OWNER zp_group_share
static const zp_member group_share_members[] = {
  { "group", AT(COUNT, group) },
  { "points_e4", AT(POINTS, points) },
  { "weight_e4", AT(POINTS, weight) },
};
static POSITIONAL(record_group_share, "group share", group_share_members);
#undef OWNER

#define OWNER zp_name_share
static const zp_member name_share_members[] = {
  { "group", AT(COUNT, group) },
  { "name", AT(TEXT, name) },
  { "rows", AT(COUNT, rows) },
  { "unscored", AT(COUNT, unscored) },
  { "lost_e4", AT(POINTS, lost) },
  { "weight_e4", AT(POINTS, weight) },
};
static POSITIONAL(record_name_share, "name share", name_share_members);
#undef OWNER

#define OWNER zp_unit_extract
static const zp_member extract_members[] = {
  { "code", AT(TEXT, code) },
  { "name", AT(TEXT, name) },
  { "district", AT(TEXT, district) },
  { "total", AT(RECORD, total), OF(record_total) },
  { "initial_fen", AT(MONEY, initial), IF(has_initial) },
  { "revised_fen", AT(MONEY, revised), IF(has_revised) },
  { "executed_fen", AT(MONEY, executed), IF(has_executed) },
  { "projects", AT(RECORD, projects), OF(record_totals) },
  { "rows", AT(RECORD, rows), OF(record_counts) },
  { "pooled", AT(RECORD, pooled), OF(record_counts) },
  { "asked", AT(COUNT, asked) },
  { "open_adjustments", AT(COUNT, open_adjustments) },
  { "groups", LIST(groups, group_count, record_group_share) },
  { "names", LIST(names, name_count, record_name_share) },
  { "findings", LIST(findings, finding_count, zp_record_finding) },
};
RECORD(zp_record_extract, "extract", extract_members, NULL);
#undef OWNER

#define OWNER zp_group_unit
static const zp_member group_unit_members[] = {
  { "code", AT(TEXT, code) },
  { "name", AT(TEXT, name) },
  { "offset", AT(COUNT, offset) },
  { "length", AT(NUMBER, length) },
  { "sum", AT(TEXT, sum) },
  { "extract_offset", AT(COUNT, extract_offset) },
  { "extract_length", AT(NUMBER, extract_length) },
  { "extract_sum", AT(TEXT, extract_sum) },
  { "findings", AT(COUNT, findings) },
  { "digest", AT(TEXT, digest) },
};
static RECORD(record_group_unit, "group unit", group_unit_members, NULL);
#undef OWNER

#define OWNER zp_group_front
static const zp_member front_members[] = {
  { "rows", AT(RECORD, rows), OF(record_counts) },
  { "inputs", LIST(inputs, input_count, record_input) },
  { "findings", LIST(findings, finding_count, zp_record_finding) },
  { "units", LIST(units, unit_count, record_group_unit) },
};
RECORD(zp_record_front, "group", front_members, NULL);
#undef OWNER

// ---- reading the table -----------------------------------------------------------------------------------------------

static const void *at(const zp_member *member, const void *record)
{
  return (const char *)record + member->offset;
}

static bool any_text(const zp_text texts[3])
{
  return texts[0].len != 0 || texts[1].len != 0 || texts[2].len != 0;
}

static bool any_member(const zp_record *kind, const void *record)
{
  for (size_t i = 0; i < kind->count; i++)
    if (zp_member_there(&kind->members[i], record)) return true;
  return false;
}

bool zp_member_there(const zp_member *member, const void *record)
{
  const void *here = at(member, record);
  if (member->flagged) return *((const bool *)record + member->flag);
  if (member->when != NULL) return member->when(record);
  switch (member->type) {
    case ZP_M_TEXT: case ZP_M_ARG: return ((const zp_text *)here)->len != 0;
    case ZP_M_ARGS: return any_text(here);
    case ZP_M_FLAG: return *(const bool *)here;
    case ZP_M_NUMBER: case ZP_M_BYTES: case ZP_M_NOTES: return *(const uint32_t *)here != 0;
    case ZP_M_YEAR: return *(const int *)here != 0;
    case ZP_M_DATE: return ((const zp_date *)here)->month != 0;
    case ZP_M_NAME: return zp_member_name(member, record) != NULL;
    case ZP_M_RECORD: return any_member(member->record, here);
    case ZP_M_LIST: return *(const size_t *)(const void *)((const char *)record + member->count) != 0;
    case ZP_M_COUNT: case ZP_M_POINTS: case ZP_M_MONEY: case ZP_M_QUANTITY: break;
  }
  return true;
}

static uint32_t named_first(const zp_member *members, size_t count)
{
  uint32_t bits = 0;
  for (size_t i = 0; i < count; i++) {
    const char *name = members[i].type == ZP_M_NAME ? members[i].name(0) : NULL;
    bits |= (uint32_t)(name != NULL && *name != '\0') << i;
  }
  return bits;
}

zp_row_names zp_row_names_first(void)
{
  return (zp_row_names){ named_first(row_members, ZP_MEMBERS(row_members)), named_first(value_members, ZP_MEMBERS(value_members)) };
}

zp_text zp_member_word(const zp_member *member)
{
  zp_text key = zp_text_from(member->key);
  if (member->type == ZP_M_POINTS) key.len -= sizeof "_e4" - 1;
  if (member->type == ZP_M_MONEY) key.len -= sizeof "_fen" - 1;
  return key;
}

const char *zp_member_name(const zp_member *member, const void *record)
{
  int value;
  memcpy(&value, at(member, record), sizeof value);  // every enum of the model has the size of an int
  const char *name = member->name(value);
  return name == NULL || *name == '\0' ? NULL : name;
}
_Static_assert(sizeof(zp_kind) == sizeof(int) && sizeof(zp_status) == sizeof(int), "enums are read as int");

int zp_member_value(const zp_member *member, zp_text name)
{
  for (int value = 0; value < member->names; value++) {
    const char *known = member->name(value);
    if (known == NULL || *known == '\0' || name.len == 0 || *known != *name.ptr) continue;
    if (strncmp(known, name.ptr, name.len) == 0 && known[name.len] == '\0') return value;
  }
  return -1;
}

const void *zp_member_items(const zp_member *member, const void *record, size_t *count)
{
  const void *items;
  memcpy(&items, at(member, record), sizeof items);
  *count = *(const size_t *)(const void *)((const char *)record + member->count);
  return items;
}
