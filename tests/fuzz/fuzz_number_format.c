// fuzz_number_format.c: a number up to the first line end, a format code behind it: something is shown, in UTF-8 when the code is.
#include <string.h>

#include "fuzz_reader.h"
#include "plugins/readers/number_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  zp_text all = { (const char *)data, size };
  const char *end = size == 0 ? NULL : memchr(data, '\n', size);
  size_t cut = end == NULL ? size : (size_t)(end - all.ptr), bad;
  zp_text code = zp_text_slice(all, cut + 1, size), stored = zp_text_slice(all, 0, cut);
  zp_number number;
  zp_arena *arena = zp_arena_new(NULL, 0);
  if (arena == NULL) abort();
  const zp_number_format *format = zp_number_format_read(code, arena);
  zp_text text = zp_number_format_text(format, stored, arena);
  if (format == NULL || text.ptr == NULL) broken("a format is read and a text shown");
  if (zp_number_read(stored, &number)) {
    zp_text first = zp_number_format_show(format, &number, ZP_DATES_1900, arena);
    zp_text second = zp_number_format_show(format, &number, ZP_DATES_1904, arena);
    zp_text plain = zp_number_plain(&number, arena);
    zp_number again;
    if (first.ptr == NULL || second.ptr == NULL || plain.ptr == NULL) broken("a number is shown");
    if (zp_text_utf8(code, &bad) && !zp_text_utf8(first, &bad)) broken("what is shown is UTF-8");
    if (!zp_number_read(plain, &again) || again.count != number.count || again.point != number.point ||
        again.negative != number.negative || memcmp(again.digits, number.digits, number.count) != 0)
      broken("General can be read again as the same number");
  }
  zp_arena_free(arena);
  return 0;
}
