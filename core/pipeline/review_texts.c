// review_texts.c: what the words of a form give away: slips of the pen, words written twice, titles that name another project, and a
// purpose that counts otherwise than the targets.
#include "form/cell_list.h"
#include "form/signs.h"
#include "form/value_number.h"
#include "pipeline/review_parts.h"

enum { NAME_LEAST = 4, NAME_MOST = 48, PHRASES_MOST = 64, TEXT_MOST = 8192 };

static const zp_text none = { NULL, 0 };

// ---- slips -----------------------------------------------------------------------------------------------------------

/// Characters of a name, without blanks and punctuation; count 0: too short or too long to judge by one character.
typedef struct letters { uint32_t at[NAME_MOST]; size_t count; } letters;

static zp_status spell(const zp_reviewer *r, zp_text text, letters *out)
{
  zp_text key = zp_text_key(text, r->arena);
  out->count = 0;
  if (key.ptr == NULL) return zp_fail_memory(r->err);
  for (size_t at = 0; at < key.len;) {
    if (out->count == NAME_MOST) {
      out->count = 0;
      return ZP_OK;
    }
    out->at[out->count++] = zp_text_next(key, &at);
  }
  if (out->count < NAME_LEAST) out->count = 0;
  return ZP_OK;
}

/// The one character by which two names of one length differ, or the first of two that changed places; SIZE_MAX: they are equal,
/// or other names.
static size_t slip_of(const letters *a, const letters *b)
{
  size_t first = SIZE_MAX, differences = 0, last = 0;
  if (a->count != b->count || a->count == 0) return SIZE_MAX;
  for (size_t i = 0; i < a->count; i++) {
    if (a->at[i] == b->at[i]) continue;
    if (first == SIZE_MAX) first = i;
    last = i;
    differences++;
  }
  if (differences == 1) return first;
  bool swapped = differences == 2 && last == first + 1 && a->at[first] == b->at[last] && a->at[last] == b->at[first];
  return swapped ? first : SIZE_MAX;
}

/// The part of `text` that is letter number `index` of its key.
static zp_text letter_in(zp_text text, const letters *spelt, size_t index)
{
  size_t at = 0, n = 0;
  while (at < text.len && n <= index) {
    size_t from = at;
    if (zp_text_next(text, &at) != spelt->at[n]) continue;  // punctuation
    if (n++ == index) return zp_text_slice(text, from, at);
  }
  return none;
}

/// 办公经费标注 described as 办公经费标准.
static zp_status review_description(const zp_reviewer *r, const zp_indicator *i)
{
  letters name, description;
  if (spell(r, i->level3->text, &name) != ZP_OK || spell(r, i->description->text, &description) != ZP_OK) return r->err->status;
  size_t slip = slip_of(&name, &description);
  if (slip == SIZE_MAX) return ZP_OK;
  zp_review_point(r, ZP_E_TEXT_SLIP, i->level3, letter_in(i->level3->text, &name, slip),
                  (const zp_text[3]){ zp_text_trim(i->level3->text), zp_text_trim(i->description->text), none });
  return ZP_OK;
}

/// A phrase of the goals that is an indicator's name but for one character. Short phrases differ at their ends without being
/// slips (村容整洁, 市容整洁), so there only a character inside counts.
static zp_status compare_phrase(const zp_reviewer *r, const zp_cell *goal, zp_text phrase)
{
  enum { SURE = 8 };
  letters said, name;
  if (spell(r, phrase, &said) != ZP_OK) return r->err->status;
  for (size_t i = 1; said.count != 0 && i < r->project->row_count; i++) {
    const zp_cell *level3 = r->project->rows[i].indicator->level3;
    if (spell(r, level3->text, &name) != ZP_OK) return r->err->status;
    size_t slip = slip_of(&said, &name);
    if (slip == SIZE_MAX || (said.count < SURE && (slip == 0 || slip + 1 == said.count))) continue;
    zp_review_point(r, ZP_E_TEXT_SLIP, goal, letter_in(phrase, &said, slip),
                    (const zp_text[3]){ phrase, zp_text_trim(level3->text), none });
    break;
  }
  return ZP_OK;
}

static bool ends_phrase(zp_sign sign)
{
  return sign == ZP_SIGN_COMMA || sign == ZP_SIGN_SEMICOLON || sign == ZP_SIGN_STOP || sign == ZP_SIGN_COLON || sign == ZP_SIGN_LISTING;
}

static zp_status review_goal(const zp_reviewer *r, const zp_cell *goal)
{
  zp_text text = zp_text_slice(goal->text, 0, TEXT_MOST);
  size_t from = 0, next = 0;
  for (size_t at = 0, phrases = 0; at < text.len && phrases < PHRASES_MOST; at = next) {
    bool ends = ends_phrase(zp_sign_at(text, at, &next));
    if (!ends && next < text.len) continue;
    if (compare_phrase(r, goal, zp_text_trim(zp_text_slice(text, from, ends ? at : next))) != ZP_OK) return r->err->status;
    from = next;
    phrases++;
  }
  return ZP_OK;
}

// ---- words written twice ---------------------------------------------------------------------------------------------

/// The first run of two to six Chinese characters that follows itself: 使用使用.
static zp_text doubled(zp_text text)
{
  enum { LEAST = 2, MOST = 6 };
  for (size_t from = 0, next = 0; from < text.len; from = next) {
    size_t end = from;
    next = from;
    zp_text_next(text, &next);
    for (int n = 1; n <= MOST && end < text.len; n++) {
      if (!zp_is_han(zp_text_next(text, &end))) break;
      zp_text word = zp_text_slice(text, from, end);
      if (n >= LEAST && zp_text_equal(word, zp_text_slice(text, end, end + word.len))) return word;
    }
  }
  return none;
}

static void review_doubled(const zp_reviewer *r, const zp_cell *cell)
{
  zp_text word = doubled(zp_text_slice(cell->text, 0, TEXT_MOST));
  if (word.len == 0) return;
  zp_text twice = zp_text_slice(cell->text, (size_t)(word.ptr - cell->text.ptr), (size_t)(word.ptr - cell->text.ptr) + 2 * word.len);
  zp_review_point(r, ZP_E_WORD_TWICE, cell, twice, (const zp_text[3]){ zp_text_trim(cell->text), word, none });
}

// ---- the title -------------------------------------------------------------------------------------------------------

/// Characters of `name` that stand in `title` in the same order.
static size_t in_order(zp_text name, zp_text title)
{
  size_t found = 0, behind = 0;
  for (size_t at = 0; at < name.len;) {
    uint32_t wanted = zp_text_next(name, &at);
    for (size_t look = behind; look < title.len;)
      if (zp_text_next(title, &look) == wanted) {
        behind = look;
        found++;
        break;
      }
  }
  return found;
}

/// A title that names the project, with most of its characters, but not as the form does. A general title names none.
static zp_status review_title(const zp_reviewer *r)
{
  const zp_project *project = r->project->project;
  zp_text title = zp_text_key(project->title.text, r->arena), name = zp_text_key(project->name.text, r->arena);
  if (title.ptr == NULL || name.ptr == NULL) return zp_fail_memory(r->err);
  size_t count = zp_character_count(name);
  if (!project->from_goals || title.len == 0 || count < NAME_LEAST || title.len > TEXT_MOST || name.len > TEXT_MOST) return ZP_OK;
  if (zp_text_contains(title, name) || in_order(name, title) * 5 < count * 3) return ZP_OK;
  zp_review_say(r, ZP_E_TITLE_DIFFERS, &project->title, &project->name,
                (const zp_text[3]){ zp_text_trim(project->title.text), zp_text_trim(project->name.text), none });
  return ZP_OK;
}

// ---- the purpose -----------------------------------------------------------------------------------------------------

/// A count in running text: 两个村.
typedef struct counted { size_t from, to, word; zp_qty number; } counted;

/// The word of the pack that stands at the cursor, behind a counter (个) or at once; SIZE_MAX: none.
static size_t counted_word(const zp_reviewer *r, zp_text s, size_t at)
{
  const zp_words *words = &r->policy->review.counted;
  size_t behind = at;
  zp_text_next(s, &behind);
  for (size_t w = 0; w < words->count; w++) {
    if (zp_text_starts(zp_text_slice(s, at, s.len), words->items[w])) return w;
    if (zp_vocab_at(ZP_VOCAB_UNIT, s, at) != NULL && zp_text_starts(zp_text_slice(s, behind, s.len), words->items[w])) return w;
  }
  return SIZE_MAX;
}

/// The next count at or behind `from`. 第二个村 counts nothing, 一个村 hardly does.
static bool next_count(const zp_reviewer *r, zp_text s, size_t from, counted *out)
{
  for (zp_scan scan = { s, from }; scan.at < s.len;) {
    size_t start = scan.at;
    zp_number number;
    bool ordinal = start > from && zp_vocab_at(ZP_VOCAB_ORDINAL, s, start) != NULL;
    if (ordinal) zp_text_next(s, &scan.at);
    bool found = zp_scan_number(&scan, &number) || zp_scan_numeral(&scan, &number);
    if (!found) {
      scan.at = start;
      zp_text_next(s, &scan.at);
      continue;
    }
    size_t word = counted_word(r, s, scan.at);
    bool one = number.in_words && number.qty.digits == 1;
    if (ordinal || one || number.too_long || word == SIZE_MAX) continue;
    *out = (counted){ start, scan.at, word, number.qty };
    return true;
  }
  return false;
}

/// True when an indicator's name counts that word: it stands before 数 or 数量, at most one character between, or ends the name.
static bool counts_word(zp_text name, zp_text word)
{
  for (size_t at = 0;;) {
    size_t found = zp_text_find(zp_text_slice(name, at, name.len), word), next;
    if (found == SIZE_MAX) return false;
    at += found + word.len;
    next = at;
    if (at >= name.len || zp_vocab_at(ZP_VOCAB_NAME_COUNT, name, at) != NULL) return true;
    zp_text_next(name, &next);
    if (next < name.len && zp_vocab_at(ZP_VOCAB_NAME_COUNT, name, next) != NULL) return true;
  }
}

/// The target of a row that counts the word; false when it does not.
static zp_status target_of(const zp_reviewer *r, const zp_row_reading *row, zp_text word, bool *counts)
{
  zp_text name = zp_text_key(row->indicator->level3->text, r->arena);
  int power;
  if (name.ptr == NULL) return zp_fail_memory(r->err);
  bool things = zp_unit_family(row->target.unit, &power) == ZP_FAMILY_OTHER;  // 个, no unit; not 公里
  *counts = row->target.kind == ZP_KIND_NUMBER && things && counts_word(name, word);
  return ZP_OK;
}

typedef struct purpose { zp_text text; zp_folded folded; } purpose;

/// True when the purpose also has the number that the target says.
static bool also_says(const zp_reviewer *r, const purpose *p, size_t word, zp_qty wanted)
{
  counted one;
  for (size_t at = 0; next_count(r, p->folded.s, at, &one); at = one.to)
    if (one.word == word && zp_qty_compare(one.number, wanted) == 0) return true;
  return false;
}

static zp_status compare_count(const zp_reviewer *r, const purpose *p, const counted *one)
{
  zp_text word = r->policy->review.counted.items[one->word];
  size_t end = zp_text_find(zp_text_slice(p->folded.s, one->to, p->folded.s.len), word);
  zp_text said = zp_text_slice(p->folded.s, one->from, one->to + end + word.len);
  uint32_t from = zp_fold_origin(&p->folded, one->from), to = zp_fold_origin(&p->folded, one->from + said.len);
  for (size_t i = 1; i < r->project->row_count; i++) {
    const zp_row_reading *row = &r->project->rows[i];
    bool counts = false;
    if (target_of(r, row, word, &counts) != ZP_OK) return r->err->status;
    if (!counts || zp_qty_compare(row->target.number, one->number) == 0 || also_says(r, p, one->word, row->target.number)) continue;
    const zp_cell use = { p->text, r->project->project->budget.use.place };
    zp_review_point(r, ZP_E_PURPOSE_DIFFERS, &use, zp_text_slice(p->text, from, to),
                    (const zp_text[3]){ said, zp_text_trim(row->indicator->level3->text), row->target.text });
    break;
  }
  return zp_arena_short(r->arena) ? zp_fail_memory(r->err) : ZP_OK;
}

static zp_status review_purpose(const zp_reviewer *r)
{
  purpose p = { .text = zp_text_slice(r->project->project->budget.use.text, 0, TEXT_MOST) };
  counted one;
  if (r->policy->review.counted.count == 0 || zp_text_blank(p.text)) return ZP_OK;
  if (zp_fold(p.text, r->arena, &p.folded, r->err) != ZP_OK) return r->err->status;
  for (size_t at = 0; next_count(r, p.folded.s, at, &one); at = one.to)
    if (compare_count(r, &p, &one) != ZP_OK) return r->err->status;
  return ZP_OK;
}

zp_status zp_review_texts(const zp_reviewer *r)
{
  const zp_project *project = r->project->project;
  for (size_t i = 1; i < r->project->row_count; i++) {
    const zp_indicator *own = r->project->rows[i].indicator;
    if (review_description(r, own) != ZP_OK) return r->err->status;
    review_doubled(r, own->level3);
  }
  for (size_t g = 0; g < project->goal_count; g++)
    if (review_goal(r, &project->goals[g]) != ZP_OK) return r->err->status;
  if (review_title(r) != ZP_OK) return r->err->status;
  return review_purpose(r);
}
