// ole.c: header, chains of sectors, directory, streams. Every sector number is held against the
// file, every chain against the number of sectors, so that circles end.
#include "plugins/readers/ole.h"

#include <string.h>

enum {
  HEADER = 512,
  HEADER_FATS = 109,
  ENTRY = 128,
  NAME_BYTES = 64,
  AT_SHIFT = 0x1E,
  AT_MINI_SHIFT = 0x20,
  AT_DIRECTORY = 0x30,
  AT_CUTOFF = 0x38,
  AT_MINI_FAT = 0x3C,
  AT_MORE_FATS = 0x44,
  AT_FATS = 0x4C,
  ENTRY_NAME_LENGTH = 0x40,
  ENTRY_KIND = 0x42,
  ENTRY_LEFT = 0x44,
  ENTRY_RIGHT = 0x48,
  ENTRY_CHILD = 0x4C,
  ENTRY_START = 0x74,
  ENTRY_SIZE = 0x78,
  KIND_STREAM = 2,
  KIND_ROOT = 5,
  ROOT = 0
};

static const uint32_t NOWHERE = UINT32_MAX;

static uint32_t u32_at(zp_text bytes, size_t at)
{
  const unsigned char *p = (const unsigned char *)bytes.ptr + at;
  return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint16_t u16_at(zp_text bytes, size_t at)
{
  const unsigned char *p = (const unsigned char *)bytes.ptr + at;
  return (uint16_t)(p[0] | p[1] << 8);
}

bool zp_ole_is(zp_text bytes)
{
  return zp_text_starts(bytes, (zp_text){ "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8 });
}

/// The bytes of a sector; fewer at the end of a file that is cut.
static zp_text sector_of(const zp_ole *ole, uint32_t sector)
{
  size_t from = ((size_t)sector + 1) << ole->shift;
  return zp_text_slice(ole->bytes, from, from + ((size_t)1 << ole->shift));
}

static uint32_t next_of(const zp_ole *ole, uint32_t sector)
{
  return sector < ole->fat_count ? ole->fat[sector] : NOWHERE;
}

// ---- chains
// ----------------------------------------------------------------------------------------------------------

/// How many bytes a chain has, `most` at most, and whether its sectors lie one behind the other.
static size_t measure(const zp_ole *ole, uint32_t first, size_t most, bool *whole)
{
  size_t len = 0;
  uint32_t steps = 0;
  *whole = true;
  for (uint32_t at = first; at < ole->sectors && len < most && steps < ole->sectors; steps++) {
    uint32_t next = next_of(ole, at);
    len += sector_of(ole, at).len;
    if (len < most && next < ole->sectors && next != at + 1) *whole = false;
    at = next;
  }
  return len < most ? len : most;
}

/// The bytes of a chain, `most` at most. False when memory is short.
static bool collect(const zp_ole *ole, uint32_t first, size_t most, zp_text *out)
{
  bool whole;
  size_t len = measure(ole, first, most, &whole), done = 0;
  *out = (zp_text){ NULL, 0 };
  if (len == 0) return true;
  if (whole) {
    size_t from = ((size_t)first + 1) << ole->shift;
    *out = zp_text_slice(ole->bytes, from, from + len);
    return true;
  }
  char *room = zp_arena_bytes(ole->arena, len);
  if (room == NULL) return false;
  for (uint32_t at = first; done < len; at = next_of(ole, at)) {
    zp_text part = sector_of(ole, at);
    size_t step = part.len < len - done ? part.len : len - done;
    if (step == 0) break;
    memcpy(room + done, part.ptr, step);
    done += step;
  }
  *out = (zp_text){ room, done };
  return true;
}

// ---- opening
// ---------------------------------------------------------------------------------------------------------

/// One sector of the table of sectors; there are never more than describe the whole file.
static bool add_fat(zp_ole *ole, uint32_t sector, uint32_t most)
{
  if (sector >= ole->sectors) return false;
  zp_text part = sector_of(ole, sector);
  for (size_t at = 0; at + 4 <= part.len && ole->fat_count < most; at += 4)
    ole->fat[ole->fat_count++] = u32_at(part, at);
  return ole->fat_count < most;
}

/// The header names the first sectors of the table, a chain of their own the rest.
static bool load_fat(zp_ole *ole)
{
  uint32_t per_sector = (uint32_t)1 << (ole->shift - 2), steps = 0;
  uint32_t most = (ole->sectors / per_sector + 1) * per_sector;
  ole->fat = ZP_TAKE(ole->arena, uint32_t, most);
  if (ole->fat == NULL) return false;
  for (size_t i = 0; i < HEADER_FATS; i++)
    if (!add_fat(ole, u32_at(ole->bytes, AT_FATS + 4 * i), most)) return true;
  for (uint32_t more = u32_at(ole->bytes, AT_MORE_FATS);
       more < ole->sectors && steps < ole->sectors; steps++) {
    zp_text part = sector_of(ole, more);
    for (size_t at = 0; at + 8 <= part.len; at += 4)
      if (!add_fat(ole, u32_at(part, at), most)) return true;
    more = part.len < (size_t)1 << ole->shift ? NOWHERE : u32_at(part, part.len - 4);
  }
  return true;
}

zp_ole_end zp_ole_open(zp_text bytes, zp_arena *arena, zp_ole *out)
{
  enum { SHIFT_LEAST = 9, SHIFT_MOST = 12, MINI_LEAST = 6 };
  if (!zp_ole_is(bytes) || bytes.len < HEADER) return ZP_OLE_DAMAGED;
  *out = (zp_ole){ .bytes = bytes,
                   .arena = arena,
                   .shift = u16_at(bytes, AT_SHIFT),
                   .mini_shift = u16_at(bytes, AT_MINI_SHIFT) };
  if (out->shift < SHIFT_LEAST || out->shift > SHIFT_MOST || out->mini_shift < MINI_LEAST ||
      out->mini_shift >= out->shift)
    return ZP_OLE_DAMAGED;
  size_t sectors = (bytes.len - 1) >> out->shift; // the header is one more; the last may be cut
  if (sectors == 0 || sectors >= UINT32_MAX / 2) return ZP_OLE_DAMAGED;
  out->sectors = (uint32_t)sectors;
  out->mini_cutoff = u32_at(bytes, AT_CUTOFF);
  out->mini_first = u32_at(bytes, AT_MINI_FAT);
  if (!load_fat(out) || !collect(out, u32_at(bytes, AT_DIRECTORY), SIZE_MAX, &out->entries))
    return ZP_OLE_MEMORY;
  bool root = out->entries.len >= ENTRY && out->entries.ptr[ENTRY_KIND] == KIND_ROOT;
  return root ? ZP_OLE_FINE : ZP_OLE_DAMAGED;
}

// ---- the directory
// ---------------------------------------------------------------------------------------------------

static zp_text entry_at(const zp_ole *ole, size_t index)
{
  return zp_text_slice(ole->entries, index * ENTRY, index * ENTRY + ENTRY);
}

static char lower(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool is_named(zp_text entry, const char *name)
{
  size_t len = strlen(name);
  if (u16_at(entry, ENTRY_NAME_LENGTH) != 2 * (len + 1) || 2 * (len + 1) > NAME_BYTES) return false;
  for (size_t i = 0; i < len; i++)
    if (entry.ptr[2 * i + 1] != 0 || lower(entry.ptr[2 * i]) != lower(name[i])) return false;
  return true;
}

typedef struct visit {
  size_t count; // of entries
  uint32_t *waiting;
  size_t waiting_count;
  bool *seen;
} visit;

static void wait_for(visit *v, uint32_t entry)
{
  if (entry >= v->count || v->seen[entry]) return;
  v->seen[entry] = true;
  v->waiting[v->waiting_count++] = entry;
}

/// The entry of that name among the root's own: embedded objects have streams of the same names.
/// Every entry is looked at once: programs have written trees in a wrong order. SIZE_MAX when there
/// is none; *fine is false when memory is short.
static size_t find(const zp_ole *ole, const char *name, bool *fine)
{
  visit v = { .count = ole->entries.len / ENTRY };
  v.waiting = ZP_TAKE(ole->arena, uint32_t, v.count);
  v.seen = ZP_TAKE(ole->arena, bool, v.count);
  *fine = v.waiting != NULL && v.seen != NULL;
  if (!*fine) return SIZE_MAX;
  wait_for(&v, u32_at(entry_at(ole, ROOT), ENTRY_CHILD));
  while (v.waiting_count != 0) {
    uint32_t index = v.waiting[--v.waiting_count];
    zp_text entry = entry_at(ole, index);
    if (index != ROOT && is_named(entry, name)) return index;
    wait_for(&v, u32_at(entry, ENTRY_LEFT));
    wait_for(&v, u32_at(entry, ENTRY_RIGHT));
  }
  return SIZE_MAX;
}

bool zp_ole_has(const zp_ole *ole, const char *name)
{
  bool fine;
  return find(ole, name, &fine) != SIZE_MAX;
}

// ---- streams
// ---------------------------------------------------------------------------------------------------------

/// A short stream: its sectors are parts of the root's own stream, and their table is a stream too.
static zp_ole_end collect_short(const zp_ole *ole, uint32_t first, size_t size, zp_text *out)
{
  zp_text container, table;
  size_t part = (size_t)1 << ole->mini_shift, done = 0;
  if (!collect(ole, u32_at(entry_at(ole, ROOT), ENTRY_START), SIZE_MAX, &container))
    return ZP_OLE_MEMORY;
  if (!collect(ole, ole->mini_first, SIZE_MAX, &table)) return ZP_OLE_MEMORY;
  if (size > container.len) size = container.len;
  char *room = zp_arena_bytes(ole->arena, size);
  if (room == NULL) return ZP_OLE_MEMORY;
  for (size_t at = first; done < size && at < container.len >> ole->mini_shift;) {
    size_t step = size - done < part ? size - done : part;
    memcpy(room + done, container.ptr + (at << ole->mini_shift), step);
    done += step;
    at = at < table.len / 4 ? u32_at(table, at * 4) : SIZE_MAX;
  }
  *out = (zp_text){ room, done };
  return ZP_OLE_FINE;
}

zp_ole_end zp_ole_stream(const zp_ole *ole, const char *name, zp_text *out)
{
  bool fine;
  size_t index = find(ole, name, &fine);
  if (!fine) return ZP_OLE_MEMORY;
  if (index == SIZE_MAX) return ZP_OLE_ABSENT;
  zp_text entry = entry_at(ole, index);
  if (entry.ptr[ENTRY_KIND] != KIND_STREAM) return ZP_OLE_DAMAGED;
  size_t size = u32_at(entry, ENTRY_SIZE);
  uint32_t first = u32_at(entry, ENTRY_START);
  if (size < ole->mini_cutoff) return collect_short(ole, first, size, out);
  return collect(ole, first, size, out) ? ZP_OLE_FINE : ZP_OLE_MEMORY;
}
