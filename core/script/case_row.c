// case_row.c: the cells of one row -> inputs, parameters and what must come out. The first cell
// that cannot be read is told, with the part of it that is meant.
#include <string.h>

#include "script/case_row.h"

/// A row being read.
typedef struct filling {
  zp_case_reading *reading;
  const zp_row *row;
  const zp_rule *rule;
  zp_trial *trial;
  zp_param *params;
  bool expects; // what must come out has been read
} filling;

static zp_cell cell_at(const filling *f, size_t column)
{
  if (column < f->row->count) return f->row->cells[column];
  zp_place place = { f->reading->file, { NULL, 0 }, f->trial->example.line, (uint32_t)column + 1 };
  return (zp_cell){ .place = place };
}

static bool refuse(filling *f, zp_status status, const zp_cell *cell, zp_text arg1, zp_text arg2)
{
  zp_findings *findings = &f->reading->findings;
  zp_finding *finding =
      zp_findings_add(findings, status, &cell->place, arg1, arg2, (zp_text){ NULL, 0 });
  zp_finding_cell(findings, finding, cell->text, 0, 0);
  return false;
}

/// A number that cannot be read: `err` knows which part of `text`, itself part of the cell.
static bool refuse_number(filling *f, const zp_error *err, const zp_cell *cell, zp_text text)
{
  zp_findings *findings = &f->reading->findings;
  zp_text none = { NULL, 0 };
  size_t from = err->caret_from + (size_t)(text.ptr - cell->text.ptr);
  zp_finding *finding = zp_findings_add(findings, err->status, &cell->place, none, none, none);
  zp_finding_cell(findings, finding, cell->text, from, err->caret_bytes);
  return false;
}

// ---- numbers
// --------------------------------------------------------------------------------------------------------

/// How a number with % behind it counts: a target and an actual as written (rules see 95 for 95%),
/// a share as its hundredth, anything else not at all.
typedef enum percent { PERCENT_REFUSED, PERCENT_AS_WRITTEN, PERCENT_SHARE } percent;

static percent percent_of(zp_input input)
{
  if (input == ZP_IN_RATE) return PERCENT_SHARE;
  bool measured = input == ZP_IN_ACTUAL || input == ZP_IN_TARGET || input == ZP_IN_HIGH;
  return measured ? PERCENT_AS_WRITTEN : PERCENT_REFUSED;
}

static bool read_number(filling *f, const zp_cell *cell, percent how, double *out)
{
  static const zp_text signs[] = { ZP_TEXT_INIT("%"), ZP_TEXT_INIT("\xEF\xBC\x85") }; // U+FF05
  zp_error err = { 0 };
  zp_qty number;
  zp_text text = cell->text;
  bool marked = false;
  for (size_t i = 0; how != PERCENT_REFUSED && !marked && i < 2; i++) {
    marked = zp_text_ends(text, signs[i]);
    if (marked) text = zp_text_trim(zp_text_slice(text, 0, text.len - signs[i].len));
  }
  if (zp_qty_parse(text, &number, &err) == ZP_OK && marked && how == PERCENT_SHARE)
    zp_qty_shift(number, -2, &number, &err);
  if (err.status != ZP_OK) return refuse_number(f, &err, cell, text.len == 0 ? cell->text : text);
  *out = zp_qty_to_double(number);
  return true;
}

/// Points: at most four decimals, not below 0.
static bool read_points(filling *f, const zp_cell *cell, zp_dec *out)
{
  zp_error err = { 0 };
  if (zp_dec_parse(cell->text, out, &err) != ZP_OK) return refuse_number(f, &err, cell, cell->text);
  if (out->e4 >= 0 && out->e4 <= ZP_DEC(1000000).e4) return true;
  zp_text none = { NULL, 0 };
  return refuse(f, ZP_E_RANGE, cell, none, none);
}

// ---- inputs and parameters
// --------------------------------------------------------------------------------------------------

static bool read_input(filling *f, zp_input input, const zp_cell *cell)
{
  zp_example *example = &f->trial->example;
  zp_inputs *inputs = &example->inputs;
  zp_text nearest;
  inputs->present |= 1u << input;
  if (input == ZP_IN_WEIGHT) {
    if (!read_points(f, cell, &example->weight)) return false;
    inputs->number[input] = zp_dec_to_double(example->weight);
    return true;
  }
  if ((int)input < (int)ZP_INPUT_NUMBERS)
    return read_number(f, cell, percent_of(input), &inputs->number[input]);
  return zp_case_text_read(cell->text, input, f->reading->policy,
                           &inputs->text[input - ZP_INPUT_NUMBERS], &nearest) ||
         refuse(f, ZP_E_CASE_VALUE, cell, cell->text, nearest);
}

static bool read_param(filling *f, zp_text name, const zp_cell *cell)
{
  zp_text none = { NULL, 0 };
  zp_param *param = NULL;
  for (size_t i = 0; i < f->rule->param_count && param == NULL; i++)
    if (zp_text_equal(f->params[i].name, name)) param = &f->params[i];
  if (param == NULL) return refuse(f, ZP_E_CASE_PARAM, cell, name, f->rule->id);
  switch (param->type) {
    case ZP_PARAM_NUMBER: return read_number(f, cell, PERCENT_SHARE, &param->number);
    case ZP_PARAM_FLAG:
      return zp_case_flag_read(cell->text, &param->flag) ||
             refuse(f, ZP_E_CASE_FLAG, cell, cell->text, none);
    case ZP_PARAM_TEXT: param->text = cell->text; break;
  }
  return true;
}

// ---- what must come out
// -----------------------------------------------------------------------------------------------------

static bool looks_numeric(zp_text text)
{
  return text.len != 0 && strchr("0123456789.+-", text.ptr[0]) != NULL;
}

static bool read_expected(filling *f, const zp_cell *cell)
{
  zp_example *example = &f->trial->example;
  zp_text nearest, none = { NULL, 0 };
  zp_error err = { 0 };
  if (f->expects) return refuse(f, ZP_E_CASE_EXPECTED_TWICE, cell, none, none);
  f->expects = true;
  if (looks_numeric(cell->text) || zp_dec_parse(cell->text, &example->points, &err) == ZP_OK)
    return read_points(f, cell, &example->points);
  return zp_case_reason_read(cell->text, f->reading->arena, &example->reason, &nearest) ||
         refuse(f, ZP_E_CASE_EXPECTED, cell, cell->text, nearest);
}

// ---- the row
// --------------------------------------------------------------------------------------------------------

/// The cell of the first column with that role that has something in it, else of the first; a cell
/// without a column when there is no such column.
static zp_cell find_cell(const filling *f, zp_case_role role)
{
  zp_place place = { .file = f->reading->file, .row = f->trial->example.line };
  zp_cell found = { .place = place };
  for (size_t i = 0; i < f->reading->column_count && found.text.len == 0; i++) {
    if (f->reading->columns[i].role != role) continue;
    zp_cell cell = cell_at(f, i);
    if (found.place.column == 0 || cell.text.len != 0) found = cell;
  }
  return found;
}

static bool find_rule(filling *f)
{
  const zp_policy *policy = f->reading->policy;
  zp_cell cell = find_cell(f, ZP_COLUMN_RULE);
  zp_text ids[ZP_RULES_MOST], wanted = cell.text.len == 0 ? f->reading->table : cell.text;
  size_t at = cell.text.len == 0 ? f->reading->rule : 0, count = policy->rule_count;
  for (size_t i = 0; i < count; i++) ids[i] = policy->rules[i].id;
  while (cell.text.len != 0 && at < count && !zp_text_equal(ids[at], wanted)) at++;
  for (size_t i = count; i < zp_policy_rules(policy); i++)
    if (zp_text_equal(policy->rules[i].id, wanted))
      return refuse(f, ZP_E_CASE_UNIT_RULE, &cell, wanted, (zp_text){ NULL, 0 });
  if (at >= count)
    return refuse(f, ZP_E_CASE_RULE, &cell, wanted, zp_fields_near(wanted, ids, count));
  f->rule = &policy->rules[at];
  f->trial->rule = (uint16_t)at;
  f->params = ZP_TAKE(f->reading->arena, zp_param, f->rule->param_count);
  if (f->params == NULL) return false;
  if (f->rule->param_count != 0)
    memcpy(f->params, f->rule->params, f->rule->param_count * sizeof *f->params);
  f->trial->example.params = f->params;
  return true;
}

static bool read_cell(filling *f, const zp_case_column *column, const zp_cell *cell)
{
  zp_text none = { NULL, 0 };
  if (cell->text.len == 0) return true;
  switch (column->role) {
    case ZP_COLUMN_BLANK: return refuse(f, ZP_E_CASE_STRAY, cell, none, none);
    case ZP_COLUMN_EXPECTED: return read_expected(f, cell);
    case ZP_COLUMN_INPUT: return read_input(f, column->input, cell);
    case ZP_COLUMN_PARAM: return read_param(f, column->heading, cell);
    case ZP_COLUMN_UNKNOWN:
    case ZP_COLUMN_IGNORED:
    case ZP_COLUMN_RULE:
    case ZP_COLUMN_TITLE: break;
  }
  return true;
}

bool zp_case_row_read(zp_case_reading *reading, const zp_row *row, zp_trial *out)
{
  static const zp_case_column beyond = { .role = ZP_COLUMN_BLANK };
  zp_text none = { NULL, 0 };
  *out = (zp_trial){ .file = reading->file, .status = ZP_E_CASE_FAILED };
  out->example.line = row->cells[0].place.row;
  filling f = { .reading = reading, .row = row, .trial = out };
  out->example.title = find_cell(&f, ZP_COLUMN_TITLE).text;
  if (!find_rule(&f)) return false;
  if (out->example.title.len == 0) out->example.title = f.rule->id;
  for (size_t i = 0; i < row->count; i++)
    if (!read_cell(&f, i < reading->column_count ? &reading->columns[i] : &beyond, &row->cells[i]))
      return false;
  zp_inputs_add_rate(&out->example.inputs);
  if (f.expects) return true;
  zp_cell cell = find_cell(&f, ZP_COLUMN_EXPECTED);
  return refuse(&f, ZP_E_CASE_NOTHING_EXPECTED, &cell, none, none);
}
