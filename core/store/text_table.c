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

static zp_text_slot *slot_of(const zp_text_table *table, uint64_t hash, zp_text text)
{
  for (size_t at = hash & (table->capacity - 1);; at = (at + 1) & (table->capacity - 1)) {
    zp_text_slot *slot = &table->slots[at];
    if (slot->number == 0) return slot;
    if (slot->hash == hash && slot->len == text.len && memcmp(table->bytes.bytes + slot->at, text.ptr, text.len) == 0) return slot;
  }
}

static bool widen(zp_text_table *table)
{
  size_t capacity = table->capacity == 0 ? FIRST_SLOTS : 2 * table->capacity;
  zp_text_slot *old = table->slots, *slots = ZP_TAKE(table->bytes.arena, zp_text_slot, capacity);
  if (slots == NULL) return !(table->bytes.failed = true);
  for (size_t i = 0; i < table->capacity; i++) {
    size_t at = old[i].hash & (capacity - 1);
    if (old[i].number == 0) continue;
    while (slots[at].number != 0) at = (at + 1) & (capacity - 1);
    slots[at] = old[i];
  }
  table->slots = slots;
  table->capacity = capacity;
  return true;
}

static uint32_t add(zp_text_table *table, zp_text text)
{
  size_t bad;
  if (2 * (size_t)(table->count + 1) > table->capacity && !widen(table)) return 0;
  uint64_t hash = zp_text_hash(text);
  zp_text_slot *slot = slot_of(table, hash, text);
  if (slot->number != 0) return slot->number;
  if (!zp_text_utf8(text, &bad)) table->broken = true;
  zp_token_text(&table->bytes, text);
  if (table->bytes.failed || table->bytes.len > UINT32_MAX) {
    table->bytes.failed = true;
    return 0;
  }
  *slot = (zp_text_slot){ hash, (uint32_t)(table->bytes.len - text.len), (uint32_t)text.len, ++table->count };
  return slot->number;
}

uint32_t zp_text_table_put(zp_text_table *table, zp_text text)
{
  if (text.len == 0) return 0;
  size_t at = ((uintptr_t)text.ptr ^ (uintptr_t)text.ptr >> 8 ^ text.len) % ZP_TEXT_SEEN;
  if (table->seen[at].ptr == text.ptr && table->seen[at].len == text.len) return table->seen[at].number;
  uint32_t number = add(table, text);
  table->seen[at].ptr = text.ptr;
  table->seen[at].len = text.len;
  table->seen[at].number = number;
  return number;
}
