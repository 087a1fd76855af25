// fuzz_xls_stream.c: any bytes as the records of a workbook, without the container that would hide
// most of them.
#include "fuzz_reader.h"
#include "plugins/readers/xls_book.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int claims_all(zp_text bytes, zp_text name)
{
  (void)bytes;
  (void)name;
  return ZP_CERTAIN;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const zp_reader stream = { .name = "records",
                                    .claims = claims_all,
                                    .read = zp_xls_read_stream };
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_findings findings = { .arena = arena };
  zp_document document;
  if (arena == NULL) abort();
  read_and_check(&stream, (zp_text){ (const char *)data, size }, arena, &document, &findings);
  zp_arena_free(arena);
  return 0;
}
