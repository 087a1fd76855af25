// fuzz_docx_document.c: any bytes as the XML of the text in a sound document, so that checksums do not stop them.
#include "fuzz_reader.h"
#include "package_maker.h"

extern const zp_reader zp_reader_docx;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_findings findings = { .arena = arena };
  zp_document document;
  if (arena == NULL) abort();
  made_file file = document_of_part((zp_text){ (const char *)data, size });
  read_and_check(&zp_reader_docx, (zp_text){ file.bytes, file.len }, arena, &document, &findings);
  free(file.bytes);
  zp_arena_free(arena);
  return 0;
}
