// value_money.c: amounts of money outside of indicators: budgets, fund parts, executed amounts.
#include "form/value_text.h"

#include "form/value_amount.h"

static zp_status unreadable(zp_text text, size_t from, size_t to, zp_error *err)
{
  zp_status status = zp_fail_with(err, ZP_E_MONEY_UNREADABLE, NULL, "");
  zp_error_cell(err, text, from, to - from);
  return status;
}

/// Number, unit and ¥ of a folded amount; *at is where it ends or fails.
static bool take_money(zp_text s, zp_number *number, zp_unit_parts *unit, bool *currency, size_t *at)
{
  zp_scan scan = { s, 0 };
  bool approximate = false, by_word;
  *currency = zp_scan_word(&scan, ZP_VOCAB_CURRENCY) != NULL;
  if (zp_scan_op(&scan, &by_word) != ZP_OP_NONE && by_word) scan.at = 0;
  bool read = zp_scan_amount(&scan, number, unit, &approximate);
  *at = scan.at;
  return read && zp_scan_end(&scan) && !approximate;
}

/// The unit the number is in: its own, completed by 元, or the one given, or 万元.
static zp_status name_unit(const zp_unit_parts *own, bool currency, zp_text given, zp_arena *arena, zp_text *out, zp_error *err)
{
  zp_unit_parts unit = *own, yuan = { .piece = { zp_vocab_first(ZP_VOCAB_YUAN) }, .count = 1 };
  if (own->scale_only || (currency && own->count == 0)) zp_unit_per(&unit, &yuan);
  if (unit.count != 0) return zp_unit_text(&unit, arena, out, err);
  if (zp_unit_column(given, arena, out, err) != ZP_OK) return err->status;
  if (out->len == 0) *out = zp_vocab_first(ZP_VOCAB_BUDGET_UNIT);
  return ZP_OK;
}

static bool is_yuan(zp_text unit)
{
  return zp_text_equal(unit, zp_vocab_first(ZP_VOCAB_YUAN)) ||
         zp_text_equal(unit, zp_vocab_first(ZP_VOCAB_BUDGET_UNIT));
}

/// "113.06" and "113.06万元" as nearly all amounts are written: plain digits, with 元, 万元 or
/// nothing behind them and in the unit given. Anything else is left to the grammar.
static bool read_plain(zp_text text, zp_text given, zp_qty *number, zp_text *unit)
{
  size_t at = 0;
  while (at < text.len && (zp_is_digit(text.ptr[at]) || (text.ptr[at] == '.' && at != 0))) at++;
  if (at == 0 || text.ptr[at - 1] == '.') return false;
  *unit = at == text.len ? given : zp_text_slice(text, at, text.len);
  if (unit->len == 0) *unit = zp_vocab_first(ZP_VOCAB_BUDGET_UNIT);
  return is_yuan(*unit) && zp_qty_parse(zp_text_slice(text, 0, at), number, NULL) == ZP_OK;
}

static zp_status keep_yuan(zp_qty number, zp_text unit, zp_text cell, zp_money *out, zp_error *err)
{
  zp_qty yuan;
  int power;
  bool money = zp_unit_family(unit, &power) == ZP_FAMILY_MONEY;
  if (!money || zp_qty_shift(number, power, &yuan, NULL) != ZP_OK ||
      zp_qty_to_money(yuan, out, NULL) != ZP_OK)
    return unreadable(cell, 0, cell.len, err);
  return ZP_OK;
}

zp_status zp_money_read(zp_text text, zp_text unit, zp_arena *arena, zp_money *out, zp_error *err)
{
  zp_error own;
  zp_text trimmed = zp_text_trim(text), name;
  zp_qty plain;
  zp_folded cell;
  zp_number number;
  zp_unit_parts parts;
  bool currency;
  size_t at = SIZE_MAX;
  own.status = ZP_OK; // all else is written by what fails
  if (err == NULL) err = &own;
  if (trimmed.len == 0 || trimmed.len > 256) return unreadable(trimmed, 0, trimmed.len, err);
  if (read_plain(trimmed, unit, &plain, &name)) return keep_yuan(plain, name, trimmed, out, err);
  if (zp_fold(trimmed, arena, &cell, err) != ZP_OK) return err->status;
  bool whole = cell.malformed == SIZE_MAX && take_money(cell.s, &number, &parts, &currency, &at);
  size_t bad = !whole && at < cell.s.len ? zp_fold_origin(&cell, at) : 0;
  if (zp_arena_short(arena)) return zp_fail_memory(err);
  if (!whole) return unreadable(trimmed, bad, trimmed.len, err);
  if (name_unit(&parts, currency, unit, arena, &name, err) != ZP_OK) return err->status;
  if (number.too_long) return unreadable(trimmed, 0, trimmed.len, err);
  return keep_yuan(number.qty, name, trimmed, out, err);
}
