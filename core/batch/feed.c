// feed.c: files -> frames. Opened without waiting for the other end of a pipe; never a byte more than a worker takes.
#include "batch/feed.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/worker.h"

enum { FILE_CLOSED = -1, FILE_NAMED = -2 };  // named: its name was sent, it is to be opened
enum { NAME_MOST = 16 * 1024, WORDS = 1024, LEAST_ROOM = ZP_FRAME_HEAD + NAME_MOST };  // bytes of a name, of a failure; of the longest of such frames
_Static_assert((int)ZP_FEED_ROOM <= (int)ZP_FRAME_PART, "a frame is no longer than the room");

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

/// Where the bytes of the next frame go.
static char *body(const zp_feed *feed)
{
  return feed->room + feed->used + ZP_FRAME_HEAD;
}

/// The head in front of `len` bytes that are there already.
static void add_frame(zp_feed *feed, zp_frame_type type, size_t len)
{
  const zp_frame frame = { type, feed->id, (uint32_t)len };
  zp_frame_put_head(&frame, (unsigned char *)feed->room + feed->used);
  feed->used += ZP_FRAME_HEAD + len;
}

/// The file is done with.
static void leave_file(zp_feed *feed, int cause)
{
  zp_print_close(&feed->print, &feed->file, cause);
  feed->file = FILE_CLOSED;
  feed->at++;
}

static void unreadable(zp_feed *feed, int cause)
{
  char room[ZP_ERROR_ARG];
  zp_text none = { NULL, 0 };
  leave_file(feed, cause);
  size_t len = cause == EFBIG ? zp_frame_put_failure(ZP_E_TOO_LARGE, zp_word_arg(ZP_W_THE_FILE), ZP_TEXT("64 MiB"), body(feed), WORDS)
                              : zp_frame_put_failure(ZP_E_OPEN, zp_error_cause(cause, room), none, body(feed), WORDS);
  add_frame(feed, ZP_FRAME_UNREADABLE, len);
}

static void begin_file(zp_feed *feed)
{
  zp_text shown = feed->bundle->files[feed->at].shown;
  size_t len = shown.len < NAME_MOST ? shown.len : NAME_MOST;
  feed->file = FILE_NAMED;
  if (len != 0) memcpy(body(feed), shown.ptr, len);
  add_frame(feed, ZP_FRAME_FILE, len);
}

static void end_file(zp_feed *feed)
{
  leave_file(feed, 0);
  memcpy(body(feed), feed->print.digest, ZP_DIGEST_BYTES);
  add_frame(feed, ZP_FRAME_END, ZP_DIGEST_BYTES);
}

static void next_part(zp_feed *feed)
{
  const zp_intake_file *from = &feed->bundle->files[feed->at];
  if (feed->file == FILE_NAMED) {
    int cause = zp_print_open(&feed->print, from, &feed->file);
    if (cause != 0) {
      unreadable(feed, cause);
      return;
    }
  }
  ssize_t got;
  size_t part = zp_print_part(&feed->print, from, ZP_FEED_ROOM - feed->used - ZP_FRAME_HEAD);
  do got = read(feed->file, body(feed), part);
  while (got < 0 && errno == EINTR);
  if (got < 0) {
    unreadable(feed, errno);
  } else if ((uint64_t)got > ZP_INPUT_MOST - feed->print.len) {
    unreadable(feed, EFBIG);
  } else if (got == 0) {
    end_file(feed);
  } else {
    zp_print_bytes(&feed->print, (zp_text){ body(feed), (size_t)got });
    add_frame(feed, ZP_FRAME_DATA, (size_t)got);
  }
}

static void end_task(zp_feed *feed)
{
  add_frame(feed, ZP_FRAME_RUN, 0);
  zp_print_end(&feed->print);
  feed->given = feed->print.out;
  feed->finished = true;
}

bool zp_feed_next(zp_feed *feed, uv_buf_t *out)
{
  if (feed->finished) return false;
  if (feed->room == NULL) feed->room = malloc(ZP_FEED_ROOM);
  if (feed->room == NULL) return false;  // the deadline ends the task
  feed->used = 0;
  // What is small goes out at once: to send a frame, and to be woken by it, takes longer than to fill it.
  while (!feed->finished && ZP_FEED_ROOM - feed->used >= LEAST_ROOM) {
    if (feed->at == feed->bundle->count) end_task(feed);
    else if (feed->file == FILE_CLOSED) begin_file(feed);
    else next_part(feed);
  }
  *out = uv_buf_init(feed->room, (unsigned)feed->used);
  return true;
}
