// fingerprint.c: names and bytes of a bundle's files, each preceded by its length, into one digest.
#include "batch/fingerprint.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "batch/worker.h"

enum { PART = 64 * 1024, NUMBER_BYTES = 8 };

static void add_number(zp_hash *hash, uint64_t number)
{
  char bytes[NUMBER_BYTES];
  for (int i = 0; i < NUMBER_BYTES; i++) bytes[i] = (char)(number >> (8 * i));
  zp_hash_add(hash, (zp_text){ bytes, sizeof bytes });
}

static void add_text(zp_hash *hash, zp_text text)
{
  add_number(hash, text.len);
  zp_hash_add(hash, text);
}

// ---- stamps ----------------------------------------------------------------------------------------------------------

static void add_time(zp_hash *hash, const struct timespec *time)
{
  add_number(hash, (uint64_t)time->tv_sec);
  add_number(hash, (uint64_t)time->tv_nsec);
}

static void start_stamp(zp_hash *hash, zp_text base, size_t files)
{
  zp_hash_start(hash);
  add_text(hash, base);
  add_number(hash, files);
}

static void add_stamp(zp_hash *hash, zp_text shown, const struct stat *is)
{
  add_text(hash, shown);
  add_number(hash, (uint64_t)is->st_size);
  add_number(hash, (uint64_t)is->st_ino);
  add_time(hash, &is->st_mtim);
  add_time(hash, &is->st_ctim);
}

static void end_stamp(zp_hash *hash, char stamp[ZP_STAMP_HEX + 1])
{
  unsigned char digest[ZP_DIGEST_BYTES];
  char hex[ZP_DIGEST_HEX + 1];
  zp_hash_end(hash, digest);
  zp_digest_print(digest, hex);
  memcpy(stamp, hex, ZP_STAMP_HEX);
  stamp[ZP_STAMP_HEX] = '\0';
}

/// The clock that gives a file its times has steps, and is maybe that of another machine: only what is older than any step is told
/// from the next change by its times.
static bool is_settled(const struct stat *is)
{
  struct timespec now;
  time_t last = is->st_mtim.tv_sec > is->st_ctim.tv_sec ? is->st_mtim.tv_sec : is->st_ctim.tv_sec;
  return clock_gettime(CLOCK_REALTIME, &now) == 0 && last < now.tv_sec - ZP_STAMP_AGE;
}

static bool is_same(const struct stat *a, const struct stat *b)
{
  return a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec &&
         a->st_ctim.tv_sec == b->st_ctim.tv_sec && a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

/// Where an archive's file was put says nothing of it: its bytes do. False when they are not to be had.
static bool add_packed(zp_hash *all, const zp_intake_file *from)
{
  char room[PART];
  uint64_t done = 0;
  int file = open(from->path.ptr, O_RDONLY | O_CLOEXEC);
  while (file >= 0 && done < from->length) {
    size_t part = from->length - done < sizeof room ? (size_t)(from->length - done) : sizeof room;
    ssize_t got = pread(file, room, part, (off_t)(from->offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    zp_hash_add(all, (zp_text){ room, (size_t)got });
    done += (uint64_t)got;
  }
  if (file >= 0) close(file);
  return file >= 0 && done == from->length;
}

/// True when the file is there and its times tell of its changes.
static bool add_found(zp_hash *stamp, zp_hash *all, const zp_intake_file *from)
{
  struct stat is;
  bool there = stat(from->path.ptr, &is) == 0 && S_ISREG(is.st_mode);
  add_text(all, from->shown);
  if (from->packed) {
    if (from->origin != NULL) {
      zp_hash_add(all, (zp_text){ (const char *)from->origin, ZP_DIGEST_BYTES });
      return false;
    }
    add_number(all, from->length);
    add_number(all, add_packed(all, from));
    return false;
  }
  add_number(all, there ? (uint64_t)is.st_size : UINT64_MAX);
  if (there) add_time(all, &is.st_mtim);
  if (there) add_stamp(stamp, from->shown, &is);
  return there;
}

bool zp_fingerprint_stamp(const zp_bundle *bundle, zp_text base, char stamp[ZP_STAMP_HEX + 1], zp_hash *all)
{
  zp_hash hash;
  bool whole = true;
  start_stamp(&hash, base, bundle->count);
  add_text(all, bundle->name);
  add_number(all, bundle->count);
  for (size_t i = 0; i < bundle->count; i++)
    if (!add_found(&hash, all, &bundle->files[i])) whole = false;
  end_stamp(&hash, stamp);
  return whole;
}

// ---- piece by piece --------------------------------------------------------------------------------------------------

void zp_print_start(zp_print *print, zp_text base, size_t files)
{
  print->out = (zp_fingerprint){ .steady = true, .settled = true };
  print->whole = true;
  zp_hash_start(&print->bundle);
  add_text(&print->bundle, base);
  add_number(&print->bundle, files);
  start_stamp(&print->stamp, base, files);
}

int zp_print_open(zp_print *print, const zp_intake_file *from, int *file)
{
  int cause = 0;
  bool whole = print->whole;
  add_text(&print->bundle, from->shown);
  zp_hash_start(&print->file);
  print->len = 0;
  print->origin = from->origin;
  print->known = false;
  print->whole = false;  // unless it is found to be there
  *file = open(from->path.ptr, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (*file < 0) return errno;
  if (fstat(*file, &print->is) != 0) cause = errno;
  else if (!S_ISREG(print->is.st_mode)) cause = S_ISDIR(print->is.st_mode) ? EISDIR : ENOTSUP;
  else if (from->packed && lseek(*file, (off_t)from->offset, SEEK_SET) < 0) cause = errno;
  print->known = cause == 0;
  if (cause != 0) {
    close(*file);
    *file = -1;
    return cause;
  }
  print->whole = whole && !from->packed;
  if (!is_settled(&print->is)) print->out.settled = false;
  add_stamp(&print->stamp, from->shown, &print->is);
  return 0;
}

size_t zp_print_part(const zp_print *print, const zp_intake_file *from, size_t room)
{
  if (!from->packed || from->length - print->len > room) return room;
  return (size_t)(from->length - print->len);
}

void zp_print_bytes(zp_print *print, zp_text bytes)
{
  zp_hash_add(&print->file, bytes);
  print->len += bytes.len;
}

void zp_print_close(zp_print *print, int *file, int cause)
{
  struct stat after;
  if (print->known && (fstat(*file, &after) != 0 || !is_same(&print->is, &after))) print->out.steady = false;
  if (cause != 0 || !print->out.steady) print->out.settled = false;
  if (*file >= 0) close(*file);
  *file = -1;
  print->known = false;
  zp_hash_end(&print->file, print->digest);
  if (print->origin != NULL) memcpy(print->digest, print->origin, ZP_DIGEST_BYTES);
  zp_hash_add(&print->bundle, (zp_text){ (const char *)print->digest, ZP_DIGEST_BYTES });
  // What was made of a file is not known by its bytes: they have the time in them at which it was made.
  add_number(&print->bundle, print->origin != NULL ? UINT64_MAX : print->len);
  add_number(&print->bundle, (uint64_t)cause);
  print->out.bytes += print->len;
}

void zp_print_end(zp_print *print)
{
  unsigned char digest[ZP_DIGEST_BYTES];
  zp_hash_end(&print->bundle, digest);
  zp_digest_print(digest, print->out.digest);
  end_stamp(&print->stamp, print->out.stamp);
  if (!print->whole) print->out.stamp[0] = '\0';
}

// ---- whole bundles ---------------------------------------------------------------------------------------------------

/// The bytes of an open file, as far as a worker would be given them. 0 or errno.
static int read_file(zp_print *print, const zp_intake_file *from, int file)
{
  char room[PART];
  for (;;) {
    ssize_t got = read(file, room, zp_print_part(print, from, sizeof room));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got < 0 ? errno : 0;
    if ((uint64_t)got > ZP_INPUT_MOST - print->len) return EFBIG;
    zp_print_bytes(print, (zp_text){ room, (size_t)got });
  }
}

void zp_fingerprint_read(const zp_bundle *bundle, zp_text base, zp_fingerprint *out)
{
  zp_print print;
  zp_print_start(&print, base, bundle->count);
  for (size_t i = 0; i < bundle->count; i++) {
    int file, cause = zp_print_open(&print, &bundle->files[i], &file);
    if (cause == 0) cause = read_file(&print, &bundle->files[i], file);
    zp_print_close(&print, &file, cause);
  }
  zp_print_end(&print);
  *out = print.out;
}
