// supply.c: fills what rules can ask for by name (model/input.h) from the row's values, weight and budget.
#include "pipeline/stages.h"

static void number(zp_row_reading *row, zp_input input, double value)
{
  row->inputs.number[input] = value;
  row->inputs.present |= 1u << input;
}

/// Blank texts are nil to a rule.
static void text(zp_row_reading *row, zp_input input, zp_text value)
{
  if (value.len == 0) return;
  row->inputs.text[input - ZP_INPUT_NUMBERS] = value;
  row->inputs.present |= 1u << input;
}

static int months_between(zp_date from, zp_date to)
{
  return (to.year - from.year) * 12 + to.month - from.month;
}

static void supply_dates(zp_row_reading *row)
{
  number(row, ZP_IN_DAYS_LATE, zp_date_days(row->done) - zp_date_days(row->due));
  number(row, ZP_IN_MONTHS_LATE, months_between(row->due, row->done));
}

static void supply_numbers(zp_row_reading *row)
{
  double actual = zp_qty_to_double(row->aligned), target = zp_qty_to_double(row->target.number);
  number(row, ZP_IN_ACTUAL, actual);
  if (row->target.number.digits != 0) number(row, ZP_IN_RATE, zp_quantise(actual / target));
}

static void supply_values(zp_row_reading *row)
{
  const zp_value *target = &row->target;
  bool dated = target->kind == ZP_KIND_DATE || (target->kind == ZP_KIND_RANGE && target->dates);
  bool numbered = target->has_number && !dated && target->kind != ZP_KIND_COMPOUND;
  if (numbered) number(row, ZP_IN_TARGET, zp_qty_to_double(target->number));
  if (numbered && target->has_high) number(row, ZP_IN_HIGH, zp_qty_to_double(target->high));
  if (row->band != ZP_BAND_NONE) text(row, ZP_IN_BAND, zp_text_from(zp_band_name(row->band)));
  if (row->missing != ZP_REASON_NONE) return;
  if (dated) supply_dates(row);
  if (numbered) supply_numbers(row);
}

/// True when a rule for rows asks for one of the inputs of supply_words. The national pack's do not.
static bool asks_for_words(const zp_policy *policy)
{
  for (size_t i = 0; i < policy->rule_count; i++)
    for (size_t k = 0; k < policy->rules[i].argument_count; k++) {
      const zp_argument *argument = &policy->rules[i].arguments[k];
      if (!argument->is_param && argument->input > ZP_IN_BAND) return true;
    }
  return false;
}

static void supply_words(const zp_policy *policy, zp_row_reading *row)
{
  const zp_indicator *indicator = row->indicator;
  text(row, ZP_IN_ACTUAL_TEXT, row->actual.text);
  text(row, ZP_IN_TARGET_TEXT, row->target.text);
  text(row, ZP_IN_UNIT, row->target.unit.len != 0 ? row->target.unit : row->actual.unit);
  text(row, ZP_IN_OP, zp_text_from(zp_op_name(row->target.op)));
  text(row, ZP_IN_KIND, zp_text_from(zp_kind_name(row->target.kind)));
  text(row, ZP_IN_DIRECTION, zp_text_from(zp_direction_name(row->direction)));
  if (row->group != SIZE_MAX) text(row, ZP_IN_GROUP, policy->groups[row->group].id);
  text(row, ZP_IN_LEVEL1, indicator->level1->text);
  text(row, ZP_IN_LEVEL2, indicator->level2->text);
  text(row, ZP_IN_NAME, indicator->level3->text);
  text(row, ZP_IN_NOTE, indicator->note->text);
}

static void supply_row(const zp_unit_reading *reading, const zp_policy *policy, bool words,
                       const zp_project_reading *project, zp_row_reading *row)
{
  if (row->weight_source != ZP_WEIGHT_NONE) number(row, ZP_IN_WEIGHT, zp_dec_to_double(row->weight));
  else row->missing = ZP_REASON_NO_WEIGHT;
  if (row->has_declared) number(row, ZP_IN_DECLARED, zp_dec_to_double(row->declared));
  if (project->has_initial) number(row, ZP_IN_INITIAL, zp_money_to_double(project->initial));
  if (project->has_revised) number(row, ZP_IN_REVISED, zp_money_to_double(project->revised));
  if (project->has_executed) number(row, ZP_IN_EXECUTED, zp_money_to_double(project->executed));
  if (reading->unit->year != 0) number(row, ZP_IN_YEAR, reading->unit->year);
  if (row->indicator == NULL) return;
  supply_values(row);
  if (words) supply_words(policy, row);
}

void zp_supply(zp_unit_reading *reading, const zp_policy *policy)
{
  const bool words = asks_for_words(policy);
  for (size_t p = 0; p < reading->project_count; p++)
    for (size_t i = 0; i < reading->projects[p].row_count; i++)
      supply_row(reading, policy, words, &reading->projects[p], &reading->projects[p].rows[i]);
}
