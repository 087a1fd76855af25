// error.c: recording failures in fixed storage.
#include "base/error.h"

#include <string.h>

static size_t put(char *room, size_t size, zp_text text)
{
  size_t len = text.len < size - 1 ? text.len : size - 1;
  while (len > 0 && len < text.len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80) len--;
  for (size_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    room[i] = c < 0x20 || c == 0x7F ? ' ' : text.ptr[i];
  }
  room[len] = '\0';
  return len;
}

zp_status zp_fail(zp_error *err, zp_status status, const zp_place *place, zp_text arg1, zp_text arg2, zp_text arg3)
{
  if (err == NULL) return status;
  if (err->status != ZP_OK) return err->status;
  *err = (zp_error){ .status = status };
  if (place != NULL) {
    put(err->file, sizeof err->file, place->file);
    put(err->sheet, sizeof err->sheet, place->sheet);
    err->row = place->row;
    err->column = place->column;
  }
  put(err->arg[0], sizeof err->arg[0], arg1);
  put(err->arg[1], sizeof err->arg[1], arg2);
  put(err->arg[2], sizeof err->arg[2], arg3);
  return status;
}

zp_status zp_fail_with(zp_error *err, zp_status status, const zp_place *place, const char *arg1)
{
  zp_text none = { NULL, 0 };
  return zp_fail(err, status, place, zp_text_from(arg1), none, none);
}

zp_status zp_fail_memory(zp_error *err)
{
  return zp_fail_with(err, ZP_E_MEMORY, NULL, "");
}

void zp_error_cell(zp_error *err, zp_text cell, size_t from, size_t bytes)
{
  if (err == NULL) return;
  size_t kept = put(err->cell, sizeof err->cell, cell);
  if (from > kept) from = bytes = 0;
  if (bytes > kept - from) bytes = kept - from;
  err->caret_from = (uint32_t)from;
  err->caret_bytes = (uint32_t)bytes;
}
