// feed.c: files -> frames. Opened without waiting for the other end of a pipe; never a byte more than a worker takes.
#include "batch/feed.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/worker.h"

enum { FILE_CLOSED = -1, FILE_NAMED = -2 };  // named: its name was sent, it is to be opened

void zp_feed_start(zp_feed *feed, uint32_t id, const zp_bundle *bundle, zp_text base)
{
  *feed = (zp_feed){ .id = id, .bundle = bundle, .file = FILE_CLOSED, .room = feed->room };
  zp_fingerprint_start(&feed->hash, base, bundle->count);
}

void zp_feed_stop(zp_feed *feed)
{
  if (feed->file >= 0 && feed->bundle != NULL) close(feed->file);
  feed->file = FILE_CLOSED;
  feed->finished = true;
}

void zp_feed_free(zp_feed *feed)
{
  zp_feed_stop(feed);
  free(feed->room);
  *feed = (zp_feed){ .file = FILE_CLOSED };
}

bool zp_feed_finished(const zp_feed *feed)
{
  return feed->finished;
}

/// The head in front of `len` bytes that are in the room already.
static uv_buf_t frame_of(zp_feed *feed, zp_frame_type type, size_t len)
{
  const zp_frame frame = { type, feed->id, (uint32_t)len };
  zp_frame_put_head(&frame, (unsigned char *)feed->room);
  return uv_buf_init(feed->room, (unsigned)(ZP_FRAME_HEAD + len));
}

static size_t append(zp_feed *feed, size_t len, const char *text, size_t size)
{
  if (size > ZP_FRAME_PART - len) size = ZP_FRAME_PART - len;
  if (size != 0) memcpy(feed->room + ZP_FRAME_HEAD + len, text, size);
  return len + size;
}

/// The file is done with.
static void leave_file(zp_feed *feed, int cause)
{
  zp_fingerprint_end_file(&feed->hash, feed->sent, cause);
  if (feed->file >= 0) close(feed->file);
  feed->file = FILE_CLOSED;
  feed->sent = 0;
  feed->at++;
}

/// code NUL argument 1 NUL argument 2
static uv_buf_t unreadable(zp_feed *feed, zp_status status, zp_text first, zp_text second)
{
  size_t len = append(feed, 0, zp_status_code(status), strlen(zp_status_code(status)) + 1);
  len = append(feed, len, first.ptr, first.len);
  len = append(feed, len, "", 1);
  len = append(feed, len, second.ptr, second.len);
  return frame_of(feed, ZP_FRAME_UNREADABLE, len);
}

static uv_buf_t unreadable_cause(zp_feed *feed, int cause)
{
  char room[ZP_ERROR_ARG];
  leave_file(feed, cause);
  if (cause == EFBIG) return unreadable(feed, ZP_E_TOO_LARGE, zp_word_arg(ZP_W_THE_FILE), ZP_TEXT("64 MiB"));
  return unreadable(feed, ZP_E_OPEN, zp_error_cause(cause, room), (zp_text){ NULL, 0 });
}

static uv_buf_t begin_file(zp_feed *feed)
{
  zp_text shown = feed->bundle->files[feed->at].shown;
  feed->file = FILE_NAMED;
  zp_fingerprint_name(&feed->hash, shown);
  return frame_of(feed, ZP_FRAME_FILE, append(feed, 0, shown.ptr, shown.len));
}

static uv_buf_t next_part(zp_feed *feed)
{
  if (feed->file == FILE_NAMED) {
    int cause = zp_fingerprint_open(&feed->bundle->files[feed->at], &feed->file);
    if (cause != 0) return unreadable_cause(feed, cause);
  }
  ssize_t got;
  size_t part = zp_fingerprint_part(&feed->bundle->files[feed->at], feed->sent, ZP_FRAME_PART);
  do got = read(feed->file, feed->room + ZP_FRAME_HEAD, part);
  while (got < 0 && errno == EINTR);
  if (got < 0) return unreadable_cause(feed, errno);
  if ((uint64_t)got > ZP_INPUT_MOST - feed->sent) return unreadable_cause(feed, EFBIG);
  feed->sent += (uint64_t)got;
  if (got > 0) {
    zp_hash_add(&feed->hash, (zp_text){ feed->room + ZP_FRAME_HEAD, (size_t)got });
    return frame_of(feed, ZP_FRAME_DATA, (size_t)got);
  }
  leave_file(feed, 0);
  return frame_of(feed, ZP_FRAME_END, 0);
}

bool zp_feed_next(zp_feed *feed, uv_buf_t *out)
{
  if (feed->finished) return false;
  if (feed->room == NULL) feed->room = malloc(ZP_FRAME_HEAD + ZP_FRAME_PART);
  if (feed->room == NULL) return false;  // the deadline ends the task
  if (feed->at < feed->bundle->count) {
    *out = feed->file == FILE_CLOSED ? begin_file(feed) : next_part(feed);
  } else {
    *out = frame_of(feed, ZP_FRAME_RUN, 0);
    zp_fingerprint_end(&feed->hash, feed->digest);
    feed->finished = true;
  }
  return true;
}
