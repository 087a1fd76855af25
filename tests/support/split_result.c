// split_result.c: see split_result.h.
#include "split_result.h"

#include <stdlib.h>

#include "sample_result.h"
#include "store/result_file.h"

zp_result *split_whole(size_t count, zp_arena *arena)
{
  const zp_result *sample = sample_result(arena);
  zp_result *whole = ZP_TAKE(arena, zp_result, 1);
  *whole = *sample;
  whole->units = ZP_TAKE(arena, zp_unit_result, count);
  whole->inputs = ZP_TAKE(arena, zp_input_file, count);
  whole->findings = ZP_TAKE(arena, zp_finding, count);
  whole->unit_count = whole->input_count = whole->finding_count = count;
  for (size_t i = 0; i < count; i++) {
    zp_unit_result *unit = &whole->units[i];
    *unit = sample->units[i % 2];
    unit->code = zp_text_format(arena, "1302%06zu", i);
    unit->name = zp_text_format(arena, "单位%06zu", (i * 7919) % 1000000);
    whole->inputs[i] = (zp_input_file){ zp_text_format(arena, "%06zu/填报表.csv", i), zp_text_format(arena, "%064zu", i), i };
    whole->findings[i] = sample->findings[0];
    whole->findings[i].place.file = zp_text_format(arena, "%06zu/空.txt", i);
  }
  return whole;
}

zp_result split_part(const zp_result *whole, size_t i)
{
  zp_result part = *whole;
  part.units = &whole->units[i];
  part.inputs = &whole->inputs[i];
  part.findings = &whole->findings[i];
  part.unit_count = part.input_count = part.finding_count = 1;
  return part;
}

zp_text split_packed(const zp_result *result, zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  if (zp_result_pack(result, &sink, &err) != ZP_OK) abort();
  return (zp_text){ sink.bytes, sink.len };
}
