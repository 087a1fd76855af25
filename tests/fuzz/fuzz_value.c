// fuzz_value.c: any bytes as a cell, a column, a name or an amount of money. Byte 0 chooses the role and what the rest is; the rest is
// split at NUL into text, operator column, unit column, name and target.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "form/value_text.h"

static void require(bool condition)
{
  if (!condition) abort();
}

static bool is_number(zp_kind kind)
{
  return kind == ZP_KIND_NUMBER || kind == ZP_KIND_PERCENT || kind == ZP_KIND_MONEY;
}

static bool is_day(zp_date date)
{
  return date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= zp_month_days(date.year, date.month);
}

static void check(const zp_value *value)
{
  bool in_sentence = value->kind == ZP_KIND_COMPOUND && (value->notes & ZP_NOTE_NUMBER_IN_SENTENCE);
  bool numbers = value->kind == ZP_KIND_RANGE && !value->dates;
  require((size_t)value->bad_from + value->bad_bytes <= value->text.len);
  require(value->bad_bytes == 0 || value->kind == ZP_KIND_COMPOUND);
  require(value->has_number == (is_number(value->kind) || numbers || in_sentence));
  require(value->has_high == numbers);
  require(!numbers || zp_qty_compare(value->number, value->high) <= 0);
  require(value->dates == false || value->kind == ZP_KIND_RANGE);
  require(value->op == ZP_OP_NONE || is_number(value->kind) || value->kind == ZP_KIND_DATE);
  require(value->kind != ZP_KIND_DATE || is_day(value->date));
  require(!value->dates || (is_day(value->date) && is_day(value->high_date)));
  require(value->kind != ZP_KIND_PERCENT || value->unit.len > 0);
  require(value->kind != ZP_KIND_BLANK || value->notes == 0);
  require(value->notes >> ZP_NOTE_COUNT == 0);
}

static zp_text next_part(zp_text *rest)
{
  const char *end = rest->len == 0 ? NULL : memchr(rest->ptr, 0, rest->len);
  zp_text part = *rest;
  if (end != NULL) part.len = (size_t)(end - rest->ptr);
  *rest = zp_text_slice(*rest, part.len + 1, rest->len);
  return part;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_value value, target;
  zp_money money;
  if (arena == NULL || size == 0) {
    zp_arena_free(arena);
    return 0;
  }
  zp_text rest = { (const char *)data + 1, size - 1 };
  zp_value_hints hints = { .role = ZP_ROLE_TARGET, .year = data[0] & 2 ? 2023 : 0 };
  zp_text text = next_part(&rest);
  hints.op = next_part(&rest);
  hints.unit = next_part(&rest);
  hints.name = next_part(&rest);
  require(zp_value_read(rest, &hints, arena, &target, NULL) == ZP_OK);
  check(&target);
  require(zp_value_read(text, &hints, arena, &value, NULL) == ZP_OK);
  check(&value);
  hints.role = ZP_ROLE_ACTUAL;
  hints.target = data[0] & 1 ? &target : &value;
  require(zp_value_read(text, &hints, arena, &value, NULL) == ZP_OK);
  check(&value);
  zp_op_read(text);
  zp_money_read(text, hints.unit, arena, &money, NULL);
  zp_arena_free(arena);
  return 0;
}
