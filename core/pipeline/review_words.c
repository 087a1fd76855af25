// review_words.c: findings that the pack describes: texts that have a word they should not have, or lack one that they should.
#include "form/cell_list.h"
#include "pipeline/review_parts.h"

static const zp_text none = { NULL, 0 };

/// The first of the words in a text, at its place there; empty: none is.
static zp_text word_in(const zp_words *words, zp_text text)
{
  size_t best = SIZE_MAX, length = 0;
  for (size_t i = 0; i < words->count; i++) {
    size_t at = zp_text_find(text, words->items[i]);
    if (at == SIZE_MAX || at > best || (at == best && words->items[i].len <= length)) continue;
    best = at;
    length = words->items[i].len;
  }
  return best == SIZE_MAX ? none : zp_text_slice(text, best, best + length);
}

static void look(const zp_reviewer *r, const zp_pack_finding *what, const zp_cell *cell)
{
  static const zp_status statuses[] = { ZP_E_PACK_NOTES, ZP_E_PACK_WARNS, ZP_E_PACK_OBJECTS };
  zp_text word = word_in(&what->words, cell->text);
  if (zp_cell_blank(cell) || (word.len != 0) == what->missing) return;
  zp_review_point(r, statuses[what->severity], cell, word, (const zp_text[3]){ what->sentence, what->suggestion, what->id });
}

static const zp_cell *cell_of(const zp_indicator *i, zp_looked_at cell)
{
  switch (cell) {
    case ZP_LOOK_NAME: return i->level3;
    case ZP_LOOK_DESCRIPTION: return i->description;
    case ZP_LOOK_TARGET: return i->target;
    case ZP_LOOK_BASIS: return i->basis;
    case ZP_LOOK_ACTUAL: return i->actual;
    case ZP_LOOK_NOTE: return i->note;
    default: return NULL;
  }
}

static void look_at_rows(const zp_reviewer *r, const zp_pack_finding *what)
{
  for (size_t i = 1; i < r->project->row_count; i++) {
    const zp_indicator *own = r->project->rows[i].indicator;
    bool meant = what->level2.count == 0 || word_in(&what->level2, own->level2->text).len != 0;
    if (meant) look(r, what, cell_of(own, what->cell));
  }
}

static void look_at_project(const zp_reviewer *r, const zp_pack_finding *what)
{
  const zp_project *project = r->project->project;
  switch (what->cell) {
    case ZP_LOOK_PROJECT: look(r, what, &project->name); break;
    case ZP_LOOK_USE: look(r, what, &project->budget.use); break;
    case ZP_LOOK_GOAL:
      for (size_t g = 0; g < project->goal_count; g++) look(r, what, &project->goals[g]);
      break;
    default: look_at_rows(r, what); break;
  }
}

void zp_review_words(const zp_reviewer *r)
{
  const zp_project *project = r->project->project;
  for (size_t i = 0; i < r->policy->review.finding_count; i++) {
    const zp_pack_finding *what = &r->policy->review.findings[i];
    bool elsewhere = (what->form == ZP_LOOK_GOALS && !project->from_goals) || (what->form == ZP_LOOK_FILLED && !project->filled);
    if (!elsewhere) look_at_project(r, what);
  }
}
