// format.c: the growing bytes that reports are written into.
#include "model/format.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool zp_sink_reserve(zp_sink *sink, size_t more)
{
  if (sink->failed) return false;
  if (more <= sink->capacity - sink->len) return true;
  size_t wanted = sink->capacity == 0 ? 4096 : sink->capacity;
  while (wanted - sink->len < more) {
    if (wanted > SIZE_MAX / 2) return !(sink->failed = true);
    wanted *= 2;
  }
  char *larger = zp_arena_enlarge(sink->arena, sink->bytes, sink->capacity, wanted);
  if (larger == NULL) return !(sink->failed = true);
  sink->bytes = larger;
  sink->capacity = wanted;
  return true;
}

void zp_sink_put(zp_sink *sink, zp_text bytes)
{
  if (bytes.len == 0 || !zp_sink_reserve(sink, bytes.len)) return;
  memcpy(sink->bytes + sink->len, bytes.ptr, bytes.len);
  sink->len += bytes.len;
}

void zp_sink_print(zp_sink *sink, const char *format, ...)
{
  va_list list, again;
  va_start(list, format);
  va_copy(again, list);
  int need = vsnprintf(NULL, 0, format, list);
  va_end(list);
  if (need < 0) sink->failed = true;
  if (need > 0 && zp_sink_reserve(sink, (size_t)need + 1)) {
    vsnprintf(sink->bytes + sink->len, (size_t)need + 1, format, again);
    sink->len += (size_t)need;
  }
  va_end(again);
}

zp_status zp_unit_whole(const zp_result *result, const zp_report_options *options, size_t unit, zp_arena *arena,
                        const zp_unit_result **out, zp_error *err)
{
  if (options->units != NULL) return options->units->read(options->units->context, unit, arena, out, err);
  *out = &result->units[unit];
  return ZP_OK;
}

zp_counts zp_report_counts(const zp_result *result, const zp_report_options *options)
{
  return options->units != NULL ? options->units->rows : zp_result_counts(result);
}
