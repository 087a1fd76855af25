// review_purpose.c: what the fund is for against what is aimed at: things counted or named in the fund use that a target counts
// otherwise.
#include "form/signs.h"
#include "form/value_number.h"
#include "pipeline/review_parts.h"

enum { TEXT_MOST = 8192 };

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

/// True when the target of a row counts the word.
static bool target_counts(const zp_row_reading *row, zp_text name, zp_text word)
{
  int power;
  bool things = zp_unit_family(row->target.unit, &power) == ZP_FAMILY_OTHER;  // 个, no unit; not 公里
  return row->target.kind == ZP_KIND_NUMBER && things && counts_word(name, word);
}

/// A row whose target counts a word of the pack.
typedef struct aim { size_t row, word; } aim;

/// Both lists are bounded: what comes behind so many says nothing new.
enum { COUNTS_MOST = 64, AIMS_MOST = 64 };

typedef struct purpose {
  zp_text text;
  zp_folded folded;
  counted counts[COUNTS_MOST];
  aim aims[AIMS_MOST];
  size_t count, aim_count;
} purpose;

static zp_status list_aims(const zp_reviewer *r, purpose *p)
{
  const zp_words *words = &r->policy->review.counted;
  for (size_t i = 1; i < r->project->row_count && p->aim_count < AIMS_MOST; i++) {
    const zp_row_reading *row = &r->project->rows[i];
    if (row->target.kind != ZP_KIND_NUMBER) continue;
    zp_text name = zp_text_key(row->indicator->level3->text, r->arena);
    if (name.ptr == NULL) return zp_fail_memory(r->err);
    for (size_t w = 0; w < words->count && p->aim_count < AIMS_MOST; w++)
      if (target_counts(row, name, words->items[w])) p->aims[p->aim_count++] = (aim){ i, w };
  }
  return ZP_OK;
}

/// True when the purpose also has the number that the target says.
static bool also_says(const purpose *p, size_t word, zp_qty wanted)
{
  for (size_t i = 0; i < p->count; i++)
    if (p->counts[i].word == word && zp_qty_compare(p->counts[i].number, wanted) == 0) return true;
  return false;
}

/// The first indicator that counts the word otherwise than `number`, unless the purpose has its number too; SIZE_MAX: none.
static size_t find_otherwise(const zp_reviewer *r, const purpose *p, size_t word, zp_qty number)
{
  for (size_t i = 0; i < p->aim_count; i++) {
    const zp_value *target = &r->project->rows[p->aims[i].row].target;
    if (p->aims[i].word != word || zp_qty_compare(target->number, number) == 0 || also_says(p, word, target->number)) continue;
    return p->aims[i].row;
  }
  return SIZE_MAX;
}

/// Bytes [from, to) of the folded purpose against the target of a row.
static zp_status say_otherwise(const zp_reviewer *r, const purpose *p, size_t from, size_t to, size_t at)
{
  const zp_row_reading *row = &r->project->rows[at];
  const zp_cell use = { p->text, r->project->project->budget.use.place };
  zp_text said = zp_text_slice(p->text, zp_fold_origin(&p->folded, from), zp_fold_origin(&p->folded, to));
  if (zp_arena_short(r->arena)) return zp_fail_memory(r->err);
  zp_review_point(r, ZP_E_PURPOSE_DIFFERS, &use, said,
                  (const zp_text[3]){ said, zp_text_trim(row->indicator->level3->text), row->target.text });
  return ZP_OK;
}

static zp_status compare_numbers(const zp_reviewer *r, const purpose *p, bool *told)
{
  zp_text s = p->folded.s;
  for (size_t i = 0; i < p->count; i++) {
    const counted *one = &p->counts[i];
    zp_text word = r->policy->review.counted.items[one->word];
    size_t row = find_otherwise(r, p, one->word, one->number);
    size_t end = one->to + zp_text_find(zp_text_slice(s, one->to, s.len), word) + word.len;
    if (row == SIZE_MAX) continue;
    *told = true;
    if (say_otherwise(r, p, one->from, end, row) != ZP_OK) return r->err->status;
  }
  return ZP_OK;
}

// ---- names -----------------------------------------------------------------------------------------------------------

/// Up to `most` Chinese characters before `at`; their offset.
static size_t han_before(zp_text s, size_t at, int most)
{
  for (; most > 0 && at > 0; most--) {
    size_t from = at, next;
    while (from > 0 && ((unsigned char)s.ptr[--from] & 0xC0) == 0x80) {}
    next = from;
    if (!zp_is_han(zp_text_next(s, &next))) break;
    at = from;
  }
  return at;
}

/// True when a word that makes the noun at `at` no place of that name lies over it: 行政村, 村干部, 用于村.
static bool is_unnamed(const zp_reviewer *r, zp_text s, size_t at)
{
  const zp_words *words = &r->policy->review.unnamed;
  for (size_t w = 0; w < words->count; w++) {
    zp_text word = words->items[w];
    for (size_t from = at >= word.len ? at - word.len + 1 : 0; word.len != 0 && from <= at; from++)
      if (zp_text_starts(zp_text_slice(s, from, s.len), word)) return true;
  }
  return false;
}

/// Places that the purpose names: 陈家庄村北和沙雾庄村东.
typedef struct places { size_t count, from, to; } places;

/// Counts different names before the noun; numbers and counters before it (两个村) make none.
static places named_places(const zp_reviewer *r, zp_text s, zp_text noun)
{
  enum { TELLING = 2, SHOWN = 3, PLACES_MOST = 32 };
  size_t starts[PLACES_MOST];
  places found = { 0, 0, 0 };
  for (size_t at = 0; found.count < PLACES_MOST;) {
    size_t next = zp_text_find(zp_text_slice(s, at, s.len), noun);
    if (next == SIZE_MAX) break;
    next += at;
    at = next + noun.len;
    size_t start = han_before(s, next, TELLING), last = han_before(s, next, 1);
    zp_text name = zp_text_slice(s, start, next);
    bool counter = last < next && zp_vocab_at(ZP_VOCAB_UNIT, s, last) != NULL;
    bool again = false;
    if (zp_character_count(name) < TELLING || counter || is_unnamed(r, s, next)) continue;
    for (size_t i = 0; i < found.count; i++)
      again = again || zp_text_starts(zp_text_slice(s, starts[i], s.len), name);
    if (again) continue;
    if (found.count == 0) found.from = han_before(s, next, SHOWN);
    starts[found.count++] = start;
    found.to = at;
  }
  return found;
}

static zp_status compare_names(const zp_reviewer *r, const purpose *p)
{
  const zp_words *named = &r->policy->review.named, *known = &r->policy->review.counted;
  for (size_t n = 0; n < named->count; n++) {
    places found = named_places(r, p->folded.s, named->items[n]);
    size_t word = 0;
    while (word < known->count && !zp_text_equal(known->items[word], named->items[n])) word++;
    if (found.count < 2 || word == known->count) continue;
    size_t row = find_otherwise(r, p, word, (zp_qty){ (int64_t)found.count, 0 });
    if (row != SIZE_MAX && say_otherwise(r, p, found.from, found.to, row) != ZP_OK) return r->err->status;
  }
  return ZP_OK;
}

zp_status zp_review_purpose(const zp_reviewer *r)
{
  purpose p = { .text = zp_text_slice(r->project->project->budget.use.text, 0, TEXT_MOST) };
  bool told = false;
  if (r->policy->review.counted.count == 0 || zp_text_blank(p.text)) return ZP_OK;
  if (list_aims(r, &p) != ZP_OK || p.aim_count == 0) return r->err->status;
  if (zp_fold(p.text, r->arena, &p.folded, r->err) != ZP_OK) return r->err->status;
  for (counted one = { .to = 0 }; p.count < COUNTS_MOST && next_count(r, p.folded.s, one.to, &one);) p.counts[p.count++] = one;
  if (compare_numbers(r, &p, &told) != ZP_OK) return r->err->status;
  return told ? ZP_OK : compare_names(r, &p);
}
