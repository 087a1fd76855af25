// pool.c: one slot per worker: start, wait until it is ready, feed it a task, take its answer; when it dies, start another.
#include "batch/pool.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/feed.h"
#include "batch/frame.h"
#include "batch/progress_page.h"

enum { START_DEADLINE = 60000, STARTS_FAILED_MOST = 3, READ_ROOM = 64 * 1024, KEPT_ROOM = 1 << 20, HANDLES = 4, LOOKS = 16 };

typedef enum slot_state { SLOT_EMPTY, SLOT_STARTING, SLOT_IDLE, SLOT_BUSY, SLOT_CLOSING } slot_state;

typedef struct slot {
  zp_pool *pool;
  slot_state state;
  uv_process_t process;
  uv_pipe_t in, out;       // ours: to its standard input, from its standard output
  uv_timer_t timer;
  unsigned open;           // handles that are not closed yet
  zp_progress *page;       // shared with the worker
  uint32_t looks[LOOKS];   // where it was, so many times before its deadline
  unsigned looked;
  uint32_t task;
  bool has_task, late, garbled;
  int signal;
  int64_t status;
  uv_write_t write;
  bool writing;            // a part is on its way
  zp_feed feed;
  unsigned char head[ZP_FRAME_HEAD];
  size_t head_len;
  zp_frame frame;
  char *bytes;             // of the frame that is coming in
  size_t len, capacity;
  char room[READ_ROOM];
} slot;

struct zp_pool {
  zp_pool_setup setup;
  slot *slots;
  size_t active;
  unsigned starts_failed;
  bool closing, broken;
  uv_async_t waker;
};

static void pump(zp_pool *pool);

// ---- ends ----------------------------------------------------------------------------------------------------------

static void tell(slot *s, const zp_answer *answer)
{
  zp_pool *pool = s->pool;
  if (!s->has_task) return;
  s->has_task = false;
  pool->active--;
  zp_feed_stop(&s->feed);
  uv_timer_stop(&s->timer);
  if (!pool->closing) pool->setup.done(pool->setup.context, s->task, answer);
}

static void give_up(zp_pool *pool, const zp_error *err)
{
  if (pool->broken || pool->closing) return;
  pool->broken = true;
  pool->setup.broken(pool->setup.context, err);
}

/// One that is late was in that function most of the time; being there at the end says nothing.
static bool stayed(const slot *s, uint32_t inside)
{
  unsigned there = 0;
  for (unsigned i = 0; i < s->looked; i++) there += s->looks[i] == inside;
  return there > LOOKS / 2;
}

/// What the worker was in when it ended. It may write there what it likes.
static size_t place_of(const slot *s)
{
  const zp_quarantine *q = s->pool->setup.quarantine;
  uint32_t inside = s->page == NULL ? 0 : s->page->inside;
  if (q == NULL || inside == 0 || inside > zp_host_functions(q->host) || inside > ZP_FUNCTIONS_MOST) return SIZE_MAX;
  return s->late && !stayed(s, inside) ? SIZE_MAX : inside - 1;
}

static void tell_death(slot *s)
{
  zp_answer answer = { .end = ZP_TASK_DIED, .signal = s->signal, .status = s->status, .place = place_of(s) };
  zp_progress_page_free(s->page);
  s->page = NULL;
  if (s->late) answer.end = ZP_TASK_LATE;
  else if (s->garbled) answer.end = ZP_TASK_GARBLED;
  tell(s, &answer);
}

static void on_closed(uv_handle_t *handle)
{
  slot *s = handle->data;
  if (--s->open != 0) return;
  s->state = SLOT_EMPTY;
  free(s->bytes);
  s->bytes = NULL;
  s->len = s->capacity = s->head_len = 0;
  tell_death(s);
  pump(s->pool);
}

static void close_handles(slot *s)
{
  uv_handle_t *all[HANDLES] = { (uv_handle_t *)&s->process, (uv_handle_t *)&s->in, (uv_handle_t *)&s->out,
                                (uv_handle_t *)&s->timer };
  s->state = SLOT_CLOSING;
  for (int i = 0; i < HANDLES; i++)
    if (!uv_is_closing(all[i])) uv_close(all[i], on_closed);
}

static void on_end(uv_process_t *process, int64_t status, int signal)
{
  slot *s = process->data;
  zp_pool *pool = s->pool;
  s->status = status;
  s->signal = signal;
  if (s->state == SLOT_STARTING && !pool->closing && ++pool->starts_failed >= STARTS_FAILED_MOST) {
    zp_error err = { 0 };
    char room[32];
    int len = snprintf(room, sizeof room, "%s %d", signal != 0 ? "signal" : "exit", signal != 0 ? signal : (int)status);
    zp_fail(&err, ZP_E_WORKER_START, NULL, zp_text_from(pool->setup.program), (zp_text){ room, (size_t)len },
            (zp_text){ NULL, 0 });
    give_up(pool, &err);
  }
  if (s->state != SLOT_CLOSING) close_handles(s);
}

/// The rest follows in on_end.
static void end_worker(slot *s)
{
  if (s->state == SLOT_EMPTY || s->state == SLOT_CLOSING) return;
  uv_process_kill(&s->process, SIGKILL);
}

static void on_deadline(uv_timer_t *timer)
{
  slot *s = timer->data;
  if (s->has_task) s->looks[s->looked++] = s->page->inside;
  if (s->has_task && s->looked < LOOKS) return;
  uv_timer_stop(timer);
  s->late = s->has_task;
  end_worker(s);
}

// ---- answers -------------------------------------------------------------------------------------------------------

static void garbled(slot *s)
{
  s->garbled = true;
  end_worker(s);
}

static void tell_refusal(slot *s, zp_text words)
{
  zp_answer answer = { .end = ZP_TASK_REFUSED };
  zp_status status;
  zp_text first, second;
  if (!zp_frame_take_failure(words, &status, &first, &second)) status = ZP_E_INTERNAL;
  zp_fail(&answer.failure, status, NULL, first, second, (zp_text){ NULL, 0 });
  tell(s, &answer);
}

/// Rules that are edited during a run would make a result of two kinds.
static bool check_rules(slot *s, zp_text rules)
{
  const zp_pool_setup *setup = &s->pool->setup;
  zp_error err = { 0 };
  if (zp_text_equal(setup->ready, rules)) return true;
  zp_fail(&err, ZP_E_WORKER_START, NULL, zp_text_from(setup->program), zp_word_arg(ZP_W_CAUSE_RULES), (zp_text){ NULL, 0 });
  give_up(s->pool, &err);
  return false;
}

/// A whole frame is in. False: it should not have come.
static bool take_frame(slot *s)
{
  zp_text bytes = { s->bytes, s->len };
  if (s->state == SLOT_STARTING && s->frame.type == ZP_FRAME_READY) {
    if (!check_rules(s, bytes)) return false;
    s->state = SLOT_IDLE;
    s->pool->starts_failed = 0;
    uv_timer_stop(&s->timer);
    return true;
  }
  if (s->state != SLOT_BUSY || !zp_feed_finished(&s->feed) || s->frame.id != s->task) return false;
  if (s->frame.type == ZP_FRAME_RESULT) tell(s, &(zp_answer){ .end = ZP_TASK_DONE, .bytes = bytes, .given = &s->feed.given });
  else if (s->frame.type == ZP_FRAME_FAILED) tell_refusal(s, bytes);
  else return false;
  s->state = SLOT_IDLE;
  return true;
}

/// Room for the frame grows with the bytes that come, not with what its head declares.
static bool keep(slot *s, const char *bytes, size_t size)
{
  if (size > s->capacity - s->len) {
    size_t capacity = s->capacity < READ_ROOM ? READ_ROOM : s->capacity * 2;
    if (capacity < s->len + size) capacity = s->len + size;
    char *larger = realloc(s->bytes, capacity);
    if (larger == NULL) return false;
    s->bytes = larger;
    s->capacity = capacity;
  }
  if (size != 0) memcpy(s->bytes + s->len, bytes, size);
  s->len += size;
  return true;
}

static bool take_bytes(slot *s, const char *bytes, size_t size)
{
  while (size > 0 || (s->head_len == ZP_FRAME_HEAD && s->len == s->frame.len)) {
    if (s->head_len < ZP_FRAME_HEAD) {
      size_t part = ZP_FRAME_HEAD - s->head_len < size ? ZP_FRAME_HEAD - s->head_len : size;
      memcpy(s->head + s->head_len, bytes, part);
      s->head_len += part;
      bytes += part;
      size -= part;
      if (s->head_len == ZP_FRAME_HEAD && !zp_frame_take_head(s->head, &s->frame)) return false;
      continue;
    }
    size_t part = s->frame.len - s->len < size ? s->frame.len - s->len : size;
    if (!keep(s, bytes, part)) return false;
    bytes += part;
    size -= part;
    if (s->len < s->frame.len) continue;
    if (!take_frame(s)) return false;
    s->head_len = s->len = 0;
  }
  return true;
}

static void on_room(uv_handle_t *handle, size_t suggested, uv_buf_t *out)
{
  slot *s = handle->data;
  (void)suggested;
  *out = uv_buf_init(s->room, sizeof s->room);
}

/// The room of a very long answer is not kept.
static void release(slot *s)
{
  if (s->capacity <= KEPT_ROOM || s->len != 0) return;
  free(s->bytes);
  s->bytes = NULL;
  s->capacity = 0;
}

static void on_read(uv_stream_t *stream, ssize_t got, const uv_buf_t *buffer)
{
  slot *s = stream->data;
  if (got < 0) {
    uv_read_stop(stream);
    end_worker(s);
    return;
  }
  if (s->state == SLOT_CLOSING) return;
  if (!take_bytes(s, buffer->base, (size_t)got)) {
    uv_read_stop(stream);
    garbled(s);
    return;
  }
  release(s);
  if (s->state == SLOT_IDLE) pump(s->pool);
}

// ---- feeding -------------------------------------------------------------------------------------------------------

static void feed_on(slot *s);

static void on_written(uv_write_t *write, int status)
{
  slot *s = write->data;
  s->writing = false;
  if (s->state != SLOT_BUSY) return;
  if (status != 0) end_worker(s);
  else feed_on(s);
}

static void feed_on(slot *s)
{
  uv_buf_t part;
  if (!s->has_task || s->writing || !zp_feed_next(&s->feed, &part)) return;
  s->write.data = s;
  s->writing = true;
  if (uv_write(&s->write, (uv_stream_t *)&s->in, &part, 1, on_written) != 0) end_worker(s);
}

static void begin(slot *s, uint32_t id, const zp_bundle *bundle)
{
  s->state = SLOT_BUSY;
  s->task = id;
  s->has_task = true;
  s->late = s->garbled = false;
  s->pool->active++;
  const zp_quarantine *q = s->pool->setup.quarantine;
  uint64_t look = (s->pool->setup.deadline + LOOKS - 1) / LOOKS;
  s->looked = 0;
  s->page->inside = 0;
  if (q != NULL) memcpy(s->page->barred, q->barred, sizeof q->barred);
  zp_feed_start(&s->feed, id, bundle, q == NULL ? (zp_text){ NULL, 0 } : q->base);
  uv_timer_start(&s->timer, on_deadline, look, look);
  feed_on(s);
}

// ---- starting ------------------------------------------------------------------------------------------------------

/// `page`: the file behind s->page.
static int spawn(slot *s, int page)
{
  const zp_pool_setup *setup = &s->pool->setup;
  uv_stdio_container_t pipes[] = {
    { .flags = (uv_stdio_flags)(UV_CREATE_PIPE | UV_READABLE_PIPE), .data.stream = (uv_stream_t *)&s->in },
    { .flags = (uv_stdio_flags)(UV_CREATE_PIPE | UV_WRITABLE_PIPE), .data.stream = (uv_stream_t *)&s->out },
    { .flags = UV_INHERIT_FD, .data.fd = 2 },  // what a sanitizer or the C library has to say
    { .flags = UV_INHERIT_FD, .data.fd = page },
  };
  const uv_process_options_t options = { .exit_cb = on_end, .file = setup->program, .args = setup->arguments,
                                         .stdio_count = sizeof pipes / sizeof pipes[0], .stdio = pipes };
  uv_pipe_init(setup->loop, &s->in, 0);
  uv_pipe_init(setup->loop, &s->out, 0);
  uv_timer_init(setup->loop, &s->timer);
  s->process.data = s->in.data = s->out.data = s->timer.data = s;
  s->open = HANDLES;
  s->state = SLOT_STARTING;
  int cause = uv_spawn(setup->loop, &s->process, &options);
  s->process.data = s;
  if (cause == 0) cause = uv_read_start((uv_stream_t *)&s->out, on_room, on_read);
  return cause;
}

static void start(slot *s)
{
  int page, cause = zp_progress_page_new(&s->page, &page);
  bool paged = cause == 0;
  cause = paged ? spawn(s, page) : uv_translate_sys_error(cause);
  if (paged) close(page);
  if (cause == 0) {
    uv_timer_start(&s->timer, on_deadline, START_DEADLINE, 0);
    return;
  }
  zp_error err = { 0 };
  zp_fail(&err, ZP_E_WORKER_START, NULL, zp_text_from(s->pool->setup.program), zp_text_from(uv_strerror(cause)),
          (zp_text){ NULL, 0 });
  if (paged) close_handles(s);
  give_up(s->pool, &err);
}

/// Gives tasks to idle workers, and starts workers for those that are left.
static void pump(zp_pool *pool)
{
  if (pool->closing || pool->broken) return;
  size_t starting = 0;
  for (size_t i = 0; i < pool->setup.workers; i++) starting += pool->slots[i].state == SLOT_STARTING;
  for (size_t i = 0; i < pool->setup.workers; i++) {
    slot *s = &pool->slots[i];
    uint32_t id;
    const zp_bundle *bundle;
    if (s->state == SLOT_IDLE && pool->setup.next(pool->setup.context, &id, &bundle)) begin(s, id, bundle);
  }
  for (size_t i = 0; i < pool->setup.workers && !pool->broken; i++) {
    slot *s = &pool->slots[i];
    if (s->state != SLOT_EMPTY || !pool->setup.more(pool->setup.context, starting)) continue;
    start(s);
    starting++;
  }
}

static void on_wake(uv_async_t *waker)
{
  pump(waker->data);
}

// ---- the pool ------------------------------------------------------------------------------------------------------

zp_status zp_pool_open(const zp_pool_setup *setup, zp_pool **out, zp_error *err)
{
  zp_pool *pool = calloc(1, sizeof *pool);
  size_t size = setup->workers * sizeof *pool->slots;
  if (pool != NULL) pool->slots = aligned_alloc(_Alignof(slot), size);  // the hash of a feed asks for it
  if (pool != NULL && pool->slots != NULL) memset(pool->slots, 0, size);
  if (pool == NULL || pool->slots == NULL || uv_async_init(setup->loop, &pool->waker, on_wake) != 0) {
    if (pool != NULL) free(pool->slots);
    free(pool);
    return zp_fail_memory(err);
  }
  pool->setup = *setup;
  pool->waker.data = pool;
  for (size_t i = 0; i < setup->workers; i++) pool->slots[i].pool = pool;
  *out = pool;
  return ZP_OK;
}

void zp_pool_wake(zp_pool *pool)
{
  if (!pool->closing) uv_async_send(&pool->waker);
}

size_t zp_pool_active(const zp_pool *pool)
{
  return pool->active;
}

void zp_pool_close(zp_pool *pool, bool now)
{
  if (pool->closing) return;
  pool->closing = true;
  uv_close((uv_handle_t *)&pool->waker, NULL);
  for (size_t i = 0; i < pool->setup.workers; i++) {
    slot *s = &pool->slots[i];
    if (now || s->state != SLOT_IDLE) end_worker(s);
    else if (!uv_is_closing((uv_handle_t *)&s->in)) close_handles(s);  // the end of its input ends it
  }
}

void zp_pool_free(zp_pool *pool)
{
  if (pool == NULL) return;
  for (size_t i = 0; i < pool->setup.workers; i++) zp_feed_free(&pool->slots[i].feed);
  free(pool->slots);
  free(pool);
}
