// fuzz_lint.c: any bytes as a file to be linted: findings within the file, or none; never a crash, never a hang.
#include <stdint.h>
#include <stdlib.h>

#include "script/lint.h"

static void require(bool condition)
{
  if (!condition) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const zp_step score = { NULL, ZP_TEXT_INIT("score"), 0 };
  static const zp_param params[] = { { .name = ZP_TEXT_INIT("floor"), .type = ZP_PARAM_NUMBER, .number = 0.6 } };
  static const zp_rule rule = { .param_count = 1 };
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_findings findings = { .arena = arena };
  const zp_source source = { ZP_TEXT("fuzz.lua"), { (const char *)data, size } };
  if (arena == NULL) return 0;
  zp_lint_source(&source, &rule, params, &findings);
  require(!findings.lost);
  for (size_t i = 0; i < findings.count; i++) {
    const zp_finding *f = &findings.items[i];
    require(f->place.row >= 1 && f->place.column >= 1 && zp_status_code(f->status)[0] == 'W');
    require((size_t)f->caret_from + f->caret_bytes <= f->cell.len);
  }
  zp_text field = zp_source_value(&source, &score), function = zp_source_function(&source, 1);
  require(field.len <= size && function.len <= size);
  zp_arena_free(arena);
  return 0;
}
