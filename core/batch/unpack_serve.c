// unpack_serve.c: the process that looks into an archive: all of it in, its members out.
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "batch/frame.h"
#include "batch/unpack.h"

typedef struct server {
  int in, out;
  zp_arena *arena;
  char *bytes;
  size_t len, capacity;
} server;

static bool take(int file, char *room, size_t size)
{
  while (size > 0) {
    ssize_t got = read(file, room, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    room += got;
    size -= (size_t)got;
  }
  return true;
}

static bool put(int file, const char *bytes, size_t size)
{
  while (size > 0) {
    ssize_t done = write(file, bytes, size);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    bytes += done;
    size -= (size_t)done;
  }
  return true;
}

static bool put_frame(const server *s, zp_frame_type type, zp_text bytes)
{
  unsigned char head[ZP_FRAME_HEAD];
  const zp_frame frame = { type, 1, (uint32_t)bytes.len };
  zp_frame_put_head(&frame, head);
  return put(s->out, (const char *)head, sizeof head) && put(s->out, bytes.ptr, bytes.len);
}

// ---- the sink ---------------------------------------------------------------------------------

static bool begin(void *context, zp_text name)
{
  return put_frame(context, ZP_FRAME_FILE, name);
}

static bool data(void *context, zp_text bytes)
{
  for (size_t at = 0; at < bytes.len; at += ZP_FRAME_PART) {
    size_t part = bytes.len - at < ZP_FRAME_PART ? bytes.len - at : ZP_FRAME_PART;
    if (!put_frame(context, ZP_FRAME_DATA, zp_text_slice(bytes, at, at + part))) return false;
  }
  return true;
}

static bool end(void *context)
{
  return put_frame(context, ZP_FRAME_END, (zp_text){ "", 0 });
}

/// FILE and UNREADABLE: code NUL argument 1 NUL argument 2.
static bool refuse(void *context, zp_text name, zp_status status, zp_text arg1, zp_text arg2)
{
  const server *s = context;
  zp_text code = zp_text_from(zp_status_code(status));
  char *words = zp_arena_bytes(s->arena, code.len + arg1.len + arg2.len + 2);
  if (words == NULL) return false;
  memcpy(words, code.ptr, code.len + 1);
  memcpy(words + code.len + 1, arg1.ptr, arg1.len);
  words[code.len + 1 + arg1.len] = '\0';
  memcpy(words + code.len + arg1.len + 2, arg2.ptr, arg2.len);
  return put_frame(s, ZP_FRAME_FILE, name) &&
         put_frame(s, ZP_FRAME_UNREADABLE, (zp_text){ words, code.len + arg1.len + arg2.len + 2 });
}

// ---- the archive ------------------------------------------------------------------------------

static bool take_data(server *s, size_t size)
{
  if (size > ZP_ARCHIVE_MOST - s->len) return false;
  if (size > s->capacity - s->len) {
    size_t capacity = s->capacity < ZP_FRAME_PART ? ZP_FRAME_PART : s->capacity * 2;
    char *larger = zp_arena_enlarge(s->arena, s->bytes, s->capacity, capacity);
    if (larger == NULL) return false;
    s->bytes = larger;
    s->capacity = capacity;
  }
  if (!take(s->in, s->bytes + s->len, size)) return false;
  s->len += size;
  return true;
}

static zp_status finish(const server *s, const zp_archive_reader *reader, void *state,
                        zp_error *err)
{
  const zp_archive_sink sink = { (void *)(uintptr_t)s, begin, data, end, refuse };
  zp_error failure = { 0 };
  bool package = false;
  reader->unpack(state, (zp_text){ s->bytes, s->len }, &sink, &package, s->arena, &failure);
  const char *code = zp_status_code(failure.status);
  bool told = failure.status == ZP_OK
                  ? put_frame(s, ZP_FRAME_RESULT, package ? ZP_TEXT("package") : (zp_text){ "", 0 })
                  : put_frame(s, ZP_FRAME_FAILED, zp_text_from(code));
  return told ? ZP_OK : zp_fail_with(err, ZP_E_FRAME, NULL, "write");
}

zp_status zp_unpack_serve(const zp_archive_reader *reader, void *state, int in, int out,
                          zp_error *err)
{
  server s = { .in = in, .out = out, .arena = zp_arena_new(NULL, 0) };
  unsigned char head[ZP_FRAME_HEAD];
  zp_frame frame;
  zp_status status = s.arena == NULL ? zp_fail_memory(err) : ZP_OK;
  while (status == ZP_OK) {
    bool sound = take(in, (char *)head, sizeof head) && zp_frame_take_head(head, &frame);
    if (sound && frame.type == ZP_FRAME_RUN && frame.len == 0) {
      status = finish(&s, reader, state, err);
      break;
    }
    if (!sound || frame.type != ZP_FRAME_DATA || !take_data(&s, frame.len))
      status = zp_fail_with(err, ZP_E_FRAME, NULL, "archive");
  }
  zp_arena_free(s.arena);
  return status;
}
