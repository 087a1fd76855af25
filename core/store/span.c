// span.c: pread until all bytes are there.
#include "store/span.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static zp_status failed(zp_text path, int cause, zp_error *err)
{
  char room[ZP_ERROR_ARG];
  zp_text none = { NULL, 0 };
  zp_place place = { .file = zp_text_last_part(path) };
  return zp_fail(err, ZP_E_OPEN, &place, zp_error_cause(cause, room), none, none);
}

zp_status zp_span_read(const zp_span *span, uint64_t from, char *room, size_t size, zp_error *err)
{
  size_t len = 0;
  if (from > span->length || size > span->length - from) return failed(span->name, EIO, err);
  while (len < size) {
    size_t wanted = size - len < SSIZE_MAX ? size - len : SSIZE_MAX;
    ssize_t got = pread(span->file, room + len, wanted, (off_t)(span->offset + from + len));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return failed(span->name, got < 0 ? errno : EIO, err);
    len += (size_t)got;
  }
  return ZP_OK;
}

zp_status zp_span_open(const char *path, bool writable, zp_span *out, zp_error *err)
{
  struct stat is;
  int cause = 0;
  int access = writable ? O_RDWR : O_RDONLY;
  *out = (zp_span){ .file = open(path, access | O_NONBLOCK | O_NOCTTY | O_CLOEXEC), .name = zp_text_from(path) };
  if (out->file < 0) return failed(out->name, errno, err);
  if (fstat(out->file, &is) != 0) cause = errno;
  else if (!S_ISREG(is.st_mode)) cause = S_ISDIR(is.st_mode) ? EISDIR : ENOTSUP;
  else out->length = (uint64_t)is.st_size;
  if (cause == 0) return ZP_OK;
  close(out->file);
  out->file = -1;
  return failed(out->name, cause, err);
}
