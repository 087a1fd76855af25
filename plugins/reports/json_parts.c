// json_parts.c: see json_parts.h.
#include "plugins/reports/json_parts.h"

json_t *zp_json_text(zp_text text)
{
  return json_stringn(text.len != 0 ? text.ptr : "", text.len);
}

json_t *zp_json_count(size_t count)
{
  return json_integer((json_int_t)count);
}

json_t *zp_json_points(bool known, zp_dec points)
{
  char room[ZP_NUMBER_ROOM];
  return known ? zp_json_text(zp_dec_print_short(points, 2, room)) : json_null();
}

json_t *zp_json_append(json_t *list, json_t *item)
{
  if (list == NULL) json_decref(item);
  else if (json_array_append_new(list, item) == 0) return list;
  json_decref(list);
  return NULL;
}

static int put_piece(const char *bytes, size_t size, void *sink)
{
  zp_sink_put(sink, (zp_text){ bytes, size });
  return ((zp_sink *)sink)->failed ? -1 : 0;
}

zp_status zp_json_write(json_t *whole, zp_sink *sink, zp_error *err)
{
  enum { INDENT = 2 };
  bool written = whole != NULL && json_dump_callback(whole, put_piece, sink, JSON_INDENT(INDENT) | JSON_PRESERVE_ORDER) == 0;
  json_decref(whole);
  zp_sink_put(sink, ZP_TEXT("\n"));
  return written && !sink->failed ? ZP_OK : zp_fail_memory(err);
}
