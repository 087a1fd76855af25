// value_complete.c: completing values by unit column, operator column, target, name and year.
#include "form/value_complete.h"

#include "form/value_date.h"
#include "form/value_unit.h"

static zp_status join(zp_value *value, zp_text tail, zp_arena *arena, zp_error *err)
{
  zp_unit_parts unit = { .piece = { value->unit, tail }, .count = 2 };
  return zp_unit_text(&unit, arena, &value->unit, err);
}

static bool is_numeric(zp_kind kind)
{
  return kind == ZP_KIND_NUMBER || kind == ZP_KIND_PERCENT || kind == ZP_KIND_MONEY || kind == ZP_KIND_RANGE;
}

static zp_text target_unit(const zp_value_hints *hints)
{
  const zp_value *target = hints->target;
  return target != NULL && is_numeric(target->kind) && !target->dates ? target->unit : (zp_text){ NULL, 0 };
}

static bool is_rate(zp_text name)
{
  bool rate = zp_vocab_within(ZP_VOCAB_NAME_RATE, name);
  return rate && !zp_vocab_within(ZP_VOCAB_NAME_NO_RATE, name);
}

static bool is_count(zp_text name)
{
  return zp_vocab_within(ZP_VOCAB_NAME_COUNT, name) && !zp_vocab_within(ZP_VOCAB_NAME_MONEY, name);
}

zp_status zp_around_read(const zp_value_hints *hints, zp_arena *arena, zp_around *out, zp_error *err)
{
  *out = (zp_around){ .hints = hints };
  return zp_unit_column(hints->unit, arena, &out->column, err);
}

// ---- unit --------------------------------------------------------------------------------------------------------------

/// 万 and 亿 alone: of what the column counts, of nothing when the name counts, else money.
static zp_status complete_scale(zp_value *value, zp_text around, const zp_value_hints *hints, zp_arena *arena, zp_error *err)
{
  if (around.len != 0 && !zp_unit_is_money(around) && !zp_unit_is_share(around)) {
    value->notes |= ZP_NOTE_UNIT_FROM_COLUMN;
    if (zp_text_starts(around, value->unit)) value->unit = around;
    else if (join(value, around, arena, err) != ZP_OK) return err->status;
    return ZP_OK;
  }
  if (around.len == 0 && is_count(hints->name)) return ZP_OK;
  value->notes |= ZP_NOTE_UNIT_COMPLETED;
  return join(value, zp_vocab_first(ZP_VOCAB_YUAN), arena, err);
}

/// Above 0 and at most 1.
static bool is_fraction(zp_qty number)
{
  return number.digits > 0 && zp_qty_compare(number, (zp_qty){ 1, 0 }) <= 0;
}

/// 0.97 in answer to ≥95% is a share of one: that a rate near a hundred was missed by a hundredfold is not what was written.
static bool answers_as_share(const zp_value *value, zp_text unit, const zp_value_hints *hints)
{
  const zp_value *target = hints->target;
  if (hints->role != ZP_ROLE_ACTUAL || target == NULL || !zp_text_equal(unit, ZP_TEXT("%"))) return false;
  bool capped = target->op == ZP_OP_LE || target->op == ZP_OP_LT;
  return !capped && is_fraction(value->number) && zp_qty_compare(target->number, (zp_qty){ 50, 0 }) >= 0;
}

static void complete_bare(zp_value *value, zp_text around, const zp_value_hints *hints)
{
  if (around.len != 0) {
    value->unit = around;
    value->notes |= ZP_NOTE_UNIT_FROM_COLUMN;
    if (!answers_as_share(value, around, hints)) return;
    value->unit = zp_vocab_first(ZP_VOCAB_RATIO);
    value->notes |= ZP_NOTE_SHARE_OF_ONE;
  } else if (is_rate(hints->name) && !is_fraction(value->number)) {
    value->unit = ZP_TEXT("%");
    value->notes |= ZP_NOTE_PERCENT_BY_NAME;
  }
}

static bool units_agree(zp_text own, zp_text around)
{
  int power;
  zp_family a = zp_unit_family(own, &power), b = zp_unit_family(around, &power);
  if (a == ZP_FAMILY_OTHER && b == ZP_FAMILY_OTHER) return zp_text_contains(own, around) || zp_text_contains(around, own);
  return a == b;
}

static zp_status complete_unit(zp_value *value, const zp_open_ends *ends, const zp_around *around, zp_arena *arena,
                               zp_error *err)
{
  const zp_value_hints *hints = around->hints;
  zp_text unit = around->column.len != 0 ? around->column : target_unit(hints);
  if (ends->currency && (value->unit.len == 0 || ends->scale_only))
    return join(value, zp_vocab_first(ZP_VOCAB_YUAN), arena, err);
  if (ends->scale_only) return complete_scale(value, unit, hints, arena, err);
  if (value->unit.len == 0) {
    complete_bare(value, unit, hints);
    return ZP_OK;
  }
  bool piece = zp_text_equal(value->unit, zp_vocab_first(ZP_VOCAB_PIECE));
  if (piece && !zp_text_equal(unit, value->unit) && !is_count(hints->name)) value->unit = zp_vocab_first(ZP_VOCAB_YUAN);
  if (around->column.len != 0 && !units_agree(value->unit, around->column)) value->notes |= ZP_NOTE_UNIT_CONFLICT;
  return ZP_OK;
}

// ---- operator ----------------------------------------------------------------------------------------------------------

static void complete_op(zp_value *value, const zp_value_hints *hints)
{
  zp_op column = zp_op_read(hints->op);
  if (value->op != ZP_OP_NONE) {
    if (hints->role == ZP_ROLE_ACTUAL) value->notes |= ZP_NOTE_OP_IN_ACTUAL;
    if (column != ZP_OP_NONE && column != value->op) value->notes |= ZP_NOTE_OP_CONFLICT;
  } else if (column != ZP_OP_NONE && value->kind != ZP_KIND_RANGE) {
    value->op = column;
    value->notes |= ZP_NOTE_OP_FROM_COLUMN;
  }
}

zp_status zp_complete_number(zp_value *value, const zp_open_ends *ends, const zp_around *around, zp_arena *arena, zp_error *err)
{
  if (complete_unit(value, ends, around, arena, err) != ZP_OK) return err->status;
  if (value->kind != ZP_KIND_RANGE) {
    value->kind = ZP_KIND_NUMBER;
    if (zp_unit_is_share(value->unit)) value->kind = ZP_KIND_PERCENT;
    if (zp_unit_is_money(value->unit)) value->kind = ZP_KIND_MONEY;
  }
  complete_op(value, around->hints);
  return ZP_OK;
}

// ---- dates -------------------------------------------------------------------------------------------------------------

static int year_around(const zp_value_hints *hints)
{
  const zp_value *target = hints->target;
  if (hints->year != 0 || target == NULL) return hints->year;
  if (target->kind == ZP_KIND_DATE) return target->date.year;
  return target->dates ? target->high_date.year : 0;
}

/// The end of February is read as the 28th while the year is open.
static bool set_year(zp_date *date, int year, bool month_end)
{
  date->year = (int16_t)year;
  if (month_end) date->day = zp_month_days(year, date->month);
  return zp_date_exists(*date);
}

bool zp_complete_date(zp_value *value, int later, bool month_end, const zp_around *around)
{
  zp_date *last = value->dates ? &value->high_date : &value->date;
  int year = year_around(around->hints);
  complete_op(value, around->hints);
  if (last->year != 0) return true;
  if (year <= 0 || year > 9000) {
    value->notes |= ZP_NOTE_NO_YEAR;
    return true;
  }
  value->notes |= ZP_NOTE_YEAR_ASSUMED;
  return set_year(last, year + later, month_end) && (!value->dates || set_year(&value->date, year + later, false));
}

bool zp_expects_number(const zp_around *around)
{
  const zp_value *target = around->hints->target;
  if (target != NULL && target->kind == ZP_KIND_DATE) return false;
  if (target != NULL && is_numeric(target->kind) && !target->dates) return true;
  return around->column.len != 0;
}
