// fields_fail.c: telling what is wrong with a field: the way to it, its line, and which name may be
// meant.
#include "script/fields.h"

#include <string.h>

enum { PATH_ROOM = 160 };

/// "weights.groups[2].id", cut at the front when it does not fit.
static zp_text print_path(const zp_step *step, char room[PATH_ROOM])
{
  size_t at = PATH_ROOM;
  for (; step != NULL; step = step->up) {
    char item[32];
    zp_text part = step->name;
    if (part.len == 0) {
      size_t digits = sizeof item, index = step->index;
      item[--digits] = ']';
      do item[--digits] = (char)('0' + index % 10);
      while ((index /= 10) != 0);
      item[--digits] = '[';
      part = (zp_text){ item + digits, sizeof item - digits };
    }
    if (part.len + 1 > at) break;
    at -= part.len;
    memcpy(room + at, part.ptr, part.len);
    if (step->name.len != 0 && step->up != NULL) room[--at] = '.';
  }
  return (zp_text){ room + at, PATH_ROOM - at };
}

void zp_fields_fail_as(const zp_fields *fields, zp_key key, zp_status status, zp_text arg1,
                       zp_text arg2)
{
  if (fields->err->status != ZP_OK) return;
  const zp_fields *holder = zp_fields_holder(fields, key);
  const zp_source *source = holder->source;
  zp_step step = { holder->step, key.name, key.index };
  size_t offset = zp_source_find(source, &step), start;
  zp_place place = zp_source_place(source, offset);
  zp_text line = zp_source_line(source, offset, &start);
  zp_fail(fields->err, status, &place, arg1, arg2, (zp_text){ NULL, 0 });
  zp_text shown = zp_text_trim(line);
  size_t lead = shown.len == 0 ? 0 : (size_t)(shown.ptr - line.ptr);
  bool written =
      key.name.len != 0 && zp_text_starts(zp_text_slice(line, offset - start, line.len), key.name);
  zp_error_cell(fields->err, shown, offset - start - lead, written ? key.name.len : 0);
}

void zp_fields_fail(const zp_fields *fields, zp_key key, zp_status status, zp_text about)
{
  char room[PATH_ROOM];
  zp_step step = { fields->step, key.name, key.index };
  zp_fields_fail_as(fields, key, status, print_path(&step, room), about);
}

/// Edits at which two names are still taken for each other; Chinese names are short.
static size_t near(zp_text name)
{
  size_t characters = 0;
  for (size_t at = 0; at < name.len && characters <= 6; characters++) zp_text_next(name, &at);
  return characters <= 2 ? 1 : characters <= 6 ? 2 : 3;
}

zp_text zp_fields_near(zp_text text, const zp_text *names, size_t count)
{
  zp_text best = { NULL, 0 };
  size_t best_distance = near(text) + 1;
  for (size_t i = 0; i < count; i++) {
    size_t distance = zp_text_distance(text, names[i], near(text));
    if (distance >= best_distance) continue;
    best = names[i];
    best_distance = distance;
  }
  return best;
}

zp_text zp_fields_nearest(zp_text text, const zp_text *names, size_t count, zp_arena *arena)
{
  size_t len = 0;
  zp_text best = zp_fields_near(text, names, count);
  if (best.ptr != NULL) return best;
  for (size_t i = 0; i < count; i++) len += names[i].len + 3;
  char *all = zp_arena_bytes(arena, len + 1);
  if (all == NULL) return (zp_text){ NULL, 0 };
  len = 0;
  for (size_t i = 0; i < count; i++) {
    if (i > 0) {
      memcpy(all + len, " | ", 3);
      len += 3;
    }
    if (names[i].len != 0) memcpy(all + len, names[i].ptr, names[i].len);
    len += names[i].len;
  }
  return (zp_text){ all, len };
}
