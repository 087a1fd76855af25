// journal_frame.c: lengths are believed only when the four bytes behind them say that they were written here.
#include "store/journal_frame.h"

#include <errno.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

enum { BLOCK = 16 * 1024, PARTS = 5 };
enum { CHECK_AT = 12, CHECK_BYTES = 4, OFFSET_BYTES = 8 };

void zp_put_be(unsigned char *bytes, int count, uint64_t number)
{
  for (int i = count; i-- > 0; number >>= 8) bytes[i] = (unsigned char)(number & 0xFF);
}

uint64_t zp_take_be(const unsigned char *bytes, int count)
{
  uint64_t number = 0;
  for (int i = 0; i < count; i++) number = number << 8 | bytes[i];
  return number;
}

static void add(zp_hash *hash, const unsigned char *bytes, size_t count)
{
  zp_hash_add(hash, (zp_text){ (const char *)bytes, count });
}

static void check_of(const unsigned char *bytes, const zp_journal_seal *seal, unsigned char check[CHECK_BYTES])
{
  zp_hash hash;
  unsigned char offset[OFFSET_BYTES], digest[ZP_DIGEST_BYTES];
  zp_put_be(offset, OFFSET_BYTES, seal->offset);
  zp_hash_start(&hash);
  add(&hash, seal->seed, sizeof seal->seed);
  add(&hash, offset, sizeof offset);
  add(&hash, bytes, CHECK_AT);
  zp_hash_end(&hash, digest);
  memcpy(check, digest, CHECK_BYTES);
}

static void put_frame(const zp_journal_frame *frame, const zp_journal_seal *seal, unsigned char bytes[ZP_FRAME_BYTES])
{
  bytes[0] = 'Z';
  bytes[1] = 'R';
  bytes[2] = frame->kind;
  bytes[3] = frame->digest_len;
  zp_put_be(bytes + 4, 2, frame->key_len);
  zp_put_be(bytes + 6, 2, 0);
  zp_put_be(bytes + 8, 4, frame->length);
  check_of(bytes, seal, bytes + CHECK_AT);
}

static bool take_frame(const unsigned char bytes[ZP_FRAME_BYTES], const zp_journal_seal *seal, zp_journal_frame *out)
{
  unsigned char check[CHECK_BYTES];
  check_of(bytes, seal, check);
  if (memcmp(check, bytes + CHECK_AT, CHECK_BYTES) != 0) return false;
  *out = (zp_journal_frame){ bytes[2], bytes[3], (uint16_t)zp_take_be(bytes + 4, 2), (uint32_t)zp_take_be(bytes + 8, 4) };
  if (bytes[0] != 'Z' || bytes[1] != 'R' || zp_take_be(bytes + 6, 2) != 0) return false;
  return out->kind <= ZP_JOURNAL_NOTE && out->length <= ZP_JOURNAL_PAYLOAD_MOST;
}

uint64_t zp_frame_size(const zp_journal_frame *frame)
{
  return (uint64_t)ZP_FRAME_BYTES + frame->key_len + frame->digest_len + frame->length + ZP_DIGEST_BYTES;
}

/// The sum of a record begins with journal, place and frame; key, digest and payload follow.
static void start_sum(zp_hash *hash, const zp_journal_seal *seal, const unsigned char frame[ZP_FRAME_BYTES])
{
  unsigned char offset[OFFSET_BYTES];
  zp_put_be(offset, OFFSET_BYTES, seal->offset);
  zp_hash_start(hash);
  add(hash, seal->seed, sizeof seal->seed);
  add(hash, offset, sizeof offset);
  add(hash, frame, ZP_FRAME_BYTES);
}

// ---- writing -----------------------------------------------------------------------------------------------------------------

/// Writes all of the parts at `at`, however little the system takes at a time. 0 or errno.
static int put_parts(int file, struct iovec *parts, int count, uint64_t at)
{
  for (;;) {
    while (count > 0 && parts->iov_len == 0) parts++, count--;
    if (count == 0) return 0;
    ssize_t put = pwritev(file, parts, count, (off_t)at);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return put < 0 ? errno : EIO;
    at += (uint64_t)put;
    for (size_t left = (size_t)put; left > 0;) {
      size_t taken = left < parts->iov_len ? left : parts->iov_len;
      parts->iov_base = (char *)parts->iov_base + taken;
      parts->iov_len -= taken;
      left -= taken;
      if (parts->iov_len == 0) parts++, count--;
    }
  }
}

static struct iovec part(const void *bytes, size_t count)
{
  union { const void *from; void *to; } both = { .from = bytes };  // writev reads only
  return (struct iovec){ both.to, count };
}

static zp_journal_frame frame_of(const zp_journal_record *record)
{
  return (zp_journal_frame){ record->kind, (uint8_t)record->digest.len, (uint16_t)record->key.len,
                             (uint32_t)record->payload.len };
}

void zp_record_sum(const zp_journal_record *record, const zp_journal_seal *seal, unsigned char sum[ZP_DIGEST_BYTES])
{
  unsigned char head[ZP_FRAME_BYTES];
  zp_journal_frame frame = frame_of(record);
  zp_hash hash;
  put_frame(&frame, seal, head);
  start_sum(&hash, seal, head);
  zp_hash_add(&hash, record->key);
  zp_hash_add(&hash, record->digest);
  zp_hash_add(&hash, record->payload);
  zp_hash_end(&hash, sum);
}

int zp_record_put(int file, const zp_journal_record *record, const zp_journal_seal *seal, unsigned char sum[ZP_DIGEST_BYTES])
{
  unsigned char head[ZP_FRAME_BYTES];
  zp_journal_frame frame = frame_of(record);
  put_frame(&frame, seal, head);
  zp_record_sum(record, seal, sum);
  struct iovec parts[PARTS] = {
    part(head, sizeof head), part(record->key.ptr, record->key.len), part(record->digest.ptr, record->digest.len),
    part(record->payload.ptr, record->payload.len), part(sum, ZP_DIGEST_BYTES),
  };
  return put_parts(file, parts, PARTS, seal->offset);
}

int zp_bytes_put(int file, zp_text bytes, uint64_t at)
{
  struct iovec parts[1] = { part(bytes.ptr, bytes.len) };
  return put_parts(file, parts, 1, at);
}

// ---- reading -----------------------------------------------------------------------------------------------------------------

/// True when all bytes from `at` to the end are zero: a file that was made longer and not filled before the power went.
static bool only_zeros(const zp_span *span, uint64_t at)
{
  char block[BLOCK];
  while (at < span->length) {
    size_t count = span->length - at < BLOCK ? (size_t)(span->length - at) : BLOCK;
    zp_error ignored = { 0 };
    if (zp_span_read(span, at, block, count, &ignored) != ZP_OK) return false;
    for (size_t i = 0; i < count; i++)
      if (block[i] != 0) return false;
    at += count;
  }
  return true;
}

static zp_status hash_stretch(const zp_span *span, uint64_t at, uint64_t count, zp_hash *hash, zp_error *err)
{
  char block[BLOCK];
  while (count > 0) {
    size_t now = count < BLOCK ? (size_t)count : BLOCK;
    if (zp_span_read(span, at, block, now, err) != ZP_OK) return err->status;
    zp_hash_add(hash, (zp_text){ block, now });
    at += now;
    count -= now;
  }
  return ZP_OK;
}

zp_verdict zp_record_check(const zp_span *span, const zp_journal_seal *seal, zp_journal_frame *frame,
                           unsigned char sum[ZP_DIGEST_BYTES], zp_error *err)
{
  unsigned char head[ZP_FRAME_BYTES], stored[ZP_DIGEST_BYTES];
  zp_hash hash;
  uint64_t at = seal->offset, rest = span->length - at;
  if (rest < ZP_FRAME_BYTES) return ZP_RECORD_TORN;
  if (zp_span_read(span, at, (char *)head, sizeof head, err) != ZP_OK) return ZP_RECORD_FAILED;
  if (!take_frame(head, seal, frame)) return only_zeros(span, at) ? ZP_RECORD_TORN : ZP_RECORD_BAD;
  uint64_t size = zp_frame_size(frame), body = size - ZP_FRAME_BYTES - ZP_DIGEST_BYTES;
  if (size > rest) return ZP_RECORD_TORN;
  start_sum(&hash, seal, head);
  if (hash_stretch(span, at + ZP_FRAME_BYTES, body, &hash, err) != ZP_OK) return ZP_RECORD_FAILED;
  zp_hash_end(&hash, sum);
  if (zp_span_read(span, at + size - ZP_DIGEST_BYTES, (char *)stored, sizeof stored, err) != ZP_OK) return ZP_RECORD_FAILED;
  if (memcmp(sum, stored, sizeof stored) == 0) return ZP_RECORD_GOOD;
  return size == rest ? ZP_RECORD_TORN : ZP_RECORD_BAD;
}
