// fingerprint.h: a digest over everything that the result of a bundle depends on, so that an unchanged one need not run again.
#pragma once

#include "batch/roll.h"

/// The digest piece by piece, for whoever has the bytes of a bundle pass by anyway. Each file: its name, its bytes by
/// zp_hash_add(), its end with the number of bytes and 0, or the errno that ended it early.
void zp_fingerprint_start(zp_hash *hash, zp_text base, size_t files);
void zp_fingerprint_name(zp_hash *hash, zp_text shown);
void zp_fingerprint_end_file(zp_hash *hash, uint64_t bytes, int cause);
void zp_fingerprint_end(zp_hash *hash, char hex[ZP_DIGEST_HEX + 1]);

/// Opens a regular file to be read from its first byte, without waiting for the other end of a pipe. 0 or errno (ENOTSUP: not
/// regular); *file is -1 then.
int zp_fingerprint_open(const zp_intake_file *from, int *file);
/// How many of `room` bytes may be read next of a file of which `sent` were.
size_t zp_fingerprint_part(const zp_intake_file *from, uint64_t sent, size_t room);

/// Reads the files of a bundle in parts and writes the hex digest of `base` (pack, version, options), their names as shown and
/// their bytes. A file that cannot be read counts by its cause, so that it is tried again once it can. May run on any thread:
/// touches nothing but its arguments. `*bytes`: how many were read.
void zp_fingerprint(const zp_bundle *bundle, zp_text base, char hex[ZP_DIGEST_HEX + 1], uint64_t *bytes);

/// The digests of all bundles of a roll that are WAITING and have none, on libuv's threads.
zp_status zp_fingerprint_roll(zp_roll *roll, zp_text base, zp_error *err);
/// One digest over the digests of all bundles: what a run as a whole is made of.
void zp_fingerprint_all(const zp_roll *roll, char hex[ZP_DIGEST_HEX + 1]);
