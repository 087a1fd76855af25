// feed.h: the files of a task as frames, as many at a time as there is room for; and the fingerprint of what was given.
#pragma once

#include <uv.h>

#include "batch/fingerprint.h"
#include "batch/frame.h"

enum { ZP_FEED_ROOM = 256 * 1024 };

/// A task on its way to a worker. One part is out at a time; its bytes are in `room`.
typedef struct zp_feed {
  uint32_t id;
  const zp_bundle *bundle;
  size_t at;      // file
  int file;       // -1: not open
  bool finished;  // RUN was given
  zp_fingerprint given;  // finished: of what was really given
  char *room;     // ZP_FEED_ROOM bytes
  size_t used;    // of it
  zp_print print;
} zp_feed;

/// A feed is zeroed before its first use. `base`: see zp_fingerprint.
void zp_feed_start(zp_feed *feed, uint32_t id, const zp_bundle *bundle, zp_text base);
/// The next frames to send; valid until the next call. False when all was given. A file that cannot be read, is too large or is no
/// regular file becomes an UNREADABLE frame.
bool zp_feed_next(zp_feed *feed, uv_buf_t *out);
bool zp_feed_finished(const zp_feed *feed);
/// Closes the file; the room stays, for a part may still be on its way. May be called again and again.
void zp_feed_stop(zp_feed *feed);
void zp_feed_free(zp_feed *feed);
