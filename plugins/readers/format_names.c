// format_names.c: a sorted list: looked into for every cell, added to seldom, and nobody can make
// it slow.
#include "plugins/readers/format_names.h"

#include <string.h>
#include <strings.h>

/// Index of the first name that does not come before `name`.
static size_t place_of(const zp_format_names *names, zp_text name)
{
  size_t low = 0, high = names->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (zp_text_compare(names->items[middle].name, name) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

zp_format_names_end zp_format_names_add(zp_format_names *names, zp_text name,
                                        const zp_number_format *format, zp_arena *arena)
{
  size_t at = place_of(names, name);
  if (at < names->count && zp_text_equal(names->items[at].name, name)) {
    names->items[at].format = format;
    return ZP_FORMAT_NAMES_FINE;
  }
  if (names->count >= ZP_FORMAT_NAMES_MOST) return ZP_FORMAT_NAMES_FULL;
  zp_format_name *items =
      zp_arena_grow(arena, names->items, names->count, &names->capacity, sizeof *items);
  if (items == NULL) return ZP_FORMAT_NAMES_MEMORY;
  names->items = items;
  memmove(items + at + 1, items + at, (names->count - at) * sizeof *items);
  items[at] = (zp_format_name){ name, format };
  names->count++;
  return ZP_FORMAT_NAMES_FINE;
}

const zp_format_name *zp_format_names_find(const zp_format_names *names, zp_text name)
{
  size_t at = place_of(names, name);
  return at < names->count && zp_text_equal(names->items[at].name, name) ? &names->items[at] : NULL;
}

zp_text zp_format_code_named(zp_text code)
{
  static const struct {
    const char *name, *code;
  } names[] = {
    { "General", "" },
    { "General Number", "" },
    { "Fixed", "0.00" },
    { "Standard", "#,##0.00" },
    { "Currency", "#,##0.00" },
    { "Euro Currency", "#,##0.00" },
    { "Percent", "0.00%" },
    { "Scientific", "0.00E+00" },
    { "Short Date", "yyyy/m/d" },
    { "Medium Date", "d-mmm-yy" },
    { "Long Date", "yyyy/m/d" },
    { "General Date", "yyyy/m/d h:mm" },
    { "Short Time", "h:mm" },
    { "Medium Time", "h:mm AM/PM" },
    { "Long Time", "h:mm:ss" },
    { "Yes/No", "" },
    { "True/False", "" },
    { "On/Off", "" },
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (code.len == strlen(names[i].name) && strncasecmp(code.ptr, names[i].name, code.len) == 0)
      return zp_text_from(names[i].code);
  return code;
}
