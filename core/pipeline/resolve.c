// resolve.c: a unit's texts -> typed values, directions, bands and amounts. What cannot be read is a finding and a reason,
// never a number.
#include "pipeline/stages.h"

#include "form/name_index.h"
#include "form/value_text.h"
#include "model/word_index.h"
#include "pipeline/align.h"
#include "pipeline/verdict.h"

/// Where a word ends in a name, and its length; 0 and 0 when there is none.
typedef struct reach { size_t end, length; } reach;

/// What the policy's words say of a name: the last word of `down` and of `up`, and whether there is
/// one of `cap`.
typedef struct name_words {
  reach down, up;
  bool cap;
} name_words;

/// A name that was asked for: projects of a unit have many in common.
enum { NAMES_KNOWN = 64 };
typedef struct known_name {
  zp_text name;
  name_words words;
} known_name;

typedef struct resolver {
  const zp_policy *policy;
  zp_words words;      // of the policy: those of `down`, `up` and `cap`, one after another
  zp_word_index names; // of these words
  known_name *known;   // NAMES_KNOWN, each at the place its text says
  zp_verdicts verdicts;
  zp_arena *arena, *scratch;
  zp_findings *findings;
  const zp_unit *unit;
  const zp_project *project;
} resolver;

static const zp_text none = { NULL, 0 };

static void note_cell(resolver *r, zp_status status, const zp_cell *cell, const zp_value *value, zp_text a, zp_text b)
{
  zp_finding *finding = zp_findings_add(r->findings, status, &cell->place, a, b, none);
  size_t from = value == NULL ? 0 : value->bad_from, bytes = value == NULL ? 0 : value->bad_bytes;
  zp_finding_cell(r->findings, finding, value == NULL ? cell->text : value->text, from, bytes);
}

/// Place of a cell, or of the row it is missing from.
static zp_cell located(const zp_cell *cell, const zp_indicator *row)
{
  zp_cell found = *cell;
  if (found.place.row == 0) found.place = row->level3->place;
  return found;
}

static bool is_numeric(zp_kind kind)
{
  return kind == ZP_KIND_NUMBER || kind == ZP_KIND_PERCENT || kind == ZP_KIND_MONEY;
}

// ---- direction -----------------------------------------------------------------------------------------------------

static bool further(reach a, reach b)
{
  return a.end != b.end ? a.end > b.end : a.length > b.length;
}

static name_words find_words(const resolver *r, zp_text name)
{
  size_t ups = r->policy->down.count, caps = ups + r->policy->up.count;
  name_words found = { .cap = false };
  zp_word_place from = { 0, 0 }, place;
  while (zp_word_index_next(&r->names, name, &from, &place)) {
    size_t length = r->words.items[place.word].len;
    reach here = { place.at + length, length }, *last = place.word < ups ? &found.down : &found.up;
    if (place.word >= caps)
      found.cap = true;
    else if (further(here, *last))
      *last = here;
  }
  return found;
}

static name_words words_of(const resolver *r, zp_text name)
{
  known_name *known = &r->known[zp_name_hash(0, name) % NAMES_KNOWN];
  if (known->name.ptr == NULL || !zp_text_equal(known->name, name)) *known = (known_name){ name, find_words(r, name) };
  return known->words;
}

/// What a Chinese name is about stands at its end: 投诉 is better when lower, 投诉处理率 when higher; of 不满意度 and 满意度,
/// which end alike, the longer decides.
static bool lower_is_better(const name_words *name)
{
  return name->down.length != 0 && !further(name->up, name->down);
}

/// A rate filed under 成本指标 (达标率, 节约率) is no cap unless its own name says so.
static bool is_cap(const resolver *r, const zp_indicator *row, zp_kind kind, const name_words *name)
{
  return name->cap || (kind != ZP_KIND_PERCENT && words_of(r, row->level2->text).cap);
}

/// "=" counts as "≥" but for caps, names where lower is better, and targets of zero (DOMAIN "Scoring").
static void direct(resolver *r, const zp_indicator *row, zp_row_reading *reading)
{
  const zp_value *target = &reading->target;
  if (!is_numeric(target->kind)) return;
  reading->direction_source = ZP_BY_OPERATOR;
  bool by_name = (target->op == ZP_OP_EQ || target->op == ZP_OP_NONE) && target->number.digits != 0;
  name_words name = by_name ? words_of(r, row->level3->text) : (name_words){ .cap = false };
  if (target->op == ZP_OP_GE || target->op == ZP_OP_GT) {
    reading->direction = ZP_DIRECTION_UP;
  } else if (target->op == ZP_OP_LE || target->op == ZP_OP_LT) {
    reading->direction = ZP_DIRECTION_DOWN;
  } else if (target->number.digits == 0) {
    reading->direction = ZP_DIRECTION_ZERO;
    reading->direction_source = ZP_BY_ZERO;
  } else if (zp_value_change(target->text) != 0) {
    // 下降5% asks for a change of that size, whatever is better when lower.
    reading->direction = ZP_DIRECTION_UP;
    reading->direction_source = ZP_BY_DEFAULT;
  } else if (lower_is_better(&name)) {
    reading->direction = ZP_DIRECTION_DOWN;
    reading->direction_source = ZP_BY_NAME;
  } else if (is_cap(r, row, target->kind, &name)) {
    reading->direction = ZP_DIRECTION_DOWN;
    reading->direction_source = ZP_BY_CAP;
    if (target->op == ZP_OP_EQ) note_cell(r, ZP_E_CAP_WITH_EQUAL, row->target, NULL, none, none);
  } else if (target->op == ZP_OP_EQ) {
    reading->direction = ZP_DIRECTION_EQUAL;
  } else {
    reading->direction = ZP_DIRECTION_UP;
    reading->direction_source = ZP_BY_DEFAULT;
  }
}

// ---- one row -------------------------------------------------------------------------------------------------------

/// The kind as an argument of a sentence: a word of the catalogue.
static zp_text kind_word(zp_kind kind)
{
  static const zp_word words[ZP_KIND_COUNT] = { ZP_W_KIND_BLANK, ZP_W_KIND_NUMBER, ZP_W_KIND_PERCENT,     ZP_W_KIND_MONEY,
                                                ZP_W_KIND_DATE,  ZP_W_KIND_RANGE,  ZP_W_KIND_QUALITATIVE, ZP_W_KIND_COMPOUND };
  return zp_word_arg(words[kind]);
}

static void mismatch(resolver *r, const zp_indicator *row, zp_row_reading *reading)
{
  reading->missing = ZP_REASON_KIND_MISMATCH;
  note_cell(r, ZP_E_KIND_MISMATCH, row->actual, NULL, kind_word(reading->actual.kind), kind_word(reading->target.kind));
}

static zp_date with_year(zp_date date, int16_t other)
{
  enum { ANY_LEAP_YEAR = 2000 };
  if (date.year == 0) date.year = other != 0 ? other : ANY_LEAP_YEAR;
  uint8_t last = zp_month_days(date.year, date.month);
  if (date.day > last) date.day = last;
  return date;
}

static void match_dates(resolver *r, const zp_indicator *row, zp_row_reading *reading)
{
  const zp_value *target = &reading->target, *actual = &reading->actual;
  bool is_date = actual->kind == ZP_KIND_DATE || (actual->kind == ZP_KIND_RANGE && actual->dates);
  if (!is_date) {
    mismatch(r, row, reading);
    return;
  }
  zp_date due = target->kind == ZP_KIND_RANGE ? target->high_date : target->date;
  zp_date done = actual->kind == ZP_KIND_RANGE ? actual->high_date : actual->date;
  // A date without a year is in the year of the other one; without any, both are in the same (leap) year.
  reading->due = with_year(due, done.year);
  reading->done = with_year(done, due.year);
}

/// -6% in answer to 下降5% went down by 6 %. A bare number that is another scale off is not computed with.
static void doubt_number(resolver *r, const zp_indicator *row, zp_row_reading *reading)
{
  bool against = reading->target.number.digits > 0 && reading->actual.number.digits < 0;
  if (against && zp_value_change(reading->target.text) < 0) {
    reading->aligned.digits = -reading->aligned.digits;
    note_cell(r, ZP_E_SIGN_BY_DIRECTION, row->actual, NULL, reading->target.text, none);
  }
  if (!zp_scale_doubtful(&reading->target, &reading->actual, reading->aligned)) return;
  reading->missing = ZP_REASON_UNIT_MISMATCH;
  note_cell(r, ZP_E_SCALE_DOUBTFUL, row->actual, NULL, reading->actual.text, reading->target.text);
}

static void match_numbers(resolver *r, const zp_indicator *row, zp_row_reading *reading)
{
  zp_qty aligned;
  if (!is_numeric(reading->actual.kind)) {
    mismatch(r, row, reading);
  } else if (zp_align(&reading->target, &reading->actual, &aligned)) {
    reading->aligned = aligned;
    doubt_number(r, row, reading);
  } else if (zp_align_near(&reading->target, &reading->actual, &aligned)) {
    reading->aligned = aligned;
    note_cell(r, ZP_E_UNIT_NEAR, row->actual, NULL, reading->actual.unit, reading->target.unit);
    doubt_number(r, row, reading);
  } else {
    reading->missing = ZP_REASON_UNIT_MISMATCH;
    note_cell(r, ZP_E_UNIT_MISMATCH, row->actual, NULL, reading->actual.unit, reading->target.unit);
  }
}

static void match_verdicts(resolver *r, const zp_indicator *row, zp_row_reading *reading)
{
  if (reading->actual.kind != ZP_KIND_QUALITATIVE) {
    mismatch(r, row, reading);
  } else if (reading->band == ZP_BAND_NONE) {
    reading->missing = ZP_REASON_BAND_UNKNOWN;
    note_cell(r, ZP_E_BAND_UNKNOWN, row->actual, NULL, reading->actual.text, none);
  }
}

/// A verdict where a quantity was asked for: left to the pack when its band is known.
static bool answers_in_words(resolver *r, const zp_indicator *row, zp_row_reading *reading)
{
  if (reading->target.kind == ZP_KIND_QUALITATIVE || reading->actual.kind != ZP_KIND_QUALITATIVE) return false;
  if (reading->band == ZP_BAND_NONE) return false;
  reading->missing = ZP_REASON_KIND_MISMATCH;
  if (is_numeric(reading->target.kind)) note_cell(r, ZP_E_VERDICT_FOR_NUMBER, row->actual, NULL, reading->actual.text, none);
  return true;
}

/// Both cells are there and readable: do they answer each other?
static void match(resolver *r, const zp_indicator *row, zp_row_reading *reading)
{
  if (answers_in_words(r, row, reading)) return;
  switch (reading->target.kind) {
    case ZP_KIND_QUALITATIVE: match_verdicts(r, row, reading); break;
    case ZP_KIND_DATE: match_dates(r, row, reading); break;
    case ZP_KIND_RANGE:
      if (reading->target.dates) match_dates(r, row, reading);
      else match_numbers(r, row, reading);
      break;
    default: match_numbers(r, row, reading); break;
  }
}

/// The first thing that keeps a row from being computed, with its finding.
static bool readable(resolver *r, const zp_indicator *row, zp_row_reading *reading)
{
  zp_cell target = located(row->target, row), actual = located(row->actual, row);
  if (reading->target.kind == ZP_KIND_BLANK) {
    reading->missing = ZP_REASON_TARGET_BLANK;
    note_cell(r, ZP_E_TARGET_BLANK, &target, NULL, none, none);
  } else if (reading->target.kind == ZP_KIND_COMPOUND) {
    reading->missing = ZP_REASON_TARGET_UNREADABLE;
    note_cell(r, ZP_E_TARGET_UNREADABLE, &target, &reading->target, none, none);
  } else if (reading->actual.kind == ZP_KIND_BLANK) {
    reading->missing = ZP_REASON_ACTUAL_BLANK;
    if (r->project->filled || row->actual->place.row != 0) note_cell(r, ZP_E_ACTUAL_BLANK, &actual, NULL, none, none);
  } else if (reading->actual.kind == ZP_KIND_COMPOUND) {
    reading->missing = ZP_REASON_ACTUAL_UNREADABLE;
    note_cell(r, ZP_E_ACTUAL_UNREADABLE, &actual, &reading->actual, none, none);
  }
  return reading->missing == ZP_REASON_NONE;
}

/// Declared points serve only for comparison: unreadable ones are a finding and go on.
static void declare(resolver *r, const zp_cell *cell, zp_row_reading *reading)
{
  if (zp_text_blank(cell->text)) return;
  reading->has_declared = zp_dec_parse(cell->text, &reading->declared, NULL) == ZP_OK;
  if (!reading->has_declared) note_cell(r, ZP_E_DECLARED_UNREADABLE, cell, NULL, none, none);
}

static zp_status resolve_row(resolver *r, const zp_indicator *row, zp_row_reading *reading, zp_error *err)
{
  reading->indicator = row;
  reading->group = SIZE_MAX;
  zp_value_hints hints = {
    ZP_ROLE_TARGET, row->op->text, row->unit->text, row->level3->text, r->unit->year, NULL
  };
  if (row->typed_target != NULL) reading->target = *row->typed_target;
  else if (zp_value_read(row->target->text, &hints, r->arena, &reading->target, err) != ZP_OK) return err->status;
  // The columns speak of the target; the actual is completed by the target itself.
  hints = (zp_value_hints){ ZP_ROLE_ACTUAL, none, none, row->level3->text, r->unit->year, &reading->target };
  if (row->typed_actual != NULL) reading->actual = *row->typed_actual;
  else if (zp_value_read(row->actual->text, &hints, r->arena, &reading->actual, err) != ZP_OK) return err->status;

  direct(r, row, reading);
  declare(r, row->declared, reading);
  if (reading->actual.kind == ZP_KIND_QUALITATIVE &&
      zp_verdict_band(&r->verdicts, &reading->target, &reading->actual, r->scratch,
                      &reading->band) != ZP_OK)
    return zp_fail_memory(err);
  if (readable(r, row, reading)) match(r, row, reading);
  return ZP_OK;
}

// ---- budget --------------------------------------------------------------------------------------------------------

static bool amount(resolver *r, const zp_cell *cell, zp_text unit, zp_money *out)
{
  zp_error failure;
  failure.status = ZP_OK; // all else is written by what fails
  if (zp_text_blank(cell->text)) return false;
  if (zp_money_read(cell->text, unit, r->scratch, out, &failure) == ZP_OK && out->fen >= 0)
    return true;
  zp_finding *finding = zp_findings_add(r->findings, ZP_E_MONEY_UNREADABLE, &cell->place, none, none, none);
  zp_finding_cell(r->findings, finding, cell->text, failure.caret_from, failure.caret_bytes);
  return false;
}

/// A form without a revised budget was not revised: the initial one counts, else the amount of the goals' fund use. A revised
/// amount that is there but cannot be read stays unknown.
static void resolve_budget(resolver *r, zp_project_reading *out)
{
  const zp_budget *budget = &r->project->budget;
  bool written = !zp_text_blank(budget->revised.text);
  out->has_initial = amount(r, &budget->initial, budget->money_unit, &out->initial);
  if (!out->has_initial && zp_text_blank(budget->initial.text))
    out->has_initial = amount(r, &budget->total, none, &out->initial);
  out->has_revised = amount(r, &budget->revised, budget->money_unit, &out->revised);
  if (!written && out->has_initial) {
    out->has_revised = true;
    out->revised = out->initial;
  }
  out->has_executed = amount(r, &budget->executed, budget->money_unit, &out->executed);
  if (!out->has_revised) zp_findings_add(r->findings, ZP_E_NO_BUDGET, &r->project->name.place, r->project->name.text, none, none);
}

static void resolve_execution(resolver *r, const zp_project_reading *project, zp_row_reading *row)
{
  *row = (zp_row_reading){ .group = SIZE_MAX };
  if (!project->has_executed) row->missing = ZP_REASON_NO_EXECUTED;
  if (!project->has_revised) row->missing = ZP_REASON_NO_BUDGET;
  declare(r, &r->project->budget.declared, row);
}

// ---- the unit ------------------------------------------------------------------------------------------------------

static zp_status resolve_project(resolver *r, zp_project_reading *out, zp_error *err)
{
  const zp_project *project = r->project;
  *out = (zp_project_reading){ .project = project, .row_count = project->indicator_count + 1 };
  out->rows = ZP_TAKE(r->scratch, zp_row_reading, out->row_count);
  if (out->rows == NULL) return zp_fail_memory(err);
  resolve_budget(r, out);
  resolve_execution(r, out, &out->rows[0]);
  for (size_t i = 0; i < project->indicator_count; i++)
    if (resolve_row(r, &project->indicators[i], &out->rows[i + 1], err) != ZP_OK) return err->status;
  return ZP_OK;
}

static bool index_names(resolver *r)
{
  const zp_words *lists[] = { &r->policy->down, &r->policy->up, &r->policy->cap };
  r->words.items =
      ZP_TAKE(r->scratch, zp_text, lists[0]->count + lists[1]->count + lists[2]->count);
  for (size_t i = 0; r->words.items != NULL && i < sizeof lists / sizeof lists[0]; i++)
    for (size_t k = 0; k < lists[i]->count; k++)
      r->words.items[r->words.count++] = lists[i]->items[k];
  r->known = ZP_TAKE(r->scratch, known_name, NAMES_KNOWN);
  return r->words.items != NULL && r->known != NULL && zp_word_index_make(&r->words, r->scratch, &r->names);
}

zp_status zp_resolve(const zp_unit *unit, const zp_policy *policy, zp_arena *arena,
                     zp_arena *scratch, zp_unit_reading *out, zp_findings *findings, zp_error *err)
{
  resolver r = {
    .policy = policy, .arena = arena, .scratch = scratch, .findings = findings, .unit = unit
  };
  if (!index_names(&r) || !zp_verdicts_make(policy, scratch, &r.verdicts))
    return zp_fail_memory(err);
  *out = (zp_unit_reading){ .unit = unit, .project_count = unit->project_count };
  out->projects = ZP_TAKE(scratch, zp_project_reading, unit->project_count);
  if (out->projects == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < unit->project_count; i++) {
    r.project = &unit->projects[i];
    if (resolve_project(&r, &out->projects[i], err) != ZP_OK) return err->status;
  }
  return ZP_OK;
}
