// test_pool.c: workers that die, hang, lie or never start cost their own task and nothing else. This program is its own worker:
// called as `test_pool worker` it does what the first file of a task says.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>

#include "batch/frame.h"
#include "batch/pool.h"
#include "batch/progress_page.h"
#include "scratch.h"
#include "small_pack.h"

// ---- the worker ----------------------------------------------------------------------------------------------------

static bool take(void *room, size_t size)
{
  char *at = room;
  for (ssize_t got; size > 0; at += got, size -= (size_t)got)
    if ((got = read(STDIN_FILENO, at, size)) <= 0) return false;
  return true;
}

static void put(zp_frame_type type, uint32_t id, const char *text)
{
  unsigned char head[ZP_FRAME_HEAD];
  const zp_frame frame = { type, id, (uint32_t)strlen(text) };
  zp_frame_put_head(&frame, head);
  if (write(STDOUT_FILENO, head, sizeof head) < 0 || write(STDOUT_FILENO, text, strlen(text)) < 0) _exit(9);
}

/// As if it ran the first rule of the pack, or one there is not; "late" enters it when most of its time (1500 ms) is over.
static void enter(zp_progress *page, const char *what)
{
  if (strcmp(what, "late in rule") == 0) usleep(1250000);
  page->inside = strcmp(what, "no such rule") == 0 ? 999 : 1;
  if (strcmp(what, "die in rule") == 0 || strcmp(what, "no such rule") == 0) raise(SIGKILL);
  if (strcmp(what, "left rule") == 0) page->inside = 0;
  if (strcmp(what, "left rule") == 0) raise(SIGKILL);
  pause();
}

static void act(const char *what, uint32_t id, zp_progress *page)
{
  if (strstr(what, "rule") != NULL) enter(page, what);
  if (strcmp(what, "barred") == 0) what = page->barred[0] != 0 && page->barred[1] == 0 ? "is barred" : "is not barred";
  if (strcmp(what, "die") == 0) raise(SIGKILL);
  if (strcmp(what, "exit") == 0) _exit(3);
  if (strcmp(what, "hang") == 0) pause();
  if (strcmp(what, "noise") == 0 && write(STDOUT_FILENO, "these are 13+ bytes of noise", 28) < 0) _exit(9);
  if (strcmp(what, "stranger") == 0) put(ZP_FRAME_RESULT, id + 1, "for another task");
  if (strcmp(what, "twice") == 0) put(ZP_FRAME_RESULT, id, "one");
  if (strcmp(what, "refuse") == 0) put(ZP_FRAME_FAILED, id, "E001");
  else put(ZP_FRAME_RESULT, id, what);
}

static int fake_worker(const char *mode)
{
  static char room[ZP_FRAME_PART + 1], what[64];
  zp_progress *page = NULL;
  unsigned char head[ZP_FRAME_HEAD];
  zp_frame frame;
  if (strcmp(mode, "never") == 0) return 5;
  if (zp_progress_page_take(&page, NULL) != ZP_OK) return 6;
  put(ZP_FRAME_READY, 0, "");
  while (take(head, sizeof head)) {
    if (!zp_frame_take_head(head, &frame) || frame.len > ZP_FRAME_PART || !take(room, frame.len)) return 8;
    room[frame.len < 40 ? frame.len : 40] = '\0';
    if (frame.type == ZP_FRAME_DATA) snprintf(what, sizeof what, "%.40s", room);
    if (frame.type == ZP_FRAME_UNREADABLE) snprintf(what, sizeof what, "unreadable %.40s", room);
    if (frame.type == ZP_FRAME_RUN) act(what, frame.id, page);
  }
  return 0;
}

// ---- the other side ------------------------------------------------------------------------------------------------

enum { TASKS_MOST = 300 };

typedef struct watched {
  zp_pool *pool;
  zp_bundle bundles[TASKS_MOST];
  zp_intake_file files[TASKS_MOST];
  char paths[TASKS_MOST][300];
  size_t count, given, told;
  zp_task_end ends[TASKS_MOST];
  char answers[TASKS_MOST][64];
  int signals[TASKS_MOST];
  int64_t statuses[TASKS_MOST];
  size_t places[TASKS_MOST];
  const zp_quarantine *quarantine;
  zp_error broken;
} watched;

static bool on_next(void *context, uint32_t *id, const zp_bundle **bundle)
{
  watched *w = context;
  if (w->given == w->count) return false;
  *id = (uint32_t)w->given + 1;
  *bundle = &w->bundles[w->given++];
  return true;
}

static bool on_more(void *context, size_t starting)
{
  const watched *w = context;
  return w->count - w->given > starting;
}

static void on_done(void *context, uint32_t id, const zp_answer *answer)
{
  watched *w = context;
  assert_in_range(id, 1, w->count);
  w->ends[id - 1] = answer->end;
  w->signals[id - 1] = answer->signal;
  w->statuses[id - 1] = answer->status;
  w->places[id - 1] = answer->place;
  snprintf(w->answers[id - 1], sizeof w->answers[0], "%.*s", ZP_ARG(answer->bytes));
  if (answer->end == ZP_TASK_REFUSED) snprintf(w->answers[id - 1], sizeof w->answers[0], "%s", zp_status_code(answer->failure.status));
  if (++w->told == w->count) zp_pool_close(w->pool, false);
}

static void on_broken(void *context, const zp_error *err)
{
  watched *w = context;
  w->broken = *err;
  zp_pool_close(w->pool, true);
}

static void add(watched *w, const scratch *s, const char *what)
{
  char name[32];
  size_t i = w->count++;
  snprintf(name, sizeof name, "%zu.txt", i);
  scratch_text(s, name, what);
  snprintf(w->paths[i], sizeof w->paths[i], "%s/%s", s->folder, name);
  w->files[i] = (zp_intake_file){ .path = zp_text_from(w->paths[i]), .shown = ZP_TEXT("a.txt") };
  w->bundles[i] = (zp_bundle){ ZP_TEXT("one"), &w->files[i], 1 };
}

static void run(watched *w, const char *mode, size_t workers, uint64_t deadline)
{
  uv_loop_t loop;
  zp_error err = { 0 };
  char program[] = "/proc/self/exe", worker[] = "worker", kind[16];
  char *arguments[] = { program, worker, kind, NULL };
  snprintf(kind, sizeof kind, "%s", mode);
  assert_int_equal(uv_loop_init(&loop), 0);
  const zp_pool_setup setup = { .loop = &loop, .program = program, .arguments = arguments, .workers = workers,
                                .deadline = deadline, .quarantine = w->quarantine, .context = w, .next = on_next, .more = on_more, .done = on_done,
                                .broken = on_broken };
  assert_int_equal(zp_pool_open(&setup, &w->pool, &err), ZP_OK);
  zp_pool_wake(w->pool);
  uv_run(&loop, UV_RUN_DEFAULT);
  assert_int_equal(zp_pool_active(w->pool), 0);
  zp_pool_free(w->pool);
  assert_int_equal(uv_loop_close(&loop), 0);
}

static watched *fresh(scratch *s)
{
  scratch_open(s);
  return calloc(1, sizeof(watched));
}

static void done_with(watched *w, scratch *s)
{
  free(w);
  scratch_close(s);
}

// ---- cases ---------------------------------------------------------------------------------------------------------

static void many_tasks_few_workers(void **state)
{
  (void)state;
  scratch s;
  watched *w = fresh(&s);
  for (int i = 0; i < TASKS_MOST; i++) {
    char what[16];
    snprintf(what, sizeof what, "task %d", i);
    add(w, &s, what);
  }
  run(w, "good", 3, 60000);
  assert_int_equal(w->told, TASKS_MOST);
  for (int i = 0; i < TASKS_MOST; i++) {
    char what[16];
    snprintf(what, sizeof what, "task %d", i);
    assert_int_equal(w->ends[i], ZP_TASK_DONE);
    assert_string_equal(w->answers[i], what);
  }
  done_with(w, &s);
}

static void a_worker_that_fails_costs_its_task(void **state)
{
  (void)state;
  static const struct { const char *what; zp_task_end end; int signal, status; } all[] = {
    { "good", ZP_TASK_DONE, 0, 0 },         { "die", ZP_TASK_DIED, SIGKILL, 0 }, { "exit", ZP_TASK_DIED, 0, 3 },
    { "noise", ZP_TASK_GARBLED, SIGKILL, 0 }, { "stranger", ZP_TASK_GARBLED, SIGKILL, 0 },
    { "refuse", ZP_TASK_REFUSED, 0, 0 },    { "good", ZP_TASK_DONE, 0, 0 },      { "good", ZP_TASK_DONE, 0, 0 },
  };
  enum { COUNT = sizeof all / sizeof all[0] };
  scratch s;
  for (size_t workers = 1; workers <= 3; workers++) {
    watched *w = fresh(&s);
    for (size_t i = 0; i < COUNT; i++) add(w, &s, all[i].what);
    run(w, "good", workers, 60000);
    assert_int_equal(w->told, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
      assert_int_equal(w->ends[i], all[i].end);
      if (all[i].end == ZP_TASK_DIED) {
        assert_int_equal(w->signals[i], all[i].signal);
        assert_int_equal(w->statuses[i], all[i].status);
      }
    }
    assert_string_equal(w->answers[5], "E001");
    assert_int_equal(w->broken.status, ZP_OK);
    done_with(w, &s);
  }
}

static void a_worker_that_hangs_is_killed(void **state)
{
  (void)state;
  scratch s;
  watched *w = fresh(&s);
  add(w, &s, "hang");
  add(w, &s, "good");
  run(w, "good", 1, 200);
  assert_int_equal(w->ends[0], ZP_TASK_LATE);
  assert_int_equal(w->ends[1], ZP_TASK_DONE);
  done_with(w, &s);
}

/// Where a worker was when it ended, and what it is told not to run.
static void what_a_worker_dies_in(void **state)
{
  (void)state;
  static const struct { const char *what; zp_task_end end; size_t place; } all[] = {
    { "die in rule", ZP_TASK_DIED, 0 },       { "no such rule", ZP_TASK_DIED, SIZE_MAX }, { "left rule", ZP_TASK_DIED, SIZE_MAX },
    { "hang in rule", ZP_TASK_LATE, 0 },      { "late in rule", ZP_TASK_LATE, SIZE_MAX }, { "die", ZP_TASK_DIED, SIZE_MAX },
    { "hang", ZP_TASK_LATE, SIZE_MAX },       { "barred", ZP_TASK_DONE, 0 },
  };
  enum { COUNT = sizeof all / sizeof all[0] };
  scratch s;
  zp_quarantine quarantine;
  zp_host *host = NULL;
  zp_error err = { 0 };
  zp_arena *arena = zp_arena_new(NULL, 0);
  watched *w = fresh(&s);
  small_pack_write(&s, SMALL_PACK, SMALL_RULE);
  assert_int_equal(small_pack_open(&s, &host, &err), ZP_OK);
  zp_quarantine_init(&quarantine, host, ZP_TEXT("base"), arena);
  assert_int_equal(zp_quarantine_ask(&quarantine, ZP_TEXT("one"), &err), ZP_OK);
  w->quarantine = &quarantine;
  for (size_t i = 0; i < COUNT; i++) add(w, &s, all[i].what);
  run(w, "good", 2, 1500);
  for (size_t i = 0; i < COUNT; i++) {
    if (w->ends[i] != all[i].end) fail_msg("%s ended %d", all[i].what, (int)w->ends[i]);
    if (all[i].end != ZP_TASK_DONE && w->places[i] != all[i].place) fail_msg("%s was in %zu", all[i].what, w->places[i]);
  }
  assert_string_equal(w->answers[COUNT - 1], "is barred");
  zp_host_close(host);
  zp_arena_free(arena);
  done_with(w, &s);
}

static void an_answer_too_many(void **state)
{
  (void)state;
  scratch s;
  watched *w = fresh(&s);
  add(w, &s, "twice");
  add(w, &s, "good");
  run(w, "good", 1, 60000);
  assert_int_equal(w->ends[0], ZP_TASK_DONE);
  assert_string_equal(w->answers[0], "one");
  assert_true(w->ends[1] == ZP_TASK_GARBLED || w->ends[1] == ZP_TASK_DONE);
  done_with(w, &s);
}

static void files_that_cannot_be_read(void **state)
{
  (void)state;
  scratch s;
  watched *w = fresh(&s);
  for (int i = 0; i < 3; i++) add(w, &s, "good");
  snprintf(w->paths[0], sizeof w->paths[0], "%s/absent", s.folder);
  snprintf(w->paths[1], sizeof w->paths[1], "%s/pipe", s.folder);
  snprintf(w->paths[2], sizeof w->paths[2], "%s", s.folder);
  assert_int_equal(mkfifo(w->paths[1], 0600), 0);
  for (int i = 0; i < 3; i++) w->files[i].path = zp_text_from(w->paths[i]);
  run(w, "good", 2, 60000);
  for (int i = 0; i < 3; i++) {
    assert_int_equal(w->ends[i], ZP_TASK_DONE);
    assert_string_equal(w->answers[i], "unreadable E010");
  }
  done_with(w, &s);
}

static void workers_that_never_start(void **state)
{
  (void)state;
  scratch s;
  watched *w = fresh(&s);
  add(w, &s, "good");
  run(w, "never", 2, 60000);
  assert_int_equal(w->told, 0);
  assert_int_equal(w->broken.status, ZP_E_WORKER_START);
  assert_string_equal(w->broken.arg[1], "exit 5");
  done_with(w, &s);
}

int main(int argc, char **argv)
{
  if (argc > 2 && strcmp(argv[1], "worker") == 0) return fake_worker(argv[2]);
  signal(SIGPIPE, SIG_IGN);
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(many_tasks_few_workers),       cmocka_unit_test(a_worker_that_fails_costs_its_task),
    cmocka_unit_test(a_worker_that_hangs_is_killed), cmocka_unit_test(an_answer_too_many),
    cmocka_unit_test(what_a_worker_dies_in),
    cmocka_unit_test(files_that_cannot_be_read),    cmocka_unit_test(workers_that_never_start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
