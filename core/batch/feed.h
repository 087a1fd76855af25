// feed.h: the files of a task as frames, one after the other, a part at a time; and the fingerprint of what was given.
#pragma once

#include <uv.h>

#include "batch/fingerprint.h"
#include "batch/frame.h"

/// A task on its way to a worker. One part is out at a time; its bytes are in `room`.
typedef struct zp_feed {
  uint32_t id;
  const zp_bundle *bundle;
  size_t at;      // file
  int file;       // -1: not open
  bool finished;  // RUN was given
  zp_fingerprint given;  // finished: of what was really given
  char *room;     // ZP_FRAME_HEAD + ZP_FRAME_PART bytes, or more for a long name
  zp_print print;
} zp_feed;

/// A feed is zeroed before its first use. `base`: see zp_fingerprint.
void zp_feed_start(zp_feed *feed, uint32_t id, const zp_bundle *bundle, zp_text base);
/// The next bytes to send; valid until the next call. False when all was given. A file that cannot be read, is too large or is no
/// regular file becomes an UNREADABLE frame.
bool zp_feed_next(zp_feed *feed, uv_buf_t *out);
bool zp_feed_finished(const zp_feed *feed);
/// Closes the file; the room stays, for a part may still be on its way. May be called again and again.
void zp_feed_stop(zp_feed *feed);
void zp_feed_free(zp_feed *feed);
