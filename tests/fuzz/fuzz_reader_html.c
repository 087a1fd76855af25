// fuzz_reader_html.c: any bytes as a page: refused with a reason, or a document whose cells all
// have a place.
#include "fuzz_reader.h"

extern const zp_reader zp_reader_html;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_findings findings = { .arena = arena };
  zp_document document;
  if (arena == NULL) abort();
  read_and_check(&zp_reader_html, (zp_text){ (const char *)data, size }, arena, &document,
                 &findings);
  zp_arena_free(arena);
  return 0;
}
