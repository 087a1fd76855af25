// fingerprint.h: what a bundle is known by: a digest over everything that its result depends on, so that an unchanged one need not
// run again, and a stamp over what the system says of its files, so that unchanged ones need not even be read.
#pragma once

#include <sys/stat.h>

#include "base/digest.h"
#include "batch/intake.h"

enum { ZP_STAMP_HEX = 32 };

typedef struct zp_fingerprint {
  char digest[ZP_DIGEST_HEX + 1];  // of `base` (pack, version, options), the names as shown and the bytes
  /// Of `base`, names, sizes, times of change (mtime and ctime) and inodes. Empty: a file could not be opened, or is out of an
  /// archive, which is taken apart anew every time, or converted.
  char stamp[ZP_STAMP_HEX + 1];
  bool settled;                    // no file was changed less than ZP_STAMP_AGE seconds before it was read, and all could be read:
                                   // a later change leaves another stamp behind
  uint64_t bytes;                  // that were read
  bool steady;                     // no file changed while it was read
} zp_fingerprint;
enum { ZP_STAMP_AGE = 3 };

/// Made piece by piece, for whoever has the bytes of a bundle pass by anyway. Each file: its name; then zp_print_open(), bytes, and
/// zp_print_close() with 0, or the errno that ended it early.
typedef struct zp_print {
  zp_hash bundle, file, stamp;
  zp_fingerprint out;
  struct stat is;                              // of the file that is open
  uint64_t len;                                // read of it
  const unsigned char *origin;                 // of the file that is open: see zp_intake_file
  bool known, whole;                           // it could be opened; all could
  unsigned char digest[ZP_DIGEST_BYTES];       // closed: of its bytes, or its origin
} zp_print;

void zp_print_start(zp_print *print, zp_text base, size_t files);
/// Opens a regular file to be read from its first byte, without waiting for the other end of a pipe. 0 or errno (ENOTSUP: not regular); *file is -1
/// then.
int zp_print_open(zp_print *print, const zp_intake_file *from, int *file);
/// How many of `room` bytes may be read next of the file that is open.
size_t zp_print_part(const zp_print *print, const zp_intake_file *from, size_t room);
void zp_print_bytes(zp_print *print, zp_text bytes);
/// Closes the file, if it was opened.
void zp_print_close(zp_print *print, int *file, int cause);
void zp_print_end(zp_print *print);

/// Reads the files of a bundle in parts. A file that cannot be read counts by its cause, so that it is tried again once it can. May
/// run on any thread: touches nothing but its arguments.
void zp_fingerprint_read(const zp_bundle *bundle, zp_text base, zp_fingerprint *out);

/// The stamp that the files have now, without looking into them; false when one of them is not to be had. What a run as a whole is made of (names,
/// sizes, times) is added to `all`.
bool zp_fingerprint_stamp(const zp_bundle *bundle, zp_text base, char stamp[ZP_STAMP_HEX + 1], zp_hash *all);
