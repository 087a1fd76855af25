// file.c: files written whole or not at all, and regular files read whole.
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/result_file.h"

// ---- writing -----------------------------------------------------------------------------------------------------------

enum { NAMES_TRIED = 100, NAME_ROOM = 64 };

/// A file on its way into its folder.
typedef struct draft {
  int folder, file;      // -1: not open
  char name[NAME_ROOM];  // in the folder; "": none
} draft;

static zp_status write_failed(const char *path, int cause, zp_error *err)
{
  char room[ZP_ERROR_ARG];
  return zp_fail(err, ZP_E_WRITE, NULL, zp_text_from(path), zp_error_cause(cause, room), (zp_text){ NULL, 0 });
}

static const char *last_part(const char *path)
{
  const char *slash = strrchr(path, '/');
  return slash == NULL ? path : slash + 1;
}

/// Opens the folder of `path`; its part before the last slash is copied, for paths may be constant. 0 or errno.
static int open_folder(const char *path, draft *d)
{
  size_t len = (size_t)(last_part(path) - path);
  char *folder = len == 0 ? strdup(".") : strndup(path, len);
  if (folder == NULL) return ENOMEM;
  d->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int cause = d->folder < 0 ? errno : 0;
  free(folder);
  return cause;
}

/// Creates a file nobody has in the folder. Its name does not grow with the target's, which may be as long as names can be.
static int create(draft *d)
{
  for (int i = 0; i < NAMES_TRIED; i++) {
    snprintf(d->name, sizeof d->name, ".ziping-%ld-%d.part", (long)getpid(), i);
    d->file = openat(d->folder, d->name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (d->file >= 0) return 0;
    if (errno != EEXIST) break;
  }
  int cause = errno;
  d->name[0] = '\0';
  return cause;
}

static int put_all(int file, zp_text bytes)
{
  while (bytes.len > 0) {
    ssize_t put = write(file, bytes.ptr, bytes.len < SSIZE_MAX ? bytes.len : SSIZE_MAX);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return errno;
    if (put == 0) return EIO;
    bytes.ptr += put;
    bytes.len -= (size_t)put;
  }
  return 0;
}

/// Some file systems cannot sync folders (EINVAL); the file itself is synced by then.
static int sync_folder(int folder)
{
  return fsync(folder) == 0 || errno == EINVAL || errno == ENOTSUP ? 0 : errno;
}

static int publish(draft *d, const char *name)
{
  if (fsync(d->file) != 0) return errno;
  int file = d->file;
  d->file = -1;
  if (close(file) != 0) return errno;
  if (renameat(d->folder, d->name, d->folder, name) != 0) return errno;
  d->name[0] = '\0';
  return sync_folder(d->folder);
}

static void drop(draft *d)
{
  if (d->file >= 0) close(d->file);
  if (d->name[0] != '\0') unlinkat(d->folder, d->name, 0);
  if (d->folder >= 0) close(d->folder);
}

/// A device or a pipe must not be replaced by a file; a folder cannot be.
static int check_target(const char *path)
{
  struct stat is;
  if (*last_part(path) == '\0') return EISDIR;
  if (stat(path, &is) != 0) return errno == ENOENT ? 0 : errno;
  if (S_ISDIR(is.st_mode)) return EISDIR;
  return S_ISREG(is.st_mode) ? 0 : ENOTSUP;
}

zp_status zp_file_write(const char *path, zp_text bytes, zp_error *err)
{
  draft d = { .folder = -1, .file = -1 };
  char *real = realpath(path, NULL);  // through a link to the file it names, so that the link stays
  const char *target = real != NULL ? real : path;
  int cause = check_target(target);
  if (cause == 0) cause = open_folder(target, &d);
  if (cause == 0) cause = create(&d);
  if (cause == 0) cause = put_all(d.file, bytes);
  if (cause == 0) cause = publish(&d, last_part(target));
  drop(&d);
  free(real);
  return cause == 0 ? ZP_OK : write_failed(path, cause, err);
}

// ---- reading -----------------------------------------------------------------------------------------------------------

static zp_status open_failed(const char *path, int cause, zp_error *err)
{
  char room[ZP_ERROR_ARG];
  zp_place place = { .file = zp_text_from(last_part(path)) };
  zp_text none = { NULL, 0 };
  return zp_fail(err, ZP_E_OPEN, &place, zp_error_cause(cause, room), none, none);
}

static zp_status too_large(const char *path, size_t most, zp_error *err)
{
  char limit[48];
  zp_place place = { .file = zp_text_from(last_part(path)) };
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
