// pairing.c: both lists are sorted by a name and walked side by side, so that long lists cost no
// more than sorting them.
#include "store/pairing.h"

#include <stdlib.h>

/// An item in one pass: empty texts where the pass does not look.
typedef struct entry {
  zp_text first, second;
  bool coded; // it has a first name
  size_t at;
} entry;

typedef enum pass { BY_BOTH, BY_FIRST, BY_SECOND, PASSES } pass;

static int compare_names(const entry *a, const entry *b)
{
  int order = zp_text_compare(a->first, b->first);
  return order != 0 ? order : zp_text_compare(a->second, b->second);
}

static int compare_entries(const void *left, const void *right)
{
  const entry *a = left, *b = right;
  int order = compare_names(a, b);
  return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

/// The items that have no partner yet and have the names of the pass, sorted.
static size_t collect(const zp_pair_name *names, size_t count, const size_t *taken, pass which,
                      entry *out)
{
  const zp_text none = { "", 0 };
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    bool lacks = (which != BY_SECOND && names[i].first.len == 0) ||
                 (which != BY_FIRST && names[i].second.len == 0);
    if (taken[i] != ZP_ALONE || lacks) continue;
    out[kept++] = (entry){ which == BY_SECOND ? none : names[i].first,
                           which == BY_FIRST ? none : names[i].second, names[i].first.len != 0, i };
  }
  qsort(out, kept, sizeof *out, compare_entries);
  return kept;
}

zp_status zp_pair_names(const zp_pair_name *a, size_t count_a, const zp_pair_name *b,
                        size_t count_b, bool strict, zp_arena *scratch, size_t *partners,
                        size_t *sources, zp_error *err)
{
  entry *left = ZP_TAKE(scratch, entry, count_a), *right = ZP_TAKE(scratch, entry, count_b);
  if (left == NULL || right == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < count_a; i++) partners[i] = ZP_ALONE;
  for (size_t k = 0; k < count_b; k++) sources[k] = ZP_ALONE;
  for (pass which = BY_BOTH; which < PASSES; which++) {
    size_t lefts = collect(a, count_a, partners, which, left),
           rights = collect(b, count_b, sources, which, right);
    for (size_t i = 0, k = 0; i < lefts && k < rights;) {
      int order = compare_names(&left[i], &right[k]);
      bool apart = order == 0 && which == BY_SECOND && strict && left[i].coded && right[k].coded;
      if (order == 0 && !apart) {
        partners[left[i].at] = right[k].at;
        sources[right[k].at] = left[i].at;
      }
      i += order <= 0;
      k += order >= 0;
    }
  }
  return ZP_OK;
}
