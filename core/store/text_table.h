// text_table.h: the texts of one unit on their way into a file, each once and by number.
#pragma once

#include "model/format.h"

enum { ZP_TEXT_SEEN = 256 };

/// Small, so that the slots of a unit stay close to the processor.
typedef struct zp_text_slot { uint32_t tag, number; } zp_text_slot;
typedef struct zp_text_told { uint32_t at, len; } zp_text_told;

/// Start with zp_text_table_init(); memory comes from the sink's arena and is used again after a reset.
typedef struct zp_text_table {
  zp_sink bytes;             // str after str, in the order of their numbers
  uint32_t count;            // of texts
  zp_text_told *told;        // where text number i + 1 is in the bytes; room for half as many as there are slots
  zp_text_slot *slots;       // open addressing, at most half full; number 0: free
  size_t capacity;
  struct { const char *ptr; size_t len; uint32_t number; } seen[ZP_TEXT_SEEN];  // the same slice again, mostly
  bool vouched;              // all texts are known to be UTF-8: they are not looked at
  bool broken;               // a text is not UTF-8
} zp_text_table;

void zp_text_table_init(zp_text_table *table, zp_arena *arena);
void zp_text_table_reset(zp_text_table *table);
/// Room for about so many texts at once; more may come, and memory that is short is told by the first of them.
void zp_text_table_expect(zp_text_table *table, size_t count);
/// For zp_text_table_number(): a slice that is not in `seen` at that place.
uint32_t zp_text_table_look(zp_text_table *table, zp_text text, size_t at);

/// The number of a text, from 1; 0 for the empty one, and when memory is short (bytes.failed). The text must not change before
/// the next reset. In line for a slice that was seen before.
static inline uint32_t zp_text_table_number(zp_text_table *table, zp_text text)
{
  if (text.len == 0) return 0;
  size_t at = ((uintptr_t)text.ptr ^ (uintptr_t)text.ptr >> 8 ^ text.len) % ZP_TEXT_SEEN;
  if (table->seen[at].ptr == text.ptr && table->seen[at].len == text.len) return table->seen[at].number;
  return zp_text_table_look(table, text, at);
}
