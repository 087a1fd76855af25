// folder.c: see folder.h.
#include "store/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/draft.h"

enum { NAMES_TRIED = 100 };

static zp_status failed(const zp_folder_draft *d, int cause, zp_error *err)
{
  char room[ZP_ERROR_ARG];
  return zp_fail(err, ZP_E_WRITE, NULL, zp_text_from(d->path), zp_error_cause(cause, room), (zp_text){ NULL, 0 });
}

// ---- what is there ---------------------------------------------------------------------------------------------------

/// What to do with each entry of a folder; 0 or errno.
typedef int (*visit)(const zp_folder_draft *d, int folder, const char *name, zp_error *err);

/// Goes over the entries of a folder of the parent; stops at the first cause.
static int each_entry(const zp_folder_draft *d, const char *folder, visit call, zp_error *err)
{
  int file = openat(d->parent, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW), cause = 0;
  if (file < 0) return errno;
  DIR *entries = fdopendir(file);
  if (entries == NULL) {
    cause = errno;
    close(file);
    return cause;
  }
  errno = 0;
  for (struct dirent *entry; cause == 0 && (entry = readdir(entries)) != NULL; errno = 0) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    cause = call(d, dirfd(entries), entry->d_name, err);
  }
  if (cause == 0) cause = errno;
  closedir(entries);
  return cause;
}

static int check_entry(const zp_folder_draft *d, int folder, const char *name, zp_error *err)
{
  struct stat is;
  if (fstatat(folder, name, &is, AT_SYMLINK_NOFOLLOW) != 0) return errno;
  if (S_ISREG(is.st_mode) && d->owns(zp_text_from(name))) return 0;
  zp_fail(err, ZP_E_FOLDER_FOREIGN, NULL, zp_text_from(d->path), zp_text_from(name), (zp_text){ NULL, 0 });
  return ENOTEMPTY;
}

static int remove_entry(const zp_folder_draft *d, int folder, const char *name, zp_error *err)
{
  (void)err;
  if (!d->owns(zp_text_from(name))) return ENOTEMPTY;
  return unlinkat(folder, name, 0) == 0 ? 0 : errno;
}

static void remove_draft(const zp_folder_draft *d, const char *name)
{
  zp_error ignored = { 0 };
  each_entry(d, name, remove_entry, &ignored);
  unlinkat(d->parent, name, AT_REMOVEDIR);
}

/// The folder that is there, if any. 0 or errno.
static int check_target(zp_folder_draft *d, zp_error *err)
{
  int cause = each_entry(d, zp_path_last(d->target), check_entry, err);
  return cause == ENOENT ? 0 : cause;
}

// ---- the draft ---------------------------------------------------------------------------------------------------------

static int open_parent(zp_folder_draft *d)
{
  size_t len = (size_t)(zp_path_last(d->target) - d->target);
  char *folder = len == 0 ? strdup(".") : strndup(d->target, len);
  if (folder == NULL) return ENOMEM;
  d->parent = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int cause = d->parent < 0 ? errno : 0;
  free(folder);
  return cause;
}

/// The path without slashes behind it; a link to a folder means the folder. 0 or errno.
static int set_target(zp_folder_draft *d)
{
  d->target = realpath(d->path, NULL);
  if (d->target == NULL) d->target = strdup(d->path);
  if (d->target == NULL) return ENOMEM;
  for (size_t len = strlen(d->target); len > 0 && d->target[len - 1] == '/'; len--) d->target[len - 1] = '\0';
  const char *last = zp_path_last(d->target);
  return *last == '\0' || strcmp(last, ".") == 0 || strcmp(last, "..") == 0 ? EISDIR : 0;
}

static int create(zp_folder_draft *d)
{
  int cause = EEXIST;
  for (int i = 0; cause == EEXIST && i < NAMES_TRIED; i++) {
    snprintf(d->name, sizeof d->name, ".ziping-%ld-%d.folder", (long)getpid(), i);
    cause = mkdirat(d->parent, d->name, 0777) == 0 ? 0 : errno;
  }
  if (cause != 0) {
    d->name[0] = '\0';
    return cause;
  }
  d->draft = openat(d->parent, d->name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  return d->draft < 0 ? errno : 0;
}

static int write_all(int file, zp_text bytes)
{
  while (bytes.len > 0) {
    ssize_t put = write(file, bytes.ptr, bytes.len < SSIZE_MAX ? bytes.len : SSIZE_MAX);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return put < 0 ? errno : EIO;
    bytes.ptr += put;
    bytes.len -= (size_t)put;
  }
  return 0;
}

static zp_status put_file(zp_folder *folder, zp_text name, zp_text bytes, zp_error *err)
{
  zp_folder_draft *d = (zp_folder_draft *)(void *)folder;  // its first member
  char room[NAME_MAX + 1];
  if (!d->owns(name) || name.len >= sizeof room || name.ptr[0] == '.' || zp_text_contains(name, ZP_TEXT("/"))) return failed(d, EINVAL, err);
  snprintf(room, sizeof room, "%.*s", ZP_ARG(name));
  int file = openat(d->draft, room, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (file < 0) return failed(d, errno, err);
  int cause = write_all(file, bytes);
  if (close(file) != 0 && cause == 0 && errno != EINTR) cause = errno;
  return cause == 0 ? ZP_OK : failed(d, cause, err);
}

// ---- what others left ----------------------------------------------------------------------------------------------------

/// A draft that nobody works on any more: its process is gone and nothing was put in for an hour.
static bool is_abandoned(const zp_folder_draft *d, const char *name)
{
  enum { AN_HOUR = 3600 };
  struct stat is;
  if (zp_draft_orphan(name, ".folder") == 0) return false;
  if (fstatat(d->parent, name, &is, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISDIR(is.st_mode)) return false;
  return time(NULL) - is.st_mtime > AN_HOUR;
}

static int sweep_entry(const zp_folder_draft *d, int parent, const char *name, zp_error *err)
{
  if (is_abandoned(d, name) && each_entry(d, name, check_entry, err) == 0) remove_draft(d, name);
  (void)parent;
  return 0;
}

/// Promises nothing: what cannot be removed is no reason not to write.
static void sweep(const zp_folder_draft *d)
{
  zp_error ignored = { 0 };
  each_entry(d, ".", sweep_entry, &ignored);
}

zp_status zp_folder_open(const char *path, bool (*owns)(zp_text name), zp_folder_draft *draft, zp_error *err)
{
  *draft = (zp_folder_draft){ .folder = { put_file }, .path = path, .owns = owns, .parent = -1, .draft = -1 };
  int cause = set_target(draft);
  if (cause == 0) cause = open_parent(draft);
  if (cause == 0) cause = check_target(draft, err);
  if (cause == 0) sweep(draft);
  if (cause == 0) cause = create(draft);
  return cause == 0 ? ZP_OK : failed(draft, cause, err);
}

// ---- into its place ------------------------------------------------------------------------------------------------------

/// After it the draft's name is that of the old folder, or of nothing. 0 or errno.
static int take_place(zp_folder_draft *d)
{
  const char *last = zp_path_last(d->target);
  char aside[ZP_FOLDER_NAME];
  if (renameat(d->parent, d->name, d->parent, last) == 0) {  // nothing there, or an empty folder
    d->name[0] = '\0';
    return 0;
  }
  if (errno != ENOTEMPTY && errno != EEXIST) return errno;
  if (renameat2(d->parent, d->name, d->parent, last, RENAME_EXCHANGE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  snprintf(aside, sizeof aside, "%.*s.old", (int)sizeof aside - 5, d->name);
  if (renameat(d->parent, last, d->parent, aside) != 0) return errno;
  if (renameat(d->parent, d->name, d->parent, last) != 0) {
    int cause = errno;
    renameat(d->parent, aside, d->parent, last);  // back; what fails here is no worse
    return cause;
  }
  memcpy(d->name, aside, sizeof aside);
  return 0;
}

zp_status zp_folder_replace(zp_folder_draft *draft, zp_error *err)
{
  // One sync for all files: one for each costs seconds in a large district.
  int cause = syncfs(draft->draft) == 0 ? check_target(draft, err) : errno;
  if (cause == 0) cause = take_place(draft);
  if (cause == 0 && fsync(draft->parent) != 0 && errno != EINVAL && errno != ENOTSUP) cause = errno;
  return cause == 0 ? ZP_OK : failed(draft, cause, err);
}

void zp_folder_close(zp_folder_draft *draft)
{
  if (draft->draft >= 0) close(draft->draft);
  if (draft->name[0] != '\0') remove_draft(draft, draft->name);
  if (draft->parent >= 0) close(draft->parent);
  free(draft->target);
  *draft = (zp_folder_draft){ .parent = -1, .draft = -1 };
}
