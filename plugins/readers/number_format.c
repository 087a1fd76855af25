// number_format.c: takes format codes apart, and chooses the section that shows a number.
#include "plugins/readers/number_format.h"

#include <string.h>
#include <strings.h>

#include "plugins/readers/number_section.h"

enum { TOKENS_MOST = 256, SHIFT_MOST = 60 };  // a section with more is shown as General

typedef struct builtin { unsigned id; zp_text code; } builtin;
static const builtin codes[] = {
#define ZP_CODE(id, code) { id, ZP_TEXT_INIT(code) },
#include "plugins/readers/number_codes.def"
#undef ZP_CODE
};

static const zp_text noons[] = {
#define ZP_NOON(written, forenoon, afternoon) ZP_TEXT_INIT(written),
#include "plugins/readers/number_codes.def"
#undef ZP_NOON
};

static const zp_text generals[] = {
#define ZP_GENERAL(written) ZP_TEXT_INIT(written),
#include "plugins/readers/number_codes.def"
#undef ZP_GENERAL
};

static const struct { zp_text tag, code; } system_codes[] = {
#define ZP_SYSTEM_CODE(tag, code) { ZP_TEXT_INIT(tag), ZP_TEXT_INIT(code) },
#include "plugins/readers/number_codes.def"
#undef ZP_SYSTEM_CODE
};

zp_text zp_number_format_builtin(unsigned id)
{
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
    if (codes[i].id == id) return codes[i].code;
  return (zp_text){ NULL, 0 };
}

/// The code being read.
typedef struct taking {
  zp_text code;
  size_t at;
  section *part;
  bool overfull;
} taking;

static token *add(taking *t, token_kind kind)
{
  if (t->part->count == TOKENS_MOST) {
    t->overfull = true;
    return &t->part->tokens[TOKENS_MOST - 1];
  }
  token *one = &t->part->tokens[t->part->count++];
  *one = (token){ .kind = (uint8_t)kind };
  return one;
}

static void add_literal(taking *t, size_t from, size_t to)
{
  add(t, TOKEN_LITERAL)->literal = zp_text_slice(t->code, from, to);
}

static bool here(const taking *t, zp_text word)
{
  zp_text rest = zp_text_slice(t->code, t->at, t->code.len);
  return rest.len >= word.len && strncasecmp(rest.ptr, word.ptr, word.len) == 0;
}

static uint8_t run_of(taking *t, char lower)
{
  size_t from = t->at;
  while (t->at < t->code.len && (t->code.ptr[t->at] | 0x20) == lower) t->at++;
  return t->at - from < 200 ? (uint8_t)(t->at - from) : 200;
}

static bool take_condition(section *part, zp_text inside)
{
  static const struct { zp_text sign; condition_op op; } ops[] = {
    { ZP_TEXT_INIT("<="), CONDITION_LE }, { ZP_TEXT_INIT("<>"), CONDITION_NE }, { ZP_TEXT_INIT(">="), CONDITION_GE },
    { ZP_TEXT_INIT("<"), CONDITION_LT }, { ZP_TEXT_INIT(">"), CONDITION_GT }, { ZP_TEXT_INIT("="), CONDITION_EQ },
  };
  for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
    if (zp_text_starts(inside, ops[i].sign)) {
      if (!zp_number_read(zp_text_slice(inside, ops[i].sign.len, inside.len), &part->limit)) return false;
      part->op = ops[i].op;
      return true;
    }
  return false;
}

static unsigned hex_of(zp_text text)
{
  unsigned value = 0;
  for (size_t i = 0; i < text.len; i++) {
    char c = (char)(text.ptr[i] | 0x20);
    unsigned digit = c >= '0' && c <= '9' ? (unsigned)(c - '0') : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : 16;
    if (digit == 16) return 0;
    value = value << 4 | digit;
  }
  return value;
}

static void take_locale(taking *t, zp_text inside)
{
  size_t dash = zp_text_find(inside, ZP_TEXT("-"));
  zp_text money = zp_text_slice(inside, 1, dash);
  zp_text tag = dash == SIZE_MAX ? (zp_text){ NULL, 0 } : zp_text_slice(inside, dash + 1, inside.len);
  if (money.len != 0) add(t, TOKEN_LITERAL)->literal = money;
  enum { CHINESE = 0x04 };  // the primary language of 804, 404, c04, 1004
  if ((hex_of(tag) & 0xFF) == CHINESE) t->part->chinese = true;
  for (size_t i = 0; i < sizeof system_codes / sizeof *system_codes; i++)
    if (zp_text_equal(tag, system_codes[i].tag)) {
      t->code = system_codes[i].code;  // it stands for the whole
      t->at = 0;
    }
}

/// [Red], [>=100], [$¥-804], [h], [DBNum1].
static void take_bracket(taking *t)
{
  const char *close = memchr(t->code.ptr + t->at, ']', t->code.len - t->at);
  if (close == NULL) {
    add_literal(t, t->at, t->at + 1);
    t->at++;
    return;
  }
  size_t end = (size_t)(close - t->code.ptr);
  zp_text inside = zp_text_slice(t->code, t->at + 1, end);
  t->at = end + 1;
  if (inside.len == 0) return;
  char letter = (char)(inside.ptr[0] | 0x20);
  bool same = letter == 'h' || letter == 'm' || letter == 's';
  for (size_t i = 1; i < inside.len; i++) same = same && (inside.ptr[i] | 0x20) == letter;
  if (same) {
    token *one = add(t, letter == 'h' ? TOKEN_HOUR : letter == 'm' ? TOKEN_MINUTE : TOKEN_SECOND);
    one->count = inside.len < 200 ? (uint8_t)inside.len : 200;
    one->elapsed = true;
    t->part->date = true;
  } else if (inside.ptr[0] == '$') {
    take_locale(t, inside);
  } else if (!take_condition(t->part, inside)) {
    return;  // a colour, or how digits are drawn
  }
}

static bool take_noon(taking *t)
{
  for (size_t i = 0; i < sizeof noons / sizeof *noons; i++)
    if (here(t, noons[i])) {
      token *one = add(t, TOKEN_NOON);
      one->literal = zp_text_slice(t->code, t->at, t->at + noons[i].len);
      t->at += noons[i].len;
      return t->part->date = true;
    }
  return false;
}

/// Letters of dates. `e` is a year too, unless a digit stands before it: then it is an exponent.
static bool take_date(taking *t)
{
  static const struct { char letter; token_kind kind; } letters[] = {
    { 'y', TOKEN_YEAR }, { 'e', TOKEN_YEAR }, { 'm', TOKEN_MONTH }, { 'd', TOKEN_DAY }, { 'a', TOKEN_WEEKDAY },
    { 'h', TOKEN_HOUR }, { 's', TOKEN_SECOND },
  };
  if (take_noon(t)) return true;
  char c = (char)(t->code.ptr[t->at] | 0x20);
  for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
    if (letters[i].letter != c) continue;
    size_t from = t->at;
    uint8_t count = run_of(t, c);
    if (c == 'a' && count < 3) {
      add_literal(t, from, t->at);
      return true;
    }
    token *one = add(t, letters[i].kind);
    one->count = c == 'e' ? 4 : count;
    if (one->kind == TOKEN_DAY && count > 2) {
      one->kind = TOKEN_WEEKDAY;
      one->c = 'd';
    }
    return t->part->date = true;
  }
  return false;
}

/// Literals in their several ways of writing; false when the character is none.
static bool take_literal(taking *t)
{
  size_t next = t->at + 1;
  char c = t->code.ptr[t->at];
  if (c == '"') {
    const char *close = memchr(t->code.ptr + next, '"', t->code.len - next);
    size_t end = close == NULL ? t->code.len : (size_t)(close - t->code.ptr);
    add_literal(t, next, end);
    t->at = close == NULL ? end : end + 1;
    return true;
  }
  if (c != '\\' && c != '!' && c != '_' && c != '*') return false;
  size_t end = next;
  zp_text_next(t->code, &end);
  if (c == '_') add(t, TOKEN_LITERAL)->literal = ZP_TEXT(" ");
  else if (c != '*' && end != next) add_literal(t, next, end);
  t->at = end;
  return true;
}

static bool take_exponent(taking *t)
{
  if (t->at + 1 >= t->code.len || (t->code.ptr[t->at] | 0x20) != 'e' || t->part->digits + t->part->decimals == 0) return false;
  char sign = t->code.ptr[t->at + 1];
  if (sign != '+' && sign != '-') return false;
  add(t, TOKEN_EXPONENT)->c = sign;
  t->part->exponent = true;
  t->at += 2;
  return true;
}

static void take_sign(taking *t)
{
  char c = t->code.ptr[t->at];
  size_t from = t->at++;
  switch (c) {
    case '0': case '#': case '?':
      add(t, TOKEN_DIGIT)->c = c;
      if (t->part->digits < 200) t->part->digits++;
      return;
    case '.': add(t, TOKEN_POINT); return;
    case ',': add(t, TOKEN_COMMA); return;
    case '%': add(t, TOKEN_PERCENT); return;
    case '/': add(t, TOKEN_SLASH); return;
    case '@':
      add(t, TOKEN_TEXT);
      t->part->text = true;
      return;
    default:
      t->at = from;
      zp_text_next(t->code, &t->at);
      add_literal(t, from, t->at);
  }
}

static bool take_general(taking *t)
{
  for (size_t i = 0; i < sizeof generals / sizeof *generals; i++)
    if (here(t, generals[i])) {
      add(t, TOKEN_GENERAL);
      t->at += generals[i].len;
      return true;
    }
  return false;
}

static void take_section(taking *t)
{
  while (t->at < t->code.len && t->code.ptr[t->at] != ';') {
    if (t->code.ptr[t->at] == '[') take_bracket(t);
    else if (!take_general(t) && !take_literal(t) && !take_exponent(t) && !take_date(t)) take_sign(t);
  }
}

/// In a date, `m` behind hours or before seconds is minutes; `.0` behind seconds is their fraction.
static void settle_date(section *part)
{
  token *last = NULL;
  for (size_t i = 0; i < part->count; i++) {
    token *one = &part->tokens[i];
    bool clock = one->kind == TOKEN_HOUR || one->kind == TOKEN_MINUTE || one->kind == TOKEN_SECOND;
    bool month = one->kind == TOKEN_MONTH && one->count <= 2;
    if (one->kind == TOKEN_SECOND && last != NULL && last->kind == TOKEN_MONTH && last->count <= 2) last->kind = TOKEN_MINUTE;
    if (month && last != NULL && last->kind == TOKEN_HOUR) one->kind = TOKEN_MINUTE;
    if (clock || (one->kind >= TOKEN_YEAR && one->kind <= TOKEN_SECOND)) last = one;
    if (one->kind != TOKEN_POINT || last == NULL || last->kind != TOKEN_SECOND) continue;
    size_t zeros = 0;
    while (i + 1 + zeros < part->count && part->tokens[i + 1 + zeros].kind == TOKEN_DIGIT) zeros++;
    if (zeros == 0) continue;
    one->kind = TOKEN_FRACTION;
    one->count = zeros < 3 ? (uint8_t)zeros : 3;
    memmove(one + 1, one + 1 + zeros, (part->count - i - 1 - zeros) * sizeof *one);
    part->count -= zeros;
  }
}

/// Counts the places before and behind the point, and what commas and percent signs do.
static void settle_number(section *part)
{
  size_t point = part->count, last = part->count, exponent = part->count;
  long shift = 0, decimals = 0, digits = 0, exponent_digits = 0;
  for (size_t i = 0; i < part->count; i++) {
    const token *one = &part->tokens[i];
    if (one->kind == TOKEN_POINT && point == part->count) point = i;
    if (one->kind == TOKEN_EXPONENT && exponent == part->count) exponent = i;
    if (one->kind == TOKEN_PERCENT) shift += 2;
    if (one->kind == TOKEN_SLASH && digits > 0) part->fraction = true;
    if (one->kind != TOKEN_DIGIT) continue;
    if (i > exponent) exponent_digits++;
    else if (i > point) decimals++;
    else digits++;
    if (i < exponent) last = i;
  }
  for (size_t i = 0; i < part->count; i++) {
    token *one = &part->tokens[i];
    if (one->kind != TOKEN_COMMA) continue;
    bool before = i < point && i > 0 && (part->tokens[i - 1].kind == TOKEN_DIGIT || part->tokens[i - 1].kind == TOKEN_COMMA);
    size_t end = i;
    while (end < part->count && part->tokens[end].kind == TOKEN_COMMA) end++;
    bool trailing = last < i && i > 0 && (part->tokens[i - 1].kind == TOKEN_DIGIT || part->tokens[i - 1].kind == TOKEN_COMMA);
    bool follows = before && last > i && last < part->count;
    one->literal = (zp_text){ NULL, 0 };
    if (before && end == point && point < part->count) shift -= 3;  // 0,.00 shows thousands too
    else if (trailing) shift -= 3;
    else if (follows) part->grouped = true;
    else one->literal = ZP_TEXT(",");
  }
  part->shift = (int16_t)(shift > SHIFT_MOST ? SHIFT_MOST : shift < -SHIFT_MOST ? -SHIFT_MOST : shift);
  part->digits = (uint8_t)(digits > 200 ? 200 : digits);
  part->decimals = (uint8_t)(decimals > ZP_NUMBER_DECIMALS_MOST ? ZP_NUMBER_DECIMALS_MOST : decimals);
  part->exponent_digits = (uint8_t)(exponent_digits > 9 ? 9 : exponent_digits);
}

static bool keep_tokens(section *part, zp_arena *arena)
{
  token *kept = ZP_TAKE(arena, token, part->count);
  if (kept == NULL) return false;
  memcpy(kept, part->tokens, part->count * sizeof *kept);
  part->tokens = kept;
  return true;
}

const zp_number_format *zp_number_format_read(zp_text code, zp_arena *arena)
{
  token room[TOKENS_MOST];
  zp_number_format *format = ZP_TAKE(arena, zp_number_format, 1);
  if (format == NULL) return NULL;
  taking t = { .code = code.len <= ZP_FORMAT_CODE_MOST ? code : (zp_text){ NULL, 0 } };
  bool more = t.code.len != 0;
  while (more && format->count < ZP_FORMAT_SECTIONS) {
    t.part = &format->sections[format->count++];
    *t.part = (section){ .tokens = room };
    take_section(&t);
    if (t.part->date) settle_date(t.part);
    else settle_number(t.part);
    if (t.overfull) t.part->count = 0;
    if (t.overfull) add(&t, TOKEN_GENERAL);
    if (!keep_tokens(t.part, arena)) return NULL;
    more = t.at++ < t.code.len;
  }
  return format;
}

/// The section for texts; NULL when there is none.
static const section *text_section(const zp_number_format *format)
{
  if (format == NULL || format->count == 0) return NULL;
  const section *last = &format->sections[format->count - 1];
  return format->count == ZP_FORMAT_SECTIONS || last->text ? last : NULL;
}

bool zp_number_format_is_date(const zp_number_format *format)
{
  return format != NULL && format->count != 0 && format->sections[0].date;
}

static int compare(const zp_number *a, const zp_number *b)
{
  if (a->negative != b->negative) return a->negative ? -1 : 1;
  int sign = a->negative ? -1 : 1;
  if (a->count == 0 || b->count == 0) return a->count == b->count ? 0 : a->count == 0 ? -sign : sign;
  if (a->point != b->point) return a->point < b->point ? -sign : sign;
  size_t both = a->count < b->count ? a->count : b->count;
  int order = memcmp(a->digits, b->digits, both);
  if (order == 0) order = (int)a->count - (int)b->count;
  return order < 0 ? -sign : order > 0 ? sign : 0;
}

static bool holds(condition_op op, const zp_number *number, const zp_number *limit)
{
  int order = compare(number, limit);
  switch (op) {
    case CONDITION_LT: return order < 0;
    case CONDITION_LE: return order <= 0;
    case CONDITION_EQ: return order == 0;
    case CONDITION_NE: return order != 0;
    case CONDITION_GE: return order >= 0;
    case CONDITION_GT: return order > 0;
    default: return true;
  }
}

/// The section that shows the number, NULL for General; *bare when the section itself says that the number is negative.
static const section *choose(const zp_number_format *format, const zp_number *number, bool *bare)
{
  size_t count = text_section(format) == NULL ? format->count : format->count - 1;
  static const zp_number zero = { .count = 0 };
  *bare = false;
  if (count == 0) return NULL;
  const section *parts = format->sections;
  bool asked = parts[0].op != CONDITION_NONE || (count > 1 && parts[1].op != CONDITION_NONE);
  if (!asked) {
    *bare = count > 1 && number->negative;
    if (number->negative) return &parts[count > 1 ? 1 : 0];
    return &parts[count > 2 && number->count == 0 ? 2 : 0];
  }
  condition_op first = parts[0].op == CONDITION_NONE ? CONDITION_GT : parts[0].op;
  condition_op second = count < 2 ? CONDITION_NONE : parts[1].op == CONDITION_NONE && count > 2 ? CONDITION_LT : parts[1].op;
  const section *found = NULL;
  if (holds(first, number, &parts[0].limit)) found = &parts[0];
  else if (count > 1 && holds(second, number, &parts[1].limit)) found = &parts[1];
  else if (count > 2) found = &parts[2];
  if (found != NULL && (found->op == CONDITION_LT || found->op == CONDITION_LE)) *bare = compare(&found->limit, &zero) <= 0;
  return found;
}

zp_text zp_number_plain(const zp_number *number, zp_arena *arena)
{
  return zp_number_format_show(NULL, number, ZP_DATES_1900, arena);
}

zp_text zp_number_format_show(const zp_number_format *format, const zp_number *number, zp_date_base base, zp_arena *arena)
{
  bool bare = false;
  shown out = { .arena = arena };
  const section *part = format == NULL ? NULL : choose(format, number, &bare);
  bool done = part != NULL && part->date && zp_show_date(part, number, base, &out);
  if (!done) {
    if (number->negative && !bare) zp_shown_char(&out, '-');
    if (part == NULL || part->date) zp_show_general(number, &out);
    else zp_show_number(part, number, &out);
  }
  if (out.failed) return (zp_text){ NULL, 0 };
  return out.bytes == NULL ? ZP_TEXT("") : (zp_text){ out.bytes, out.len };
}

zp_text zp_number_format_text(const zp_number_format *format, zp_text text, zp_arena *arena)
{
  const section *part = text_section(format);
  if (part == NULL || (part->count == 1 && part->tokens[0].kind == TOKEN_TEXT)) return text.ptr == NULL ? ZP_TEXT("") : text;
  shown out = { .arena = arena };
  for (size_t i = 0; i < part->count; i++) {
    if (part->tokens[i].kind == TOKEN_TEXT || part->tokens[i].kind == TOKEN_GENERAL) zp_shown_put(&out, text);
    if (part->tokens[i].kind == TOKEN_LITERAL) zp_shown_put(&out, part->tokens[i].literal);
  }
  if (out.failed) return (zp_text){ NULL, 0 };
  return out.bytes == NULL ? ZP_TEXT("") : (zp_text){ out.bytes, out.len };
}
