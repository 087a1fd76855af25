// journal_frame.c: lengths are believed only when the four bytes behind them say that they were written here.
#include "store/journal_frame.h"

#include <errno.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PARTS = 4 + ZP_JOURNAL_PIECES_MOST };
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

static void add(zp_sum *sum, const unsigned char *bytes, size_t count)
{
  zp_sum_add(sum, (zp_text){ (const char *)bytes, count });
}

static void check_of(const unsigned char *bytes, const zp_journal_seal *seal, unsigned char check[CHECK_BYTES])
{
  unsigned char all[ZP_SUM_BYTES + OFFSET_BYTES + CHECK_AT], sum[ZP_SUM_BYTES];
  memcpy(all, seal->seed, ZP_SUM_BYTES);
  zp_put_be(all + ZP_SUM_BYTES, OFFSET_BYTES, seal->offset);
  memcpy(all + ZP_SUM_BYTES + OFFSET_BYTES, bytes, CHECK_AT);
  zp_sum_of((zp_text){ (const char *)all, sizeof all }, sum);
  memcpy(check, sum, CHECK_BYTES);
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
  return (uint64_t)ZP_FRAME_BYTES + frame->key_len + frame->digest_len + frame->length + ZP_SUM_BYTES;
}

/// The sum of a record begins with journal, place and frame; key, digest and payload follow.
static void start_sum(zp_sum *sum, const zp_journal_seal *seal, const unsigned char frame[ZP_FRAME_BYTES])
{
  unsigned char offset[OFFSET_BYTES];
  zp_put_be(offset, OFFSET_BYTES, seal->offset);
  zp_sum_start(sum);
  add(sum, seal->seed, sizeof seal->seed);
  add(sum, offset, sizeof offset);
  add(sum, frame, ZP_FRAME_BYTES);
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
      if (taken != 0) parts->iov_base = (char *)parts->iov_base + taken;  // an empty part has no address to move
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

uint32_t zp_record_payload(const zp_journal_record *record)
{
  size_t len = 0;
  for (size_t i = 0; i < record->piece_count; i++) len += record->pieces[i].len;
  return (uint32_t)len;
}

static zp_journal_frame frame_of(const zp_journal_record *record)
{
  return (zp_journal_frame){ record->kind, (uint8_t)record->digest.len, (uint16_t)record->key.len, zp_record_payload(record) };
}

void zp_record_sum(const zp_journal_record *record, const zp_journal_seal *seal, unsigned char sum[ZP_SUM_BYTES])
{
  unsigned char head[ZP_FRAME_BYTES];
  zp_journal_frame frame = frame_of(record);
  zp_sum all;
  put_frame(&frame, seal, head);
  start_sum(&all, seal, head);
  zp_sum_add(&all, record->key);
  zp_sum_add(&all, record->digest);
  for (size_t i = 0; i < record->piece_count; i++) zp_sum_add(&all, record->pieces[i]);
  zp_sum_end(&all, sum);
}

int zp_record_put(int file, const zp_journal_record *record, const zp_journal_seal *seal, unsigned char sum[ZP_SUM_BYTES])
{
  unsigned char head[ZP_FRAME_BYTES];
  zp_journal_frame frame = frame_of(record);
  struct iovec parts[PARTS];
  int count = 0;
  put_frame(&frame, seal, head);
  zp_record_sum(record, seal, sum);
  parts[count++] = part(head, sizeof head);
  parts[count++] = part(record->key.ptr, record->key.len);
  parts[count++] = part(record->digest.ptr, record->digest.len);
  for (size_t i = 0; i < record->piece_count; i++) parts[count++] = part(record->pieces[i].ptr, record->pieces[i].len);
  parts[count++] = part(sum, ZP_SUM_BYTES);
  return put_parts(file, parts, count, seal->offset);
}

int zp_bytes_put(int file, zp_text bytes, uint64_t at)
{
  struct iovec parts[1] = { part(bytes.ptr, bytes.len) };
  return put_parts(file, parts, 1, at);
}

// ---- reading -----------------------------------------------------------------------------------------------------------------

const char *zp_window_bytes(zp_window *window, uint64_t at, size_t count, zp_error *err)
{
  if (at >= window->at && at - window->at <= window->len && count <= window->len - (size_t)(at - window->at))
    return window->room + (at - window->at);
  uint64_t rest = window->span->length - at;
  size_t len = rest < ZP_WINDOW ? (size_t)rest : ZP_WINDOW;
  window->len = 0;
  if (zp_span_read(window->span, at, window->room, len, err) != ZP_OK) return NULL;
  window->at = at;
  window->len = len;
  return count <= len ? window->room : NULL;
}

/// True when all bytes from `at` to the end are zero: a file that was made longer and not filled before the power went.
static bool only_zeros(zp_window *window, uint64_t at)
{
  while (at < window->span->length) {
    uint64_t rest = window->span->length - at;
    size_t count = rest < ZP_WINDOW ? (size_t)rest : ZP_WINDOW;
    zp_error ignored = { 0 };
    const char *block = zp_window_bytes(window, at, count, &ignored);
    if (block == NULL) return false;
    for (size_t i = 0; i < count; i++)
      if (block[i] != 0) return false;
    at += count;
  }
  return true;
}

static zp_status sum_stretch(zp_window *window, uint64_t at, uint64_t count, zp_sum *sum, zp_error *err)
{
  while (count > 0) {
    size_t now = count < ZP_WINDOW ? (size_t)count : ZP_WINDOW;
    const char *block = zp_window_bytes(window, at, now, err);
    if (block == NULL) return err->status;
    zp_sum_add(sum, (zp_text){ block, now });
    at += now;
    count -= now;
  }
  return ZP_OK;
}

zp_verdict zp_record_check(zp_window *window, const zp_journal_seal *seal, zp_journal_frame *frame,
                           unsigned char sum[ZP_SUM_BYTES], zp_error *err)
{
  unsigned char head[ZP_FRAME_BYTES];
  zp_sum all;
  uint64_t at = seal->offset, rest = window->span->length - at;
  if (rest < ZP_FRAME_BYTES) return ZP_RECORD_TORN;
  const char *bytes = zp_window_bytes(window, at, ZP_FRAME_BYTES, err);
  if (bytes == NULL) return ZP_RECORD_FAILED;
  memcpy(head, bytes, sizeof head);
  if (!take_frame(head, seal, frame)) return only_zeros(window, at) ? ZP_RECORD_TORN : ZP_RECORD_BAD;
  uint64_t size = zp_frame_size(frame), body = size - ZP_FRAME_BYTES - ZP_SUM_BYTES;
  if (size > rest) return ZP_RECORD_TORN;
  start_sum(&all, seal, head);
  if (sum_stretch(window, at + ZP_FRAME_BYTES, body, &all, err) != ZP_OK) return ZP_RECORD_FAILED;
  zp_sum_end(&all, sum);
  const char *stored = zp_window_bytes(window, at + size - ZP_SUM_BYTES, ZP_SUM_BYTES, err);
  if (stored == NULL) return ZP_RECORD_FAILED;
  if (memcmp(sum, stored, ZP_SUM_BYTES) == 0) return ZP_RECORD_GOOD;
  return size == rest ? ZP_RECORD_TORN : ZP_RECORD_BAD;
}
