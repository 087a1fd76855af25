// value_text.c: one cell's text -> a typed value: nothing, a date, an amount, a verdict, or a text that is no value.
#include "form/value_text.h"

#include "form/value_amount.h"
#include "form/value_complete.h"
#include "form/value_deadline.h"
#include "form/value_sentence.h"

enum { TEXT_MOST = 4096 };  // bytes; what is longer is prose

typedef struct reader {
  zp_folded cell;
  zp_around around;
  zp_arena *arena;
  zp_error *err;
} reader;

// ---- texts without numbers -----------------------------------------------------------------------------------------------

static bool has_digits(zp_text s)
{
  for (size_t at = 0; at < s.len;) {
    uint32_t c = zp_text_next(s, &at);
    if ((c >= '0' && c <= '9') || (c >= 0x2460 && c <= 0x249B)) return true;
  }
  return false;
}

/// /, ——, ……, N/A, 不适用; 无 only as a target.
static bool is_placeholder(zp_text s, zp_role role)
{
  const zp_vocab_row *word = zp_vocab_whole(ZP_VOCAB_PLACEHOLDER, s);
  if (word != NULL) return word->meaning == 0 || role == ZP_ROLE_TARGET;
  for (size_t at = 0; at < s.len; zp_text_next(s, &at))
    if (zp_vocab_at(ZP_VOCAB_BLANK_SIGN, s, at) == NULL) return false;
  return true;
}

/// 无 in answer to 0起: there was none.
static bool says_none(const reader *r)
{
  const zp_value *target = r->around.hints->target;
  if (r->around.hints->role != ZP_ROLE_ACTUAL || target == NULL || target->kind != ZP_KIND_NUMBER) return false;
  return target->number.digits == 0 && zp_vocab_whole(ZP_VOCAB_PLACEHOLDER, r->cell.s) != NULL;
}

/// #REF!, and the row of # that a spreadsheet shows when a column is too narrow.
static bool is_formula_error(zp_text s)
{
  size_t at = 0;
  while (at < s.len && s.ptr[at] == '#') at++;
  return (at >= 2 && at == s.len) || zp_vocab_whole(ZP_VOCAB_FORMULA_ERROR, s) != NULL;
}

/// "≥", "≥ %", "万元": a form's frame whose number was never filled in.
static bool is_frame(zp_text s)
{
  zp_scan scan = { s, 0 };
  zp_unit_parts unit = { .count = 0 };
  bool by_word;
  bool op = zp_scan_op(&scan, &by_word) != ZP_OP_NONE && !by_word;
  zp_scan_unit(&scan, &unit);
  bool measure = false;
  for (size_t i = 0; i < unit.count; i++) measure = measure || zp_unit_is_money(unit.piece[i]) || zp_unit_is_share(unit.piece[i]);
  return (op || measure) && zp_scan_end(&scan);
}

/// 4A级, 国家5A: a grade whose one digit is followed by A; it is compared as a word.
static bool is_grade(zp_text s)
{
  size_t digits = 0, at = 0;
  for (size_t i = 0; i < s.len; i++) {
    if (!zp_is_digit(s.ptr[i])) continue;
    digits++;
    at = i;
  }
  return digits == 1 && at + 1 < s.len && s.ptr[at + 1] == 'A' && (at == 0 || (unsigned char)s.ptr[at - 1] >= 0x80);
}

static void read_words(const reader *r, zp_value *value)
{
  zp_text s = r->cell.s;
  if (zp_vocab_whole(ZP_VOCAB_NO_VALUE, s) != NULL || is_frame(s)) zp_refuse(value, &r->cell, 0, s.len, ZP_NOTE_NOT_A_VALUE);
  else value->kind = ZP_KIND_QUALITATIVE;
}

// ---- dates -----------------------------------------------------------------------------------------------------------------

static uint32_t notes_of(const zp_phrase *phrase)
{
  uint32_t notes = 0;
  if (phrase->op != ZP_OP_NONE && phrase->op_by_word) notes |= ZP_NOTE_OP_FROM_WORD;
  if (phrase->op_conflict) notes |= ZP_NOTE_OP_CONFLICT;
  if (phrase->approximate) notes |= ZP_NOTE_APPROXIMATE;
  if (phrase->words) notes |= ZP_NOTE_WITH_VERDICT;
  return notes;
}

static void set_dates(const reader *r, const zp_deadline *d, zp_value *value)
{
  const zp_period *first = d->span ? &d->first : &d->last;
  bool counted = d->phrase.before && !d->last.ended;
  value->kind = d->span ? ZP_KIND_RANGE : ZP_KIND_DATE;
  value->op = d->span ? ZP_OP_NONE : d->phrase.op;
  value->notes |= notes_of(&d->phrase) | (counted ? (uint32_t)ZP_NOTE_PERIOD_COUNTED : 0);
  value->dates = d->span;
  value->date = d->span ? first->first : d->last.last;
  value->high_date = d->span ? d->last.last : (zp_date){ 0, 0, 0 };
  value->to_month = d->span && first->precision != ZP_TO_DAY && d->last.precision != ZP_TO_DAY;
  if (value->kind == ZP_KIND_DATE && value->op == ZP_OP_NONE && d->phrase.finished && r->around.hints->role == ZP_ROLE_TARGET) {
    value->op = ZP_OP_LE;
    value->notes |= ZP_NOTE_OP_FROM_WORD;
  }
}

static bool read_dates(const reader *r, zp_value *value)
{
  zp_deadline d = { .from = 0 };
  zp_date_reading reading = zp_read_deadline(r->cell.s, zp_expects_number(&r->around), &d);
  if (reading == ZP_DATE_NONE) return false;
  if (reading == ZP_DATE_READ) {
    bool month_end = d.last.precision != ZP_TO_DAY && d.last.last.month == 2 && d.last.last.day == 28;
    set_dates(r, &d, value);
    if (zp_complete_date(value, d.last.later, month_end, &r->around)) return true;
  }
  zp_refuse(value, &r->cell, d.from, d.to, ZP_NOTE_DATE_IMPOSSIBLE | ZP_NOTE_NOT_A_VALUE);
  return true;
}

// ---- amounts ---------------------------------------------------------------------------------------------------------------

int zp_value_change(zp_text text)
{
  for (size_t at = 0; at < text.len; zp_text_next(text, &at)) {
    const zp_vocab_row *row = zp_vocab_at(ZP_VOCAB_CHANGE, text, at);
    if (row != NULL) return row->meaning;
  }
  return 0;
}

/// "下降5%" answers "下降率" and "下降3%以上"; it does not answer "增长5%", and nothing says what it does to a bare target.
static bool changes_agree(const zp_amount *a, const zp_value_hints *hints)
{
  if (a->phrase.change == 0 || hints->role == ZP_ROLE_TARGET) return true;
  int wanted = hints->target == NULL ? 0 : zp_value_change(hints->target->text);
  if (wanted == 0) wanted = zp_value_change(hints->name);
  return wanted == 0 ? a->phrase.change > 0 : a->phrase.change == wanted;
}

static void set_amount(const reader *r, const zp_amount *a, zp_value *value)
{
  value->kind = a->ranged ? ZP_KIND_RANGE : ZP_KIND_NUMBER;
  value->op = a->ranged ? ZP_OP_NONE : a->phrase.op;
  value->has_number = true;
  value->has_high = a->ranged;
  value->number = a->number.qty;
  value->high = a->high.qty;
  value->notes |= notes_of(&a->phrase);
  if (a->tolerance || a->deviation) value->notes |= ZP_NOTE_TOLERANCE;
  if (a->zero_in_words) value->notes |= ZP_NOTE_ZERO_IN_WORDS;
  bool target = r->around.hints->role == ZP_ROLE_TARGET;
  if (a->zero_in_words && target && value->op == ZP_OP_NONE) value->op = ZP_OP_EQ;
  if (a->deviation && target && value->op == ZP_OP_NONE) value->op = ZP_OP_LE;
}

/// 2024 in a column of years is the year.
static bool is_year_cell(const reader *r, const zp_amount *a)
{
  bool plain = a->unit.count == 0 && !a->ranged && !a->number.in_words && a->number.qty.places == 0;
  return plain && zp_text_equal(r->around.column, zp_vocab_first(ZP_VOCAB_YEAR_SIGN)) && a->number.qty.digits >= 1950 &&
         a->number.qty.digits <= 2099;
}

static zp_status read_amount(const reader *r, const zp_amount *a, zp_value *value)
{
  zp_open_ends ends = { a->unit.scale_only && a->unit.count == 1, a->phrase.currency };
  set_amount(r, a, value);
  if (is_year_cell(r, a)) {
    value->kind = ZP_KIND_DATE;
    value->has_number = false;
    value->date = (zp_date){ (int16_t)a->number.qty.digits, 12, 31 };
    zp_complete_date(value, 0, false, &r->around);
    return ZP_OK;
  }
  if (zp_unit_text(&a->unit, r->arena, &value->unit, r->err) != ZP_OK) return r->err->status;
  if (zp_complete_number(value, &ends, &r->around, r->arena, r->err) != ZP_OK) return r->err->status;
  // 85 100 for a rate is two numbers, not eighty-five thousand percent.
  bool two = (a->number.blanks || a->high.blanks) && zp_unit_is_share(value->unit);
  if (two) zp_refuse(value, &r->cell, a->from, a->to, ZP_NOTE_NOT_A_VALUE);
  return ZP_OK;
}

// ---- the cell --------------------------------------------------------------------------------------------------------------

static zp_status read_folded(const reader *r, zp_value *value)
{
  zp_text s = r->cell.s;
  zp_amount amount;
  if (zp_read_plain_amount(s, &amount)) return read_amount(r, &amount, value);
  if (is_placeholder(s, r->around.hints->role)) {
    value->kind = ZP_KIND_BLANK;
  } else if (says_none(r)) {
    *value = (zp_value){ .kind = ZP_KIND_NUMBER, .has_number = true, .text = value->text, .notes = ZP_NOTE_ZERO_IN_WORDS };
  } else if (is_formula_error(s)) {
    zp_refuse(value, &r->cell, 0, s.len, ZP_NOTE_FORMULA_ERROR | ZP_NOTE_NOT_A_VALUE);
  } else if (read_dates(r, value)) {
    return ZP_OK;
  } else if (zp_read_amount(s, &amount) && !amount.number.too_long && !amount.high.too_long &&
             changes_agree(&amount, r->around.hints)) {
    return read_amount(r, &amount, value);
  } else if (!has_digits(s) || is_grade(s)) {
    read_words(r, value);
  } else {
    return zp_read_sentence(&r->cell, &amount, value, r->arena, r->err);
  }
  return ZP_OK;
}

zp_status zp_value_read(zp_text text, const zp_value_hints *hints, zp_arena *arena, zp_value *out, zp_error *err)
{
  zp_error own;
  own.status = ZP_OK; // all else is written by what fails
  reader r = { .arena = arena, .err = err == NULL ? &own : err };
  *out = (zp_value){ .kind = ZP_KIND_COMPOUND, .text = zp_text_trim(text) };
  if (out->text.len == 0) out->kind = ZP_KIND_BLANK;
  if (out->text.len == 0 || out->text.len > TEXT_MOST) return ZP_OK;
  if (zp_fold(out->text, arena, &r.cell, r.err) != ZP_OK) return r.err->status;
  if (zp_around_read(hints, arena, &r.around, r.err) != ZP_OK) return r.err->status;
  if (r.cell.malformed == SIZE_MAX) {
    zp_status status = read_folded(&r, out);
    return status == ZP_OK && zp_arena_short(arena) ? zp_fail_memory(r.err) : status;
  }
  out->notes = ZP_NOTE_NOT_A_VALUE;
  out->bad_from = (uint32_t)r.cell.malformed;
  out->bad_bytes = 1;
  return ZP_OK;
}
