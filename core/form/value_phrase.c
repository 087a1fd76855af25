// value_phrase.c: passing over the words around a value.
#include "form/value_phrase.h"

enum { LABELS_MOST = 3, LABEL_CHARACTERS = 24, TAIL_WORDS = 64, COMMENT_CHARACTERS = 12 };

static zp_op opposite(zp_op op)
{
  return op == ZP_OP_LT ? ZP_OP_GE : ZP_OP_LE;
}

/// 低于, 不得低于, 不超.
static zp_op take_comparison(zp_scan *scan)
{
  zp_scan ahead = *scan;
  bool denied = zp_scan_word(&ahead, ZP_VOCAB_DENIAL) != NULL;
  const zp_vocab_row *row = zp_scan_word(&ahead, ZP_VOCAB_COMPARE);
  zp_op op = row == NULL ? ZP_OP_NONE : (zp_op)row->meaning;
  if (denied && op == ZP_OP_NONE && zp_scan_word(&ahead, ZP_VOCAB_DENIED) != NULL) op = ZP_OP_GT;
  if (op == ZP_OP_NONE) return op;
  *scan = ahead;
  return denied ? opposite(op) : op;
}

zp_op zp_scan_op(zp_scan *scan, bool *by_word)
{
  const zp_vocab_row *row = zp_scan_word(scan, ZP_VOCAB_OP_GLYPH);
  *by_word = row == NULL;
  if (row == NULL) row = zp_scan_word(scan, ZP_VOCAB_OP_BEFORE);
  return row == NULL ? take_comparison(scan) : (zp_op)row->meaning;
}

static bool sees_op(const zp_scan *scan)
{
  zp_scan ahead = *scan;
  bool by_word;
  return zp_scan_op(&ahead, &by_word) != ZP_OP_NONE;
}

static int direction(zp_op op)
{
  if (op == ZP_OP_GE || op == ZP_OP_GT) return 1;
  return op == ZP_OP_LE || op == ZP_OP_LT ? -1 : 0;
}

static void note_op(zp_phrase *phrase, zp_op op, bool by_word)
{
  if (phrase->op == ZP_OP_NONE) {
    phrase->op = op;
    phrase->op_by_word = by_word;
  } else if (direction(op) != direction(phrase->op)) {
    phrase->op_conflict = true;
  }
}

// ---- labels ----------------------------------------------------------------------------------------------------------

static bool is_letter(uint32_t c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_label_character(uint32_t c)
{
  return zp_is_han(c) || is_letter(c) || c == '(' || c == ')' || c == '"' || c == 0xB7 || c == 0x3001;
}

/// What ends a label at the cursor: 2 an operator, colon or link word, behind which any label may stand; 1 the value itself,
/// which only follows words that name a measure; 0 nothing.
static int label_border(const zp_scan *scan)
{
  if (zp_scan_peek(scan) == ':' || zp_scan_sees(scan, ZP_VOCAB_LINK) || sees_op(scan)) return 2;
  bool value = zp_is_digit(zp_scan_peek(scan)) || zp_scan_sees(scan, ZP_VOCAB_SIGN) || zp_scan_sees(scan, ZP_VOCAB_CURRENCY) ||
               zp_scan_sees(scan, ZP_VOCAB_SHARE) || zp_scan_sees(scan, ZP_VOCAB_HUNDRED) || zp_scan_sees(scan, ZP_VOCAB_TOLERANCE) ||
               zp_scan_sees(scan, ZP_VOCAB_APPROX_BEFORE);
  return value ? 1 : 0;
}

static bool is_label(zp_text label, int border)
{
  if (zp_vocab_within(ZP_VOCAB_NO_LABEL, label) || zp_vocab_ends(ZP_VOCAB_NEGATION, label)) return false;
  return border == 2 || zp_vocab_ends(ZP_VOCAB_LABEL_END, label) || zp_vocab_ends(ZP_VOCAB_EVENT, label);
}

/// PM2.5浓度≤35: digits behind a letter belong to the name.
static bool take_label(zp_scan *scan, zp_phrase *phrase)
{
  zp_scan ahead = *scan;
  bool code = false;
  if (phrase->labels == LABELS_MOST) return false;
  for (int count = 0; count < LABEL_CHARACTERS && !zp_scan_end(&ahead); count++) {
    char seen = zp_scan_peek(&ahead);
    bool of_code = code && (zp_is_digit(seen) || seen == '.');
    int border = count == 0 || of_code ? 0 : label_border(&ahead);
    if (border != 0 && is_label(zp_scan_since(&ahead, scan->at), border)) {
      *scan = ahead;
      phrase->labels++;
      phrase->words = true;
      return true;
    }
    uint32_t c = zp_text_next(ahead.s, &ahead.at);
    if (!of_code && !is_label_character(c)) return false;
    code = is_letter(c) || of_code;
  }
  return false;
}

// ---- before the value --------------------------------------------------------------------------------------------------

static bool take_filler(zp_scan *scan, zp_phrase *phrase)
{
  const zp_vocab_row *row = zp_scan_word(scan, ZP_VOCAB_FILLER);
  if (row == NULL) return false;
  phrase->words = true;
  phrase->finished = phrase->finished || row->meaning == 1;
  return true;
}

static bool take_change(zp_scan *scan, zp_phrase *phrase)
{
  const zp_vocab_row *row = zp_scan_word(scan, ZP_VOCAB_CHANGE);
  if (row == NULL) return false;
  phrase->words = true;
  phrase->change = row->meaning;
  return true;
}

/// Quotes anywhere; a bracket around the whole; colon and comma only behind words.
static bool take_joint(zp_scan *scan, const zp_phrase *phrase)
{
  if (scan->at == 0 && zp_scan_byte(scan, '(')) return true;
  if (zp_scan_byte(scan, '"') || zp_scan_byte(scan, '[')) return true;
  return (phrase->words || phrase->op != ZP_OP_NONE) && (zp_scan_byte(scan, ':') || zp_scan_byte(scan, ',') || zp_scan_byte(scan, ';'));
}

/// 基本完成，95%
static bool take_shortfall(zp_scan *scan, zp_phrase *phrase)
{
  zp_scan ahead = *scan;
  if (zp_scan_word(&ahead, ZP_VOCAB_SHORTFALL) == NULL || !zp_scan_byte(&ahead, ',')) return false;
  phrase->words = true;
  *scan = ahead;
  return true;
}

bool zp_phrase_lead(zp_scan *scan, zp_phrase *phrase)
{
  bool by_word;
  if (zp_scan_end(scan) || zp_is_digit(zp_scan_peek(scan))) return false;
  zp_op op = zp_scan_op(scan, &by_word);
  if (op != ZP_OP_NONE) {
    note_op(phrase, op, by_word);
    return true;
  }
  if (zp_scan_word(scan, ZP_VOCAB_CURRENCY) != NULL) {
    phrase->currency = true;
    return true;
  }
  if (zp_scan_word(scan, ZP_VOCAB_APPROX_BEFORE) != NULL) {
    phrase->approximate = true;
    return true;
  }
  return zp_scan_each(scan, &phrase->each) || take_shortfall(scan, phrase) || take_change(scan, phrase) || take_filler(scan, phrase) ||
         take_joint(scan, phrase) || take_label(scan, phrase);
}

// ---- behind the value --------------------------------------------------------------------------------------------------

static bool take_sign(zp_scan *scan, zp_phrase *phrase)
{
  static const char signs[] = ",;:()[]\"!";
  for (size_t i = 0; i + 1 < sizeof signs; i++) {
    if (!zp_scan_byte(scan, signs[i])) continue;
    phrase->aside = phrase->aside || signs[i] == ',' || signs[i] == ';' || signs[i] == '(';
    return true;
  }
  return scan->at + 1 == scan->s.len && zp_scan_byte(scan, '.');
}

static bool take_op_after(zp_scan *scan, zp_phrase *phrase, bool date)
{
  const zp_vocab_row *row = NULL;
  if (date && (row = zp_scan_word(scan, ZP_VOCAB_DATE_BEFORE)) != NULL) phrase->before = true;
  if (row == NULL) row = zp_scan_word(scan, date ? ZP_VOCAB_DATE_OP : ZP_VOCAB_OP_AFTER);
  if (row == NULL) return false;
  phrase->dated = date;
  note_op(phrase, (zp_op)row->meaning, true);
  return true;
}

static bool take_remark(zp_scan *scan, zp_phrase *phrase)
{
  if (zp_scan_word(scan, ZP_VOCAB_APPROX_AFTER) != NULL) {
    phrase->approximate = true;
    return true;
  }
  if (phrase->aside && zp_scan_word(scan, ZP_VOCAB_SHORTFALL) != NULL) {
    phrase->words = true;
    return true;
  }
  return false;
}

/// A remark of a few words behind a comma or in brackets (1套（系统）, 100%，无投诉), if it denies nothing and scores nothing.
static bool take_comment(zp_scan *scan, zp_phrase *phrase)
{
  zp_scan ahead = { scan->s, scan->at + zp_scan_han(scan, COMMENT_CHARACTERS) };
  zp_text comment = zp_scan_since(&ahead, scan->at), denied = comment;
  char next = zp_scan_peek(&ahead);
  if (!phrase->aside || comment.len == 0 || zp_is_digit(next) || is_letter((unsigned char)next)) return false;
  if (zp_scan_han(&ahead, 1) != 0 || zp_vocab_within(ZP_VOCAB_SCORING, comment)) return false;
  const zp_vocab_row *none = zp_vocab_at(ZP_VOCAB_PLACEHOLDER, comment, 0);
  if (none != NULL && zp_vocab_ends(ZP_VOCAB_EVENT, comment)) denied = zp_text_slice(comment, none->word.len, comment.len);
  if (zp_vocab_within(ZP_VOCAB_NEGATION, denied)) return false;
  phrase->words = true;
  *scan = ahead;
  return true;
}

/// 100%合格率: the label behind the value, at the very end.
static bool take_last_label(zp_scan *scan, zp_phrase *phrase)
{
  zp_scan ahead = *scan;
  if (zp_scan_word(&ahead, ZP_VOCAB_LABEL_END) == NULL || !zp_scan_end(&ahead)) return false;
  phrase->words = true;
  *scan = ahead;
  return true;
}

bool zp_phrase_tail(zp_scan *scan, zp_phrase *phrase, bool date)
{
  for (int count = 0; count < TAIL_WORDS && !zp_scan_end(scan); count++) {
    bool moved = take_sign(scan, phrase) || take_op_after(scan, phrase, date) || take_remark(scan, phrase) ||
                 take_filler(scan, phrase) || take_last_label(scan, phrase) || take_comment(scan, phrase);
    if (!moved) return false;
  }
  return zp_scan_end(scan);
}

bool zp_phrase_object(zp_scan *scan, zp_phrase *phrase)
{
  static const uint32_t joints[] = { ',', ';', '"', '(', ')', 0x3001 };
  zp_scan ahead = *scan;
  if (zp_vocab_within(ZP_VOCAB_NEGATION, zp_scan_rest(scan))) return false;
  while (!zp_scan_end(&ahead)) {
    uint32_t c = zp_text_next(ahead.s, &ahead.at);
    bool joint = false;
    for (size_t i = 0; i < sizeof joints / sizeof joints[0]; i++) joint = joint || c == joints[i];
    if (!joint && !zp_is_han(c)) return false;
  }
  phrase->words = true;
  *scan = ahead;
  return true;
}

// ---- an operator by itself ---------------------------------------------------------------------------------------------

enum { OP_MOST = 48 };

/// The operators a text names must agree: "≥(大于等于)" does, "≥或≤" does not.
/// Some forms say 反向 or 越低越好 instead.
zp_op zp_op_read(zp_text text)
{
  char room[ZP_FOLD_ROOM(OP_MOST)];
  zp_op found = ZP_OP_NONE;
  bool by_word;
  if (text.len > OP_MOST) return ZP_OP_NONE;
  for (zp_scan scan = { zp_fold_into(text, room, NULL, NULL), 0 }; !zp_scan_end(&scan);) {
    const zp_vocab_row *after = NULL;
    zp_op op = zp_scan_op(&scan, &by_word);
    if (op == ZP_OP_NONE) after = zp_scan_word(&scan, ZP_VOCAB_OP_AFTER);
    if (op == ZP_OP_NONE && after == NULL) after = zp_scan_word(&scan, ZP_VOCAB_OP_NATURE);
    if (after != NULL) op = (zp_op)after->meaning;
    if (op == ZP_OP_NONE) zp_text_next(scan.s, &scan.at);
    else if (found == ZP_OP_NONE || found == op) found = op;
    else return ZP_OP_NONE;
  }
  return found;
}
