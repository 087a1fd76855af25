// given.c: what a rule was given, kept as evidence: exact decimal texts of the very inputs it names, so that a reader of the
// result can compute again by hand.
#include "pipeline/stages.h"

#include <string.h>

static const zp_text none = { NULL, 0 };

typedef struct evidence {
  const zp_project_reading *project;
  const zp_row_reading *row;
  int year;
  zp_arena *arena;
} evidence;

/// Beyond 1e9 the multiple of 1e-9 that the rule saw is not kept; it follows from actual and target.
static zp_text print_rate(double rate, char room[ZP_NUMBER_ROOM])
{
  zp_qty kept = zp_qty_from_answer(rate);
  return kept.digits == 0 && rate != 0 ? ZP_TEXT("?") : zp_qty_print_short(kept, room);
}

/// Numbers come from where zp_supply took them, before they became doubles.
static zp_text print_number(const evidence *e, zp_input input, char room[ZP_NUMBER_ROOM])
{
  const zp_row_reading *row = e->row;
  switch (input) {
    case ZP_IN_ACTUAL: return zp_qty_print_short(row->aligned, room);
    case ZP_IN_TARGET: return zp_qty_print_short(row->target.number, room);
    case ZP_IN_HIGH: return zp_qty_print_short(row->target.high, room);
    case ZP_IN_RATE: return print_rate(row->inputs.number[ZP_IN_RATE], room);
    case ZP_IN_WEIGHT: return zp_dec_print_short(row->weight, 0, room);
    case ZP_IN_DECLARED: return zp_dec_print_short(row->declared, 0, room);
    case ZP_IN_INITIAL: return zp_money_print_yuan(e->project->initial, room);
    case ZP_IN_REVISED: return zp_money_print_yuan(e->project->revised, room);
    case ZP_IN_EXECUTED: return zp_money_print_yuan(e->project->executed, room);
    case ZP_IN_YEAR: return zp_qty_print_short((zp_qty){ e->year, 0 }, room);
    default: return zp_qty_print_short((zp_qty){ (int64_t)row->inputs.number[input], 0 }, room);  // whole days and months
  }
}

/// What is shown of an input; a number as printed into `room`.
static zp_text show(const evidence *e, zp_input input, char room[ZP_NUMBER_ROOM])
{
  if ((e->row->inputs.present >> input & 1) == 0) return none;
  if (input < (zp_input)ZP_INPUT_NUMBERS) return print_number(e, input, room);
  return e->row->inputs.text[input - ZP_INPUT_NUMBERS];
}

/// Numbers, which stand in rooms of their own until here, side by side in the arena.
static zp_status keep_numbers(const evidence *e, zp_row_result *row, size_t length, zp_error *err)
{
  char *p = zp_arena_bytes(e->arena, length);
  if (p == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < row->given_count; i++) {
    zp_given *given = &row->given[i];
    if (given->input >= (zp_input)ZP_INPUT_NUMBERS || given->value.len == 0) continue;
    memcpy(p, given->value.ptr, given->value.len);
    given->value.ptr = p;
    p += given->value.len;
  }
  return ZP_OK;
}

zp_status zp_keep_given(const zp_project_reading *project, int year, size_t i, const zp_outcome *outcome, const zp_policy *policy,
                        zp_arena *arena, zp_row_result *row, zp_error *err)
{
  if (outcome->rule == ZP_NO_RULE) return ZP_OK;
  const zp_rule *rule = &policy->rules[outcome->rule];
  const evidence e = { project, &project->rows[i], year, arena };
  char rooms[ZP_ARGUMENTS_MOST][ZP_NUMBER_ROOM];
  size_t length = 0;
  row->given = ZP_ROOM(arena, zp_given, rule->argument_count);
  if (row->given == NULL) return zp_fail_memory(err);
  for (size_t k = 0; k < rule->argument_count; k++) {
    const zp_argument *argument = &rule->arguments[k];
    if (argument->is_param) continue;
    const zp_text shown = show(&e, argument->input, rooms[k]);
    row->given[row->given_count++] = (zp_given){ argument->input, shown };
    if (argument->input < (zp_input)ZP_INPUT_NUMBERS) length += shown.len;
  }
  return keep_numbers(&e, row, length, err);
}
