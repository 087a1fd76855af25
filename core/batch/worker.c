// worker.c: frames in, files together, zp_run, result out. All memory of a task is in one arena.
#include "batch/worker.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/digest.h"
#include "batch/frame.h"
#include "store/result_file.h"

/// Bytes of memory that are kept from one task to the next.
enum { KEPT = 4 << 20 };

/// A file on its way in.
typedef struct incoming {
  zp_text name;
  char *bytes;
  size_t len, capacity;
  zp_text digest;   // of the bytes, in hex
} incoming;

/// What was read of the pipe and not taken yet: many frames are small.
typedef struct inflow {
  int file;
  size_t at, len;
  char room[64 * 1024];
} inflow;

typedef struct task {
  inflow *in;
  const zp_lexicon *lexicon;  // one for all tasks
  zp_arena *arena;
  uint32_t id;
  incoming *files;  // the last one may be incomplete
  size_t count, capacity;
  size_t bytes;     // of all files
  bool open;        // the last one is
  bool answered;    // what comes next is another task, maybe the same files once more
  zp_findings unreadable;
} task;

// ---- the pipes -----------------------------------------------------------------------------------------------------

static zp_status broken(zp_error *err, const char *what)
{
  return zp_fail_with(err, ZP_E_FRAME, NULL, what);
}

/// Up to `size` bytes as they come; 0 at the end of the pipe, or when it breaks.
static size_t read_some(int file, char *room, size_t size)
{
  for (;;) {
    ssize_t got = read(file, room, size);
    if (got >= 0) return (size_t)got;
    if (errno != EINTR) return 0;
  }
}

/// False at the end of the pipe, or when it breaks.
static bool take(inflow *in, void *room, size_t size)
{
  char *to = room;
  while (size > 0) {
    if (in->at == in->len && size < sizeof in->room) {
      in->at = 0;
      in->len = read_some(in->file, in->room, sizeof in->room);
      if (in->len == 0) return false;
    }
    size_t got = in->len - in->at < size ? in->len - in->at : size;
    if (got != 0) memcpy(to, in->room + in->at, got);
    else got = read_some(in->file, to, size);  // much of it: not by way of the room
    if (got == 0) return false;
    if (in->at < in->len) in->at += got;
    to += got;
    size -= got;
  }
  return true;
}

static bool put(int file, struct iovec *parts, int count)
{
  while (count > 0) {
    ssize_t done = writev(file, parts, count);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    for (; count > 0 && (size_t)done >= parts->iov_len; parts++, count--) done -= (ssize_t)parts->iov_len;
    if (count == 0) break;
    parts->iov_base = (char *)parts->iov_base + done;
    parts->iov_len -= (size_t)done;
  }
  return true;
}

static zp_status answer(const zp_worker *worker, zp_frame_type type, uint32_t id, zp_text bytes, zp_error *err)
{
  unsigned char head[ZP_FRAME_HEAD];
  const zp_frame frame = { type, id, (uint32_t)bytes.len };
  zp_frame_put_head(&frame, head);
  if (bytes.len > ZP_FRAME_MOST) return broken(err, "too long");
  union { const char *from; void *to; } both = { .from = bytes.ptr };  // writev reads only
  struct iovec parts[] = { { head, sizeof head }, { both.to, bytes.len } };
  return put(worker->out, parts, bytes.len == 0 ? 1 : 2) ? ZP_OK : broken(err, "write");
}

static zp_status answer_failure(const zp_worker *worker, const task *t, const zp_error *failure, zp_error *err)
{
  char room[64 + sizeof failure->arg];
  size_t len = zp_frame_put_failure(failure->status, zp_text_from(failure->arg[0]), zp_text_from(failure->arg[1]), room, sizeof room);
  return answer(worker, ZP_FRAME_FAILED, t->id, (zp_text){ room, len }, err);
}

// ---- files ---------------------------------------------------------------------------------------------------------

static zp_status begin_file(task *t, zp_text name, zp_error *err)
{
  if (t->open || t->count >= ZP_BUNDLE_FILES_MOST) return broken(err, "file");
  incoming *files = zp_arena_grow(t->arena, t->files, t->count, &t->capacity, sizeof *files);
  if (files == NULL) return zp_fail_memory(err);
  t->files = files;
  files[t->count++] = (incoming){ .name = name };
  t->open = true;
  return ZP_OK;
}

/// Room for `more` bytes in the file that is open.
static char *reserve(task *t, size_t more)
{
  incoming *file = &t->files[t->count - 1];
  if (more > file->capacity - file->len) {
    size_t capacity = file->capacity * 2 < file->len + more ? file->len + more : file->capacity * 2;
    char *larger = zp_arena_enlarge(t->arena, file->bytes, file->capacity, capacity);
    if (larger == NULL) return NULL;
    file->bytes = larger;
    file->capacity = capacity;
  }
  return file->bytes + file->len;
}

static zp_status take_data(task *t, size_t len, zp_error *err)
{
  if (!t->open || len > ZP_INPUT_MOST - t->files[t->count - 1].len || len > ZP_BUNDLE_MOST - t->bytes)
    return broken(err, "data");
  char *room = reserve(t, len);
  if (room == NULL) return zp_fail_memory(err);
  if (!take(t->in, room, len)) return broken(err, "read");
  t->files[t->count - 1].len += len;
  t->bytes += len;
  return ZP_OK;
}

/// The digest was made by whoever read the file; without one it is made here.
static zp_status end_file(task *t, size_t len, zp_error *err)
{
  unsigned char digest[ZP_DIGEST_BYTES];
  if (!t->open || (len != 0 && len != ZP_DIGEST_BYTES)) return broken(err, "end");
  t->open = false;
  if (len == 0) return ZP_OK;
  if (!take(t->in, digest, sizeof digest)) return broken(err, "read");
  char *hex = zp_arena_bytes(t->arena, ZP_DIGEST_HEX + 1);
  if (hex == NULL) return zp_fail_memory(err);
  t->files[t->count - 1].digest = zp_digest_print(digest, hex);
  return ZP_OK;
}

static zp_status drop_file(task *t, zp_text words, zp_error *err)
{
  if (!t->open) return broken(err, "unreadable");
  zp_status status;
  zp_text first, second, none = { NULL, 0 };
  zp_place whole = { .file = t->files[t->count - 1].name };
  if (!zp_frame_take_failure(words, &status, &first, &second)) return broken(err, "code");
  zp_findings_add(&t->unreadable, status, &whole, first, second, none);
  t->count--;
  t->open = false;
  return ZP_OK;
}

// ---- running -------------------------------------------------------------------------------------------------------

static zp_status run(const zp_worker *worker, task *t, zp_text *out, zp_error *err)
{
  zp_input_bytes *inputs = ZP_TAKE(t->arena, zp_input_bytes, t->count);
  zp_result *result = NULL;
  zp_sink sink = { .arena = t->arena };
  if (inputs == NULL || t->unreadable.lost) return zp_fail_memory(err);
  for (size_t i = 0; i < t->count; i++)
    inputs[i] = (zp_input_bytes){ t->files[i].name, { t->files[i].bytes, t->files[i].len }, t->files[i].digest };
  const zp_job job = { .inputs = inputs, .input_count = t->count, .readers = worker->readers, .encoding = worker->encoding,
                       .layouts = worker->layouts, .lexicon = t->lexicon, .host = worker->host, .arena = t->arena, .noticed = &t->unreadable,
                       .shadow = worker->shadow, .review = worker->review };
  if (zp_run(&job, &result, err) != ZP_OK) return err->status;
  if (zp_part_pack(result, &sink, err) != ZP_OK) return err->status;
  *out = (zp_text){ sink.bytes, sink.len };
  return ZP_OK;
}

static zp_status run_and_answer(const zp_worker *worker, task *t, zp_error *err)
{
  zp_error failure = { 0 };
  zp_text bytes = { NULL, 0 };
  if (t->open) return broken(err, "run");
  t->answered = true;
  if (run(worker, t, &bytes, &failure) != ZP_OK) return answer_failure(worker, t, &failure, err);
  return answer(worker, ZP_FRAME_RESULT, t->id, bytes, err);
}

// ---- frames --------------------------------------------------------------------------------------------------------

static zp_status begin_task(task *t, uint32_t id, zp_error *err)
{
  zp_arena *arena = t->arena == NULL ? zp_arena_new(NULL, 0) : t->arena;
  if (t->arena != NULL) zp_arena_reset(arena, KEPT);
  *t = (task){ .in = t->in, .lexicon = t->lexicon, .arena = arena, .id = id };
  t->unreadable.arena = t->arena;
  return t->arena == NULL ? zp_fail_memory(err) : ZP_OK;
}

static zp_status take_text(task *t, const zp_frame *frame, zp_text *out, zp_error *err)
{
  enum { NAME_MOST = 16 * 1024 };
  char *room = frame->len > NAME_MOST ? NULL : zp_arena_bytes(t->arena, (size_t)frame->len + 1);
  if (frame->len > NAME_MOST) return broken(err, "name");
  if (room == NULL) return zp_fail_memory(err);
  if (!take(t->in, room, frame->len)) return broken(err, "read");
  *out = (zp_text){ room, frame->len };
  return ZP_OK;
}

static zp_status obey(const zp_worker *worker, task *t, const zp_frame *frame, zp_error *err)
{
  zp_text text = { NULL, 0 };
  if ((t->arena == NULL || t->answered || frame->id != t->id) && begin_task(t, frame->id, err) != ZP_OK) return err->status;
  switch (frame->type) {
    case ZP_FRAME_FILE:
      return take_text(t, frame, &text, err) == ZP_OK ? begin_file(t, text, err) : err->status;
    case ZP_FRAME_DATA: return take_data(t, frame->len, err);
    case ZP_FRAME_END: return end_file(t, frame->len, err);
    case ZP_FRAME_UNREADABLE:
      return take_text(t, frame, &text, err) == ZP_OK ? drop_file(t, text, err) : err->status;
    case ZP_FRAME_RUN: return run_and_answer(worker, t, err);
    default: return broken(err, "type");
  }
}

zp_text zp_worker_rules(zp_text pack, zp_text forms, zp_arena *arena)
{
  return zp_text_format(arena, "%.*s %.*s", ZP_ARG(pack), ZP_ARG(forms));
}

/// READY says by which rules.
static zp_status say_ready(const zp_worker *worker, zp_error *err)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  if (arena == NULL) return zp_fail_memory(err);
  zp_text rules = zp_worker_rules(zp_host_policy(worker->host)->digest, worker->layouts->digest, arena);
  zp_status status = rules.ptr == NULL ? zp_fail_memory(err) : answer(worker, ZP_FRAME_READY, 0, rules, err);
  zp_arena_free(arena);
  return status;
}

zp_status zp_worker_serve(const zp_worker *worker, zp_error *err)
{
  inflow *in = calloc(1, sizeof *in);
  zp_arena *lasting = zp_arena_new(NULL, 0);  // the words of the forms outlive every bundle
  zp_lexicon lexicon;
  task t = { .in = in, .lexicon = &lexicon };
  unsigned char head[ZP_FRAME_HEAD];
  zp_frame frame;
  zp_status status = in == NULL || lasting == NULL ? zp_fail_memory(err) : zp_lexicon_make(worker->layouts, lasting, &lexicon, err);
  if (status == ZP_OK) {
    in->file = worker->in;
    status = say_ready(worker, err);
  }
  while (status == ZP_OK && take(t.in, head, sizeof head))
    status = zp_frame_take_head(head, &frame) ? obey(worker, &t, &frame, err) : broken(err, "head");
  zp_arena_free(t.arena);
  zp_arena_free(lasting);
  free(in);
  return status;
}
