// error.c: recording failures in fixed storage.
#include "base/error.h"

#include <errno.h>
#include <string.h>

/// Copies what fits of the text, byte for byte at the same offsets, so that carets stay right; a terminal and a JSON writer
/// can take the copy: control characters (C1 too) become spaces, malformed bytes question marks.
static size_t put(char *room, size_t size, zp_text text)
{
  size_t len = 0;
  for (size_t at = 0; at < text.len; len = at) {
    uint32_t c = zp_text_next(text, &at);
    if (at > size - 1) break;
    if (c == UINT32_MAX) room[len] = '?';
    else if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) memset(room + len, ' ', at - len);
    else memcpy(room + len, text.ptr + len, at - len);
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

zp_text zp_error_cause(int number, char room[ZP_ERROR_ARG])
{
  switch (number) {
    case ENOENT: return ZP_TEXT("#CAUSE_ABSENT");
    case EACCES:
    case EPERM: return ZP_TEXT("#CAUSE_FORBIDDEN");
    case EISDIR: return ZP_TEXT("#CAUSE_FOLDER");
    case ENOTDIR: return ZP_TEXT("#CAUSE_NO_FOLDER");
    case ENOSPC:
    case EDQUOT: return ZP_TEXT("#CAUSE_FULL");
    case EROFS: return ZP_TEXT("#CAUSE_READ_ONLY");
    case EMFILE:
    case ENFILE: return ZP_TEXT("#CAUSE_TOO_MANY");
    case EIO: return ZP_TEXT("#CAUSE_DEVICE");
    default: return zp_text_from(strerror_r(number, room, ZP_ERROR_ARG));
  }
}
