// file.c: files written in one go, and regular files read whole.
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/draft.h"
#include "store/result_file.h"

zp_status zp_file_write(const char *path, zp_text bytes, zp_error *err)
{
  zp_draft draft;
  zp_status status = zp_draft_open(path, &draft, err);
  if (status == ZP_OK) status = zp_draft_put(&draft, bytes, err);
  if (status == ZP_OK) status = zp_draft_replace(&draft, err);
  zp_draft_close(&draft);
  return status;
}

zp_status zp_file_publish(const char *path, zp_text bytes, bool *taken, zp_error *err)
{
  zp_draft draft;
  zp_status status = zp_draft_open(path, &draft, err);
  if (status == ZP_OK) status = zp_draft_put(&draft, bytes, err);
  if (status == ZP_OK) status = zp_draft_publish(&draft, taken, err);
  zp_draft_close(&draft);
  return status;
}

// ---- reading -----------------------------------------------------------------------------------------------------------

static zp_status open_failed(const char *path, int cause, zp_error *err)
{
  char room[ZP_ERROR_ARG];
  zp_place place = { .file = zp_text_from(zp_path_last(path)) };
  zp_text none = { NULL, 0 };
  return zp_fail(err, ZP_E_OPEN, &place, zp_error_cause(cause, room), none, none);
}

static zp_status too_large(const char *path, size_t most, zp_error *err)
{
  char limit[48];
  zp_place place = { .file = zp_text_from(zp_path_last(path)) };
  snprintf(limit, sizeof limit, "%zu B", most);
  return zp_fail(err, ZP_E_TOO_LARGE, &place, place.file, zp_text_from(limit), (zp_text){ NULL, 0 });
}

/// Opens without waiting for the other end of a pipe. 0 or errno.
static int open_regular(const char *path, int *file, struct stat *is)
{
  *file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (*file < 0) return errno;
  if (fstat(*file, is) != 0) return errno;
  if (S_ISDIR(is->st_mode)) return EISDIR;
  return S_ISREG(is->st_mode) ? 0 : ENOTSUP;
}

/// Up to `size` bytes from the file into `room`; fewer only at its end. -1 and errno.
static ssize_t fill(int file, char *room, size_t size)
{
  size_t len = 0;
  while (len < size) {
    ssize_t got = read(file, room + len, size - len < SSIZE_MAX ? size - len : SSIZE_MAX);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    if (got == 0) break;
    len += (size_t)got;
  }
  return (ssize_t)len;
}

/// Reads to the end, which may have moved since the size was asked: room for one byte more than expected shows it.
static zp_status read_all(const char *path, int file, size_t expected, size_t most, zp_arena *arena, zp_text *out,
                          zp_error *err)
{
  size_t capacity = expected + 1, len = 0;
  char *bytes = zp_arena_bytes(arena, capacity);
  while (bytes != NULL) {
    ssize_t got = fill(file, bytes + len, capacity - len);
    if (got < 0) return open_failed(path, errno, err);
    len += (size_t)got;
    if (len > most) return too_large(path, most, err);
    if (len < capacity) {
      *out = (zp_text){ bytes, len };
      return ZP_OK;
    }
    size_t wanted = capacity <= most / 2 ? capacity * 2 : most + 1;
    char *larger = zp_arena_bytes(arena, wanted);
    if (larger != NULL) memcpy(larger, bytes, len);
    bytes = larger;
    capacity = wanted;
  }
  return zp_fail_memory(err);
}

zp_status zp_file_read(const char *path, size_t most, zp_arena *arena, zp_text *out, zp_error *err)
{
  int file = -1;
  struct stat is;
  zp_status status;
  if (most > SIZE_MAX / 2) most = SIZE_MAX / 2;
  int cause = open_regular(path, &file, &is);
  if (cause != 0) status = open_failed(path, cause, err);
  else if (is.st_size < 0 || (uintmax_t)is.st_size > most) status = too_large(path, most, err);
  else status = read_all(path, file, (size_t)is.st_size, most, arena, out, err);
  if (file >= 0) close(file);
  return status;
}
