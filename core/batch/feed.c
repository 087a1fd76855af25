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
  zp_print_start(&feed->print, base, bundle->count);
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

/// The file is done with.
static void leave_file(zp_feed *feed, int cause)
{
  zp_print_close(&feed->print, &feed->file, cause);
  feed->file = FILE_CLOSED;
  feed->at++;
}

static uv_buf_t unreadable(zp_feed *feed, zp_status status, zp_text first, zp_text second)
{
  return frame_of(feed, ZP_FRAME_UNREADABLE,
                  zp_frame_put_failure(status, first, second, feed->room + ZP_FRAME_HEAD, ZP_FRAME_PART));
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
  size_t len = shown.len < ZP_FRAME_PART ? shown.len : ZP_FRAME_PART;
  feed->file = FILE_NAMED;
  if (len != 0) memcpy(feed->room + ZP_FRAME_HEAD, shown.ptr, len);
  return frame_of(feed, ZP_FRAME_FILE, len);
}

static uv_buf_t end_file(zp_feed *feed)
{
  leave_file(feed, 0);
  memcpy(feed->room + ZP_FRAME_HEAD, feed->print.digest, ZP_DIGEST_BYTES);
  return frame_of(feed, ZP_FRAME_END, ZP_DIGEST_BYTES);
}

static uv_buf_t next_part(zp_feed *feed)
{
  if (feed->file == FILE_NAMED) {
    int cause = zp_print_open(&feed->print, &feed->bundle->files[feed->at], &feed->file);
    if (cause != 0) return unreadable_cause(feed, cause);
  }
  ssize_t got;
  do got = read(feed->file, feed->room + ZP_FRAME_HEAD, ZP_FRAME_PART);
  while (got < 0 && errno == EINTR);
  if (got < 0) return unreadable_cause(feed, errno);
  if ((uint64_t)got > ZP_INPUT_MOST - feed->print.len) return unreadable_cause(feed, EFBIG);
  if (got == 0) return end_file(feed);
  zp_print_bytes(&feed->print, (zp_text){ feed->room + ZP_FRAME_HEAD, (size_t)got });
  return frame_of(feed, ZP_FRAME_DATA, (size_t)got);
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
    zp_print_end(&feed->print);
    feed->given = feed->print.out;
    feed->finished = true;
  }
  return true;
}
