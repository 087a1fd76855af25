// draft.c: temporary files beside their target; every step of the way on to the disk is checked.
#include "store/draft.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { NAMES_TRIED = 100, BLOCK = 16 * 1024 };

static zp_status failed(const zp_draft *d, int cause, zp_error *err)
{
  char room[ZP_ERROR_ARG];
  return zp_fail(err, ZP_E_WRITE, NULL, zp_text_from(d->path), zp_error_cause(cause, room), (zp_text){ NULL, 0 });
}

/// Opens the folder of the target; its part before the last slash is copied. 0 or errno.
static int open_folder(zp_draft *d)
{
  size_t len = (size_t)(zp_path_last(d->target) - d->target);
  char *folder = len == 0 ? strdup(".") : strndup(d->target, len);
  if (folder == NULL) return ENOMEM;
  d->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int cause = d->folder < 0 ? errno : 0;
  free(folder);
  return cause;
}

/// Creates a file nobody has in the folder. Its name does not grow with the target's, which may be as long as names can be.
/// It can be read too: a journal goes on reading what it wrote.
static int create(zp_draft *d)
{
  for (int i = 0; i < NAMES_TRIED; i++) {
    snprintf(d->name, sizeof d->name, ".ziping-%ld-%d.part", (long)getpid(), i);
    d->file = openat(d->folder, d->name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (d->file >= 0) return 0;
    if (errno != EEXIST) break;
  }
  int cause = errno;
  d->name[0] = '\0';
  return cause;
}

/// A device or a pipe must not be replaced by a file; a folder cannot be.
static int check_target(const char *path)
{
  struct stat is;
  if (*zp_path_last(path) == '\0') return EISDIR;
  if (stat(path, &is) != 0) return errno == ENOENT ? 0 : errno;
  if (S_ISDIR(is.st_mode)) return EISDIR;
  return S_ISREG(is.st_mode) ? 0 : ENOTSUP;
}

zp_status zp_draft_open(const char *path, zp_draft *draft, zp_error *err)
{
  *draft = (zp_draft){ .path = path, .folder = -1, .file = -1 };
  draft->target = realpath(path, NULL);  // through a link to the file it names, so that the link stays
  if (draft->target == NULL) draft->target = strdup(path);
  int cause = draft->target == NULL ? ENOMEM : check_target(draft->target);
  if (cause == 0) cause = open_folder(draft);
  if (cause == 0) cause = create(draft);
  return cause == 0 ? ZP_OK : failed(draft, cause, err);
}

zp_status zp_draft_put(zp_draft *draft, zp_text bytes, zp_error *err)
{
  while (bytes.len > 0) {
    ssize_t put = write(draft->file, bytes.ptr, bytes.len < SSIZE_MAX ? bytes.len : SSIZE_MAX);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return failed(draft, put < 0 ? errno : EIO, err);
    bytes.ptr += put;
    bytes.len -= (size_t)put;
    draft->length += (uint64_t)put;
  }
  zp_write_ahead(draft->file, &draft->begun, draft->length);
  return ZP_OK;
}

void zp_write_ahead(int file, uint64_t *begun, uint64_t end)
{
  enum { STRETCH = 4 << 20 };
  if (end - *begun < STRETCH) return;
  sync_file_range(file, (off_t)*begun, (off_t)(end - *begun), SYNC_FILE_RANGE_WRITE);  // what fails here, fsync tells
  *begun = end;
}

/// Some file systems cannot sync folders (EINVAL); the file itself is synced by then.
static int sync_folder(int folder)
{
  return fsync(folder) == 0 || errno == EINVAL || errno == ENOTSUP ? 0 : errno;
}

static int finish_file(zp_draft *d)
{
  if (fsync(d->file) != 0) return errno;
  int file = d->file;
  d->file = -1;
  return close(file) == 0 || errno == EINTR ? 0 : errno;  // interrupted, it is closed all the same
}

zp_status zp_draft_replace(zp_draft *draft, zp_error *err)
{
  int cause = finish_file(draft);
  if (cause != 0) return failed(draft, cause, err);
  if (renameat(draft->folder, draft->name, draft->folder, zp_path_last(draft->target)) != 0) return failed(draft, errno, err);
  draft->name[0] = '\0';
  cause = sync_folder(draft->folder);
  return cause == 0 ? ZP_OK : failed(draft, cause, err);
}

// ---- publishing -------------------------------------------------------------------------------------------------------------

/// Digest of a file of the folder. 0 or errno.
static int digest_of(const zp_draft *d, const char *name, char room[ZP_DIGEST_HEX + 1])
{
  char block[BLOCK];
  unsigned char digest[ZP_DIGEST_BYTES];
  zp_hash hash;
  ssize_t got = 0;
  int file = openat(d->folder, name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (file < 0) return errno;
  zp_hash_start(&hash);
  do {
    if (got > 0) zp_hash_add(&hash, (zp_text){ block, (size_t)got });
    got = read(file, block, sizeof block);
  } while (got > 0 || (got < 0 && errno == EINTR));
  int cause = got < 0 ? errno : 0;
  close(file);
  zp_hash_end(&hash, digest);
  zp_digest_print(digest, room);
  return cause;
}

/// Two runs of one shard may end at the same time: whoever comes second compares.
static zp_status compare(zp_draft *d, zp_error *err)
{
  char there[ZP_DIGEST_HEX + 1], ours[ZP_DIGEST_HEX + 1];
  int cause = check_target(d->target);
  if (cause == 0) cause = digest_of(d, zp_path_last(d->target), there);
  if (cause == 0) cause = digest_of(d, d->name, ours);
  if (cause != 0) return failed(d, cause, err);
  if (strcmp(there, ours) == 0) return ZP_OK;
  return zp_fail(err, ZP_E_FILE_TAKEN, NULL, zp_text_from(d->path), zp_text_from(there), zp_text_from(ours));
}

zp_status zp_draft_publish(zp_draft *draft, bool *taken, zp_error *err)
{
  *taken = false;
  int cause = finish_file(draft);
  if (cause != 0) return failed(draft, cause, err);
  if (linkat(draft->folder, draft->name, draft->folder, zp_path_last(draft->target), 0) != 0) {
    if (errno != EEXIST) return failed(draft, errno, err);
    *taken = true;
    zp_status status = compare(draft, err);
    if (status != ZP_OK) return status;
  }
  cause = sync_folder(draft->folder);  // also for a file of another run: it may not have come that far
  return cause == 0 ? ZP_OK : failed(draft, cause, err);
}

void zp_draft_close(zp_draft *draft)
{
  if (draft->file >= 0) close(draft->file);
  if (draft->name[0] != '\0') unlinkat(draft->folder, draft->name, 0);
  if (draft->folder >= 0) close(draft->folder);
  free(draft->target);
  *draft = (zp_draft){ .folder = -1, .file = -1 };
}

// ---- what others left --------------------------------------------------------------------------------------------------

/// Digits, *at moves behind them; false when there are none, or too many for a process.
static bool take_number(const char *name, size_t *at, long *out)
{
  size_t from = *at;
  for (*out = 0; name[*at] >= '0' && name[*at] <= '9' && *at - from < 10; ++*at) *out = *out * 10 + (name[*at] - '0');
  return *at != from && (name[from] != '0' || *at - from == 1);
}

/// The process of ".ziping-PID-N" and the suffix; 0: it is called otherwise.
static long owner_of(const char *name, const char *suffix)
{
  static const char begins[] = ".ziping-";
  size_t at = sizeof begins - 1;
  long owner, number;
  if (strncmp(name, begins, at) != 0 || !take_number(name, &at, &owner) || name[at] != '-') return 0;
  at++;
  return take_number(name, &at, &number) && strcmp(name + at, suffix) == 0 ? owner : 0;
}

long zp_draft_orphan(const char *name, const char *suffix)
{
  long owner = owner_of(name, suffix);
  return owner == 0 || kill((pid_t)owner, 0) == 0 || errno != ESRCH ? 0 : owner;
}

static bool is_stale(int folder, const char *name, bool shared)
{
  enum { AN_HOUR = 3600 };
  struct stat is;
  if (zp_draft_orphan(name, ".part") == 0) return false;
  if (fstatat(folder, name, &is, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(is.st_mode)) return false;
  return !shared || time(NULL) - is.st_mtime > AN_HOUR;
}

void zp_drafts_sweep(const char *folder)
{
  DIR *dir = opendir(folder);
  bool shared = false;
  if (dir == NULL) return;
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
    if (strncmp(entry->d_name, "shard-", 6) == 0 || strncmp(entry->d_name, ".shard-", 7) == 0) shared = true;
  rewinddir(dir);
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
    if (is_stale(dirfd(dir), entry->d_name, shared)) unlinkat(dirfd(dir), entry->d_name, 0);
  closedir(dir);
}
