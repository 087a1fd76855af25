// journal_frame.h: one record of a journal as bytes: a frame with the lengths, key, digest, payload, checksum.
#pragma once

#include "base/checksum.h"
#include "store/journal.h"

enum { ZP_FRAME_BYTES = 16, ZP_JOURNAL_HEAD_KIND = 0 };

typedef struct zp_journal_frame {
  uint8_t kind;         // a zp_journal_kind, or ZP_JOURNAL_HEAD_KIND for the record that holds the head
  uint8_t digest_len;
  uint16_t key_len;
  uint32_t length;      // of the payload
} zp_journal_frame;

/// Sums depend on the journal (`seed`: the head's sum) and on the place in it, so that no record passes for another.
typedef struct zp_journal_seal { unsigned char seed[ZP_SUM_BYTES]; uint64_t offset; } zp_journal_seal;

/// A record in memory; at most as long as journal.h says. The payload may come in pieces.
typedef struct zp_journal_record {
  uint8_t kind;
  zp_text key, digest;
  const zp_text *pieces;
  size_t piece_count;   // at most ZP_JOURNAL_PIECES_MOST
} zp_journal_record;
uint32_t zp_record_payload(const zp_journal_record *record);  // its length

void zp_record_sum(const zp_journal_record *record, const zp_journal_seal *seal, unsigned char sum[ZP_SUM_BYTES]);
/// Writes a record at the seal's place, however little the system takes at a time; its sum is left in `sum`. 0 or errno.
int zp_record_put(int file, const zp_journal_record *record, const zp_journal_seal *seal, unsigned char sum[ZP_SUM_BYTES]);
int zp_bytes_put(int file, zp_text bytes, uint64_t at);

/// TORN: the file ends within the record, or what it ends in is no more than begun. FAILED: it cannot be read (err).
typedef enum zp_verdict { ZP_RECORD_GOOD, ZP_RECORD_TORN, ZP_RECORD_BAD, ZP_RECORD_FAILED } zp_verdict;

/// A stretch of a file in memory; it moves on as it is read.
typedef struct zp_window {
  const zp_span *span;
  char *room;           // ZP_WINDOW bytes
  uint64_t at;          // of what is there
  size_t len;
} zp_window;
enum { ZP_WINDOW = 256 * 1024 };
/// `count` bytes (at most ZP_WINDOW) of the span; they live until the next call. NULL: they cannot be read.
const char *zp_window_bytes(zp_window *window, uint64_t at, size_t count, zp_error *err);

/// Checks the record at the seal's place in a span that is the whole file; `frame` and `sum` are set when it is good.
zp_verdict zp_record_check(zp_window *window, const zp_journal_seal *seal, zp_journal_frame *frame,
                           unsigned char sum[ZP_SUM_BYTES], zp_error *err);

/// Bytes of the whole record.
uint64_t zp_frame_size(const zp_journal_frame *frame);

/// Big-endian numbers.
void zp_put_be(unsigned char *bytes, int count, uint64_t number);
uint64_t zp_take_be(const unsigned char *bytes, int count);
