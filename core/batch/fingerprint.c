// fingerprint.c: names and bytes of a bundle's files, each preceded by its length, into one digest.
#include "batch/fingerprint.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

#include "batch/worker.h"

enum { PART = 64 * 1024 };

static void add_number(zp_hash *hash, uint64_t number)
{
  char bytes[8];
  for (int i = 0; i < 8; i++) bytes[i] = (char)(number >> (8 * i));
  zp_hash_add(hash, (zp_text){ bytes, sizeof bytes });
}

static void add_text(zp_hash *hash, zp_text text)
{
  add_number(hash, text.len);
  zp_hash_add(hash, text);
}

void zp_fingerprint_start(zp_hash *hash, zp_text base, size_t files)
{
  zp_hash_start(hash);
  add_text(hash, base);
  add_number(hash, files);
}

void zp_fingerprint_name(zp_hash *hash, zp_text shown)
{
  add_text(hash, shown);
}

void zp_fingerprint_end_file(zp_hash *hash, uint64_t bytes, int cause)
{
  add_number(hash, bytes);
  add_number(hash, (uint64_t)cause);
}

void zp_fingerprint_end(zp_hash *hash, char hex[ZP_DIGEST_HEX + 1])
{
  unsigned char digest[ZP_DIGEST_BYTES];
  zp_hash_end(hash, digest);
  zp_digest_print(digest, hex);
}

int zp_fingerprint_open(const zp_intake_file *from, int *file)
{
  struct stat is;
  int cause = 0;
  *file = open(from->path.ptr, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (*file < 0) return errno;
  if (fstat(*file, &is) != 0) cause = errno;
  else if (!S_ISREG(is.st_mode)) cause = S_ISDIR(is.st_mode) ? EISDIR : ENOTSUP;
  else if (from->packed && lseek(*file, (off_t)from->offset, SEEK_SET) < 0) cause = errno;
  if (cause == 0) return 0;
  close(*file);
  *file = -1;
  return cause;
}

size_t zp_fingerprint_part(const zp_intake_file *from, uint64_t sent, size_t room)
{
  if (!from->packed || from->length - sent > room) return room;
  return (size_t)(from->length - sent);
}

/// The bytes of an open file, as far as a worker would be given them. 0 or errno.
static int add_bytes(zp_hash *hash, const zp_intake_file *from, int file, uint64_t *len)
{
  char room[PART];
  for (;;) {
    ssize_t got = read(file, room, zp_fingerprint_part(from, *len, sizeof room));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got < 0 ? errno : 0;
    if ((uint64_t)got > ZP_INPUT_MOST - *len) return EFBIG;
    zp_hash_add(hash, (zp_text){ room, (size_t)got });
    *len += (uint64_t)got;
  }
}

static void add_file(zp_hash *hash, const zp_intake_file *from, uint64_t *bytes)
{
  uint64_t len = 0;
  int file;
  zp_fingerprint_name(hash, from->shown);
  int cause = zp_fingerprint_open(from, &file);
  if (cause == 0) cause = add_bytes(hash, from, file, &len);
  if (file >= 0) close(file);
  zp_fingerprint_end_file(hash, len, cause);
  *bytes += len;
}

void zp_fingerprint(const zp_bundle *bundle, zp_text base, char hex[ZP_DIGEST_HEX + 1], uint64_t *bytes)
{
  zp_hash hash;
  *bytes = 0;
  zp_fingerprint_start(&hash, base, bundle->count);
  for (size_t i = 0; i < bundle->count; i++) add_file(&hash, &bundle->files[i], bytes);
  zp_fingerprint_end(&hash, hex);
}

// ---- all of them -----------------------------------------------------------------------------------------------------

/// A bundle on its way through another thread.
typedef struct pending {
  uv_work_t work;
  zp_text base;
  zp_roll_entry *entry;
} pending;

static void digest_one(uv_work_t *work)
{
  pending *p = work->data;
  zp_fingerprint(&p->entry->bundle, p->base, p->entry->digest, &p->entry->bytes);
}

zp_status zp_fingerprint_roll(zp_roll *roll, zp_text base, zp_error *err)
{
  uv_loop_t loop;
  pending *all = calloc(roll->waiting + 1, sizeof *all);
  size_t count = 0;
  if (all == NULL) return zp_fail_memory(err);
  int cause = uv_loop_init(&loop);
  if (cause != 0) {
    free(all);
    return zp_fail_with(err, ZP_E_START, NULL, uv_strerror(cause));
  }
  for (size_t i = 0; i < roll->count; i++) {
    zp_roll_entry *entry = &roll->entries[i];
    if (entry->state != ZP_ROLL_WAITING || entry->digest[0] != '\0') continue;
    pending *p = &all[count++];
    *p = (pending){ .base = base, .entry = entry };
    p->work.data = p;
    uv_queue_work(&loop, &p->work, digest_one, NULL);
  }
  uv_run(&loop, UV_RUN_DEFAULT);
  uv_loop_close(&loop);
  free(all);
  return ZP_OK;
}

void zp_fingerprint_all(const zp_roll *roll, char hex[ZP_DIGEST_HEX + 1])
{
  zp_hash hash;
  zp_hash_start(&hash);
  for (size_t i = 0; i < roll->count; i++) add_text(&hash, zp_text_from(roll->entries[i].digest));
  zp_fingerprint_end(&hash, hex);
}
