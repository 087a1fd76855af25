// feed.c: files -> frames. Opened without waiting for the other end of a pipe; never a byte more than a worker takes.
#include "batch/feed.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/worker.h"

enum { FILE_CLOSED = -1, FILE_NAMED = -2 };  // named: its name was sent, it is to be opened

void zp_feed_start(zp_feed *feed, uint32_t id, const zp_bundle *bundle)
{
  *feed = (zp_feed){ .id = id, .bundle = bundle, .file = FILE_CLOSED, .room = feed->room };
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

/// code NUL argument 1 NUL argument 2; the file is done with.
static uv_buf_t unreadable(zp_feed *feed, zp_status status, zp_text first, zp_text second)
{
  size_t len = append(feed, 0, zp_status_code(status), strlen(zp_status_code(status)) + 1);
  len = append(feed, len, first.ptr, first.len);
  len = append(feed, len, "", 1);
  len = append(feed, len, second.ptr, second.len);
  if (feed->file >= 0) close(feed->file);
  feed->file = FILE_CLOSED;
  feed->sent = 0;
  feed->at++;
  return frame_of(feed, ZP_FRAME_UNREADABLE, len);
}

static uv_buf_t unreadable_cause(zp_feed *feed, int cause)
{
  char room[ZP_ERROR_ARG];
  return unreadable(feed, ZP_E_OPEN, zp_error_cause(cause, room), (zp_text){ NULL, 0 });
}

/// 0 or errno.
static int open_regular(const char *path, int *file)
{
  struct stat is;
  *file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (*file < 0) return errno;
  if (fstat(*file, &is) != 0) return errno;
  if (S_ISDIR(is.st_mode)) return EISDIR;
  return S_ISREG(is.st_mode) ? 0 : ENOTSUP;
}

static uv_buf_t begin_file(zp_feed *feed)
{
  zp_text shown = feed->bundle->files[feed->at].shown;
  feed->file = FILE_NAMED;
  return frame_of(feed, ZP_FRAME_FILE, append(feed, 0, shown.ptr, shown.len));
}

static uv_buf_t next_part(zp_feed *feed)
{
  if (feed->file == FILE_NAMED) {
    int cause = open_regular(feed->bundle->files[feed->at].path.ptr, &feed->file);
    if (cause != 0) return unreadable_cause(feed, cause);
  }
  ssize_t got;
  do got = read(feed->file, feed->room + ZP_FRAME_HEAD, ZP_FRAME_PART);
  while (got < 0 && errno == EINTR);
  if (got < 0) return unreadable_cause(feed, errno);
  feed->sent += (uint64_t)got;
  if (feed->sent > ZP_INPUT_MOST) return unreadable(feed, ZP_E_TOO_LARGE, zp_word_arg(ZP_W_THE_FILE), ZP_TEXT("64 MiB"));
  if (got > 0) return frame_of(feed, ZP_FRAME_DATA, (size_t)got);
  close(feed->file);
  feed->file = FILE_CLOSED;
  feed->sent = 0;
  feed->at++;
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
    feed->finished = true;
  }
  return true;
}
