// near_name.c: names that may have been meant.
#include "form/near_name.h"

#include "form/signs.h"

enum { SHOWN_MOST = 3, CHARACTERS_MOST = 64, SHORTEST_FORM = 4 };

/// True when the characters of `part` stand in `whole` in the same order.
static bool is_subsequence(zp_text part, zp_text whole)
{
  size_t at = 0, in = 0;
  while (at < part.len && in < whole.len) {
    size_t next = at;
    uint32_t wanted = zp_text_next(part, &next);
    if (zp_text_next(whole, &in) == wanted) at = next;
  }
  return at >= part.len;
}

bool zp_near_name(zp_text a, zp_text b)
{
  size_t m = zp_character_count(a), n = zp_character_count(b);
  if (m > n) {
    zp_text text = a;
    size_t count = m;
    a = b;
    m = n;
    b = text;
    n = count;
  }
  if (m < SHORTEST_FORM || n > CHARACTERS_MOST) return zp_text_equal(a, b);
  size_t slips = 1 + m / 12;
  if (zp_text_distance(a, b, slips) <= slips) return true;
  return m * 5 >= n * 3 && is_subsequence(a, b);
}

typedef struct candidate { zp_text name; size_t distance; } candidate;

/// Keeps the best few, nearest first, the earlier name first among equals.
static void offer(candidate *best, size_t *count, candidate one)
{
  size_t at = *count < SHOWN_MOST ? (*count)++ : SHOWN_MOST;
  while (at > 0 && best[at - 1].distance > one.distance) {
    if (at < SHOWN_MOST) best[at] = best[at - 1];
    at--;
  }
  if (at < SHOWN_MOST) best[at] = one;
}

static zp_text list(const candidate *shown, size_t count, zp_arena *arena)
{
  zp_text out = ZP_TEXT("");
  for (size_t i = 0; i < count && out.ptr != NULL; i++)
    out = i == 0 ? shown[0].name : zp_text_format(arena, "%.*s / %.*s", ZP_ARG(out), ZP_ARG(shown[i].name));
  return out;
}

zp_text zp_near_names(zp_text wanted, const zp_text *names, size_t count, size_t *tries, zp_arena *arena)
{
  candidate best[SHOWN_MOST] = { { { NULL, 0 }, 0 } };
  size_t found = 0;
  zp_text key = zp_text_key(wanted, arena);
  if (key.ptr == NULL) return key;
  for (size_t i = 0; i < count && *tries > 0; i++, (*tries)--) {
    zp_text other = zp_text_key(names[i], arena);
    if (other.ptr == NULL) return other;
    size_t m = zp_character_count(key), n = zp_character_count(other), near = (m > n ? m : n) / 2;
    size_t distance = zp_text_distance(key, other, near);
    if (n != 0 && distance <= near) offer(best, &found, (candidate){ names[i], distance });
  }
  bool near = found != 0;
  for (size_t i = 0; !near && i < count && found < SHOWN_MOST; i++)
    if (!zp_text_blank(names[i])) best[found++] = (candidate){ names[i], 0 };
  return list(best, found, arena);
}
