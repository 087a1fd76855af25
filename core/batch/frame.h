// frame.h: what goes over the pipes between the loop process and a worker: msgpack arrays [type, id, bytes] whose head always
// has the same 13 bytes, so that it is checked byte by byte before anything is believed.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

typedef enum zp_frame_type {
  // to the worker, all with the id of the task
  ZP_FRAME_FILE = 1,    // a file begins: its name as shown
  ZP_FRAME_DATA,        // some of its bytes
  ZP_FRAME_END,         // it is complete; bytes: nothing, or its digest (ZP_DIGEST_BYTES), which the worker need not make again
  ZP_FRAME_UNREADABLE,  // instead of END: it could not be read: a failure
  ZP_FRAME_RUN,         // all files are there
  // from the worker
  ZP_FRAME_READY,       // id 0: pack loaded, confined; bytes: see zp_worker_rules()
  ZP_FRAME_RESULT,      // a result as zp_part_pack() writes it
  ZP_FRAME_FAILED,      // a failure
  ZP_FRAME_TYPES
} zp_frame_type;

enum {
  ZP_FRAME_HEAD = 13,
  ZP_FRAME_PART = 256 * 1024,       // bytes of a DATA frame at most
  ZP_FRAME_MOST = 512 * 1024 * 1024 // bytes of any frame at most
};

typedef struct zp_frame {
  zp_frame_type type;
  uint32_t id;
  uint32_t len;  // bytes behind the head
} zp_frame;

void zp_frame_put_head(const zp_frame *frame, unsigned char head[ZP_FRAME_HEAD]);
/// False when these bytes are no head of a frame, or of one that is too long for its type.
bool zp_frame_take_head(const unsigned char head[ZP_FRAME_HEAD], zp_frame *out);

/// A failure as bytes: code, NUL, argument 1, NUL, argument 2; as much of it as fits. The length.
size_t zp_frame_put_failure(zp_status status, zp_text first, zp_text second, char *room, size_t size);
/// The same back, as slices; false when the code is none of a failure.
bool zp_frame_take_failure(zp_text bytes, zp_status *status, zp_text *first, zp_text *second);
