// fuzz_reader_json.c: any bytes as unit records: refused with a reason, or units whose cells are sound.
#include <stdlib.h>

#include "records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_text bytes = { (const char *)data, size };
  zp_submission read;
  zp_error err = { 0 };
  if (arena == NULL) abort();
  int sure = zp_reader_json.claims(bytes, ZP_TEXT("a"));
  if (sure < 0 || sure > 100) abort();
  zp_status status = zp_reader_json.submit(bytes, ZP_TEXT("a"), arena, &read, &err);
  if (status == ZP_OK) records_check(&read);
  else if (err.status != status || status == ZP_E_MEMORY) abort();
  zp_arena_free(arena);
  return 0;
}
