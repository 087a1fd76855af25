// review_texts.c: what the words of a form give away: slips of the pen, words written twice, titles that name another project.
#include "form/cell_list.h"
#include "form/signs.h"
#include "form/value_scan.h"
#include "pipeline/review_parts.h"

enum { NAME_LEAST = 4, NAME_MOST = 48, PHRASES_MOST = 64, TEXT_MOST = 8192, TITLE_MOST = 1024 };
/// Of a project: names that goals are compared with, and comparisons, so that no form, however made, takes long.
enum { NAMES_MOST = 256, TRIES_MOST = 100000 };

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

/// The names of a project's indicators, from its second row on.
typedef struct names { letters *items; size_t count, tries; } names;

static zp_status spell_names(const zp_reviewer *r, names *out)
{
  size_t count = r->project->row_count - 1;
  *out = (names){ .count = count < NAMES_MOST ? count : NAMES_MOST, .tries = TRIES_MOST };
  if (r->project->project->goal_count == 0) return ZP_OK;
  out->items = ZP_TAKE(r->arena, letters, out->count);
  if (out->items == NULL) return zp_fail_memory(r->err);
  for (size_t i = 0; i < out->count; i++)
    if (spell(r, r->project->rows[i + 1].indicator->level3->text, &out->items[i]) != ZP_OK) return r->err->status;
  return ZP_OK;
}

/// A phrase of the goals that is an indicator's name but for one character. Short phrases differ at their ends without being
/// slips (村容整洁, 市容整洁), so there only a character inside counts.
static zp_status compare_phrase(const zp_reviewer *r, names *known, const zp_cell *goal, zp_text phrase)
{
  enum { SURE = 8 };
  letters said;
  if (known->tries == 0) return ZP_OK;
  if (spell(r, phrase, &said) != ZP_OK) return r->err->status;
  for (size_t i = 0; said.count != 0 && i < known->count && known->tries > 0; i++, known->tries--) {
    const zp_cell *level3 = r->project->rows[i + 1].indicator->level3;
    size_t slip = slip_of(&said, &known->items[i]);
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

static zp_status review_goal(const zp_reviewer *r, names *known, const zp_cell *goal)
{
  zp_text text = zp_text_slice(goal->text, 0, TEXT_MOST);
  size_t from = 0, next = 0;
  for (size_t at = 0, phrases = 0; at < text.len && phrases < PHRASES_MOST; at = next) {
    bool ends = ends_phrase(zp_sign_at(text, at, &next));
    if (!ends && next < text.len) continue;
    if (compare_phrase(r, known, goal, zp_text_trim(zp_text_slice(text, from, ends ? at : next))) != ZP_OK) return r->err->status;
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
  if (!project->from_goals || title.len == 0 || count < NAME_LEAST || title.len > TITLE_MOST || name.len > TITLE_MOST) return ZP_OK;
  if (zp_text_contains(title, name) || in_order(name, title) * 5 < count * 3) return ZP_OK;
  zp_review_say(r, ZP_E_TITLE_DIFFERS, &project->title, &project->name,
                (const zp_text[3]){ zp_text_trim(project->title.text), zp_text_trim(project->name.text), none });
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
  names known;
  if (spell_names(r, &known) != ZP_OK) return r->err->status;
  for (size_t g = 0; g < project->goal_count; g++)
    if (review_goal(r, &known, &project->goals[g]) != ZP_OK) return r->err->status;
  return review_title(r);
}
