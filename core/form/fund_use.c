// fund_use.c: amounts and their names in running text.
#include "form/fund_use.h"

#include "form/cell_list.h"
#include "form/signs.h"

enum { USE_BYTES_MOST = 8192 };  // of the text that is searched for amounts

/// An amount [from, to) with its unit; bare when no unit is written.
typedef struct amount { size_t from, to; bool bare; } amount;

/// End of the digits that start at `at`: groups of three after a comma and a decimal point belong to them.
static size_t number_end(zp_text text, size_t at)
{
  size_t end = at, next, behind;
  while (end < text.len) {
    zp_sign sign = zp_sign_at(text, end, &next);
    bool joint = (sign == ZP_SIGN_POINT || sign == ZP_SIGN_COMMA) && next < text.len &&
                 zp_sign_at(text, next, &behind) == ZP_SIGN_DIGIT;
    if (joint && sign == ZP_SIGN_COMMA) {
      size_t digits = next;
      for (int i = 0; i < 3 && digits < text.len && zp_sign_at(text, digits, &behind) == ZP_SIGN_DIGIT; i++) digits = behind;
      joint = zp_character_count(zp_text_slice(text, next, digits)) == 3;
    }
    if (sign != ZP_SIGN_DIGIT && !joint) break;
    end = next;
  }
  return end;
}

/// The next number in [from, to), with the unit of money behind it if there is one.
static bool next_amount(const zp_layout *layout, zp_text text, size_t from, size_t to, amount *out)
{
  size_t next, at = zp_sign_find(text, from, ZP_SIGN_DIGIT, &next);
  if (at == SIZE_MAX || at >= to) return false;
  size_t end = number_end(text, at);
  zp_text rest = zp_text_slice(text, end, to), unit = zp_text_trim(rest);
  size_t len = unit.len == 0 ? 0 : zp_words_prefix(&layout->money_units, unit);
  out->from = at;
  out->bare = len == 0;
  out->to = len == 0 ? end : (size_t)(unit.ptr - text.ptr) + len;
  return true;
}

static bool next_money(const zp_layout *layout, zp_text text, size_t from, size_t to, amount *out)
{
  for (; next_amount(layout, text, from, to, out); from = out->to)
    if (!out->bare) return true;
  return false;
}

/// Offset of the amount a word such as 预算数 stands directly before: blanks and a colon may be between.
static bool amount_behind(const zp_layout *layout, zp_text text, size_t at, amount *out)
{
  size_t next;
  while (at < text.len) {
    zp_sign sign = zp_sign_at(text, at, &next);
    if (sign == ZP_SIGN_DIGIT) return next_amount(layout, text, at, text.len, out);
    if (sign != ZP_SIGN_COLON && !zp_text_blank(zp_text_slice(text, at, next))) return false;
    at = next;
  }
  return false;
}

static bool find_total(const zp_layout *layout, zp_text text, amount *out)
{
  size_t end = 0;
  for (size_t from = 0; from < text.len; from += end) {
    zp_text rest = zp_text_slice(text, from, text.len);
    if (zp_words_search(&layout->fund_total, rest, &end) == SIZE_MAX) break;
    if (amount_behind(layout, text, from + end, out)) return true;
  }
  return next_money(layout, text, 0, text.len, out);
}

/// Where the list of parts starts: behind 其中, or inside the bracket that follows the total. SIZE_MAX: no list.
static size_t parts_start(const zp_layout *layout, zp_text text, size_t total_end)
{
  size_t end = 0, next;
  zp_text rest = zp_text_slice(text, total_end, text.len);
  if (zp_words_search(&layout->fund_parts, rest, &end) != SIZE_MAX) return total_end + end;
  zp_text behind = zp_text_trim(rest);
  if (behind.len != 0 && zp_sign_at(behind, 0, &next) == ZP_SIGN_OPEN)
    return (size_t)(behind.ptr - text.ptr) + next;
  return SIZE_MAX;
}

/// End of the phrase that starts at `from`; *stop is the sign that ends it, *next the offset behind that sign.
static size_t phrase_end(zp_text text, size_t from, zp_sign *stop, size_t *next)
{
  for (size_t at = from; at < text.len; at = *next) {
    zp_sign sign = zp_sign_at(text, at, next);
    if (sign == ZP_SIGN_DIGIT) {
      *next = number_end(text, at);
      continue;
    }
    if (sign == ZP_SIGN_COMMA || sign == ZP_SIGN_SEMICOLON || sign == ZP_SIGN_LISTING || sign == ZP_SIGN_STOP ||
        sign == ZP_SIGN_OPEN || sign == ZP_SIGN_CLOSE) {
      *stop = sign;
      return at;
    }
  }
  *stop = ZP_SIGN_STOP;
  *next = text.len;
  return text.len;
}

/// Name before an amount: without the introduction (其中) and its colon.
static zp_text part_name(const zp_layout *layout, zp_text text)
{
  zp_text name = zp_text_trim(text);
  size_t len = name.len == 0 ? 0 : zp_words_prefix(&layout->fund_parts, name), next;
  name = zp_text_trim(zp_text_slice(name, len, name.len));
  while (name.len != 0 && zp_sign_at(name, 0, &next) == ZP_SIGN_COLON) name = zp_text_trim(zp_text_slice(name, next, name.len));
  size_t colon = zp_sign_find(name, 0, ZP_SIGN_COLON, &next);
  return zp_text_trim(zp_text_slice(name, 0, colon == SIZE_MAX ? name.len : colon));
}

static zp_status add_part(zp_budget *budget, size_t *capacity, zp_fund part, zp_arena *arena, zp_error *err)
{
  zp_fund *parts = zp_arena_grow(arena, budget->parts, budget->part_count, capacity, sizeof *parts);
  if (parts == NULL) return zp_fail_memory(err);
  budget->parts = parts;
  parts[budget->part_count++] = part;
  return ZP_OK;
}

static zp_status read_parts(const zp_layout *layout, zp_budget *budget, size_t start, zp_arena *arena, zp_error *err)
{
  zp_text text = zp_text_slice(budget->use.text, 0, USE_BYTES_MOST);
  size_t capacity = 0, next = start, ignored;
  for (size_t from = start; from < text.len; from = next) {
    zp_sign stop;
    size_t end = phrase_end(text, from, &stop, &next);
    zp_text phrase = zp_text_slice(text, from, end);
    if (zp_words_search(&layout->fund_ends, phrase, &ignored) != SIZE_MAX) break;
    amount found;
    bool has = next_money(layout, text, from, end, &found);
    if (has) {
      zp_fund part = { zp_cell_part(&budget->use, part_name(layout, zp_text_slice(text, from, found.from))),
                       zp_cell_part(&budget->use, zp_text_slice(text, found.from, found.to)) };
      if (add_part(budget, &capacity, part, arena, err) != ZP_OK) return ZP_E_MEMORY;
    }
    // A sentence without an amount ends the list; so does the bracket it stands in.
    if ((!has && stop == ZP_SIGN_STOP && !zp_text_blank(phrase)) || (stop == ZP_SIGN_CLOSE && budget->part_count != 0)) break;
  }
  return ZP_OK;
}

zp_status zp_fund_use_read(const zp_layout *layout, zp_budget *budget, zp_arena *arena, zp_error *err)
{
  amount total;
  zp_text text = zp_text_slice(budget->use.text, 0, USE_BYTES_MOST);
  if (!find_total(layout, text, &total)) return ZP_OK;
  budget->total = zp_cell_part(&budget->use, zp_text_slice(text, total.from, total.to));
  size_t start = parts_start(layout, text, total.to);
  return start == SIZE_MAX ? ZP_OK : read_parts(layout, budget, start, arena, err);
}
