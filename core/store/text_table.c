// text_table.c: first by address, for most texts of a unit are slices that were seen before; then by what they say.
#include "store/text_table.h"

#include <string.h>

#include "base/checksum.h"
#include "store/tokens.h"

enum { FIRST_SLOTS = 256 };

void zp_text_table_init(zp_text_table *table, zp_arena *arena)
{
  *table = (zp_text_table){ .bytes = { .arena = arena } };
}

void zp_text_table_reset(zp_text_table *table)
{
  table->bytes.len = 0;
  table->count = 0;
  if (table->capacity != 0) memset(table->slots, 0, table->capacity * sizeof *table->slots);
  memset(table->seen, 0, sizeof table->seen);
}

static inline uint64_t eight_at(const char *p)
{
  uint64_t bytes;
  memcpy(&bytes, p, sizeof bytes);
  return bytes;
}

static inline uint32_t four_at(const char *p)
{
  uint32_t bytes;
  memcpy(&bytes, p, sizeof bytes);
  return bytes;
}

/// Up to 16 bytes as two numbers, which may overlap.
static inline void ends_of(const char *p, size_t len, uint64_t *a, uint64_t *b)
{
  if (len >= 8) *a = eight_at(p), *b = eight_at(p + len - 8);
  else if (len >= 4) *a = four_at(p), *b = four_at(p + len - 4);
  else *a = (uint64_t)(unsigned char)p[0] << 8 | (unsigned char)p[len / 2], *b = (unsigned char)p[len - 1];
}

/// Most texts are short: two multiplications in line, for a table that lives as long as a unit.
static inline uint64_t hash_of(zp_text text)
{
  uint64_t a, b;
  if (text.len > 16) return zp_text_hash(text);
  ends_of(text.ptr, text.len, &a, &b);
  a = (a ^ UINT64_C(0x9E3779B97F4A7C15)) * UINT64_C(0xD6E8FEB86659FD93);
  b = (b ^ text.len) * UINT64_C(0xA0761D6478BD642F);
  a ^= (a >> 32) ^ (b >> 29) ^ b;
  a *= UINT64_C(0xE7037ED1A0B428DB);
  return a ^ a >> 32;
}

static inline bool same(const char *a, const char *b, size_t len)
{
  uint64_t a1, a2, b1, b2;
  size_t at = 0;
  for (; len - at > 16; at += 8)
    if (eight_at(a + at) != eight_at(b + at)) return false;
  ends_of(a + at, len - at, &a1, &a2);
  ends_of(b + at, len - at, &b1, &b2);
  return a1 == b1 && a2 == b2;
}

static zp_text_slot *slot_of(const zp_text_table *table, uint32_t tag, zp_text text)
{
  for (size_t at = tag & (table->capacity - 1);; at = (at + 1) & (table->capacity - 1)) {
    zp_text_slot *slot = &table->slots[at];
    if (slot->number == 0) return slot;
    if (slot->tag != tag) continue;
    const zp_text_told *told = &table->told[slot->number - 1];
    if (told->len == text.len && same(table->bytes.bytes + told->at, text.ptr, text.len)) return slot;
  }
}

static bool widen(zp_text_table *table, size_t capacity)
{
  zp_text_slot *old = table->slots, *slots = ZP_TAKE(table->bytes.arena, zp_text_slot, capacity);
  zp_text_told *told = ZP_ROOM(table->bytes.arena, zp_text_told, capacity / 2);
  if (slots == NULL || told == NULL) return !(table->bytes.failed = true);
  if (table->count != 0) memcpy(told, table->told, table->count * sizeof *told);
  for (size_t i = 0; i < table->capacity; i++) {
    size_t at = old[i].tag & (capacity - 1);
    if (old[i].number == 0) continue;
    while (slots[at].number != 0) at = (at + 1) & (capacity - 1);
    slots[at] = old[i];
  }
  table->slots = slots;
  table->told = told;
  table->capacity = capacity;
  return true;
}

void zp_text_table_expect(zp_text_table *table, size_t count)
{
  enum { EXPECTED_MOST = 1 << 20 };
  size_t capacity = FIRST_SLOTS;
  while (capacity < 2 * count && capacity < EXPECTED_MOST) capacity *= 2;
  if (capacity > table->capacity) widen(table, capacity);
}

static uint32_t add(zp_text_table *table, zp_text text)
{
  size_t bad;
  if (2 * (size_t)(table->count + 1) > table->capacity && !widen(table, table->capacity == 0 ? FIRST_SLOTS : 2 * table->capacity)) return 0;
  uint32_t tag = (uint32_t)hash_of(text);
  zp_text_slot *slot = slot_of(table, tag, text);
  if (slot->number != 0) return slot->number;
  if (!table->vouched && !zp_text_utf8(text, &bad)) table->broken = true;
  zp_sink *bytes = &table->bytes;
  if (text.len > UINT32_MAX || !zp_sink_reserve(bytes, ZP_TOKEN_MOST + text.len) || bytes->len > UINT32_MAX - text.len - ZP_TOKEN_MOST) {
    bytes->failed = true;
    return 0;
  }
  char *head = zp_write_text_head(bytes->bytes + bytes->len, text.len);
  memcpy(head, text.ptr, text.len);
  bytes->len = (size_t)(head - bytes->bytes) + text.len;
  table->told[table->count] = (zp_text_told){ (uint32_t)(table->bytes.len - text.len), (uint32_t)text.len };
  *slot = (zp_text_slot){ tag, ++table->count };
  return slot->number;
}

uint32_t zp_text_table_look(zp_text_table *table, zp_text text, size_t at)
{
  uint32_t number = add(table, text);
  table->seen[at].ptr = text.ptr;
  table->seen[at].len = text.len;
  table->seen[at].number = number;
  return number;
}
