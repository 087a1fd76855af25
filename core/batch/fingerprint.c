// fingerprint.c: names and bytes of a bundle's files, each preceded by its length, into one digest.
#include "batch/fingerprint.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

/// The bytes of an open file; 0 or errno.
static int add_bytes(zp_hash *hash, int file, uint64_t *bytes)
{
  char room[PART];
  struct stat is;
  if (fstat(file, &is) != 0) return errno;
  if (!S_ISREG(is.st_mode)) return ENOTSUP;
  for (uint64_t len = 0;;) {
    ssize_t got = read(file, room, sizeof room);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    if (got == 0) {
      add_number(hash, len);
      return 0;
    }
    zp_hash_add(hash, (zp_text){ room, (size_t)got });
    len += (uint64_t)got;
    *bytes += (uint64_t)got;
  }
}

static void add_file(zp_hash *hash, const zp_intake_file *from, uint64_t *bytes)
{
  add_text(hash, from->shown);
  int file = open(from->path.ptr, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  int cause = file < 0 ? errno : add_bytes(hash, file, bytes);
  if (file >= 0) close(file);
  add_number(hash, (uint64_t)cause);
}

void zp_fingerprint(const zp_bundle *bundle, zp_text base, char hex[ZP_DIGEST_HEX + 1], uint64_t *bytes)
{
  zp_hash hash;
  unsigned char digest[ZP_DIGEST_BYTES];
  *bytes = 0;
  zp_hash_start(&hash);
  add_text(&hash, base);
  add_number(&hash, bundle->count);
  for (size_t i = 0; i < bundle->count; i++) add_file(&hash, &bundle->files[i], bytes);
  zp_hash_end(&hash, digest);
  zp_digest_print(digest, hex);
}
