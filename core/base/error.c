// error.c: recording failures in fixed storage.
#include "base/error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

size_t zp_place_within(const zp_place *place, char room[ZP_PLACE_ROOM])
{
  char letters[8];
  size_t at = sizeof letters;
  int len = 0;
  room[0] = '\0';
  if (place->row == 0) return 0;
  if (place->column == 0) len = snprintf(room, ZP_PLACE_ROOM, ":%u", place->row);
  else if (place->sheet.len == 0) len = snprintf(room, ZP_PLACE_ROOM, ":%u:%u", place->row, place->column);
  else {
    for (uint32_t rest = place->column; rest != 0; rest = (rest - 1) / 26) letters[--at] = (char)('A' + (rest - 1) % 26);
    len = snprintf(room, ZP_PLACE_ROOM, "!%.*s%u", (int)(sizeof letters - at), letters + at, place->row);
  }
  return len < 0 ? 0 : (size_t)len;
}

zp_status zp_fail(zp_error *err, zp_status status, const zp_place *place, zp_text arg1, zp_text arg2, zp_text arg3)
{
  if (err == NULL) return status;
  if (err->status != ZP_OK) return err->status;
  *err = (zp_error){ .status = status };
  if (place != NULL) {
    zp_text_clean(place->file, err->file, sizeof err->file);
    zp_text_clean(place->sheet, err->sheet, sizeof err->sheet);
    err->row = place->row;
    err->column = place->column;
  }
  zp_arg_clean(arg1, err->arg[0], sizeof err->arg[0]);
  zp_arg_clean(arg2, err->arg[1], sizeof err->arg[1]);
  zp_arg_clean(arg3, err->arg[2], sizeof err->arg[2]);
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
  size_t kept = zp_text_clean(cell, err->cell, sizeof err->cell);
  if (from > kept) from = bytes = 0;
  if (bytes > kept - from) bytes = kept - from;
  err->caret_from = (uint32_t)from;
  err->caret_bytes = (uint32_t)bytes;
}

zp_text zp_error_cause(int number, char room[ZP_ERROR_ARG])
{
  switch (number) {
    case ENOENT: return zp_word_arg(ZP_W_CAUSE_ABSENT);
    case EEXIST: return zp_word_arg(ZP_W_CAUSE_EXISTS);
    case EACCES:
    case EPERM: return zp_word_arg(ZP_W_CAUSE_FORBIDDEN);
    case EISDIR: return zp_word_arg(ZP_W_CAUSE_FOLDER);
    case ENOTDIR: return zp_word_arg(ZP_W_CAUSE_NO_FOLDER);
    case ENOSPC:
    case EDQUOT: return zp_word_arg(ZP_W_CAUSE_FULL);
    case EROFS: return zp_word_arg(ZP_W_CAUSE_READ_ONLY);
    case EMFILE:
    case ENFILE: return zp_word_arg(ZP_W_CAUSE_TOO_MANY);
    case ENOTSUP: return zp_word_arg(ZP_W_CAUSE_NOT_REGULAR);
    case EIO: return zp_word_arg(ZP_W_CAUSE_DEVICE);
    default: return zp_text_from(strerror_r(number, room, ZP_ERROR_ARG));
  }
}
