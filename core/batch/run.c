// run.c: rounds of digest, take over, run, merge, on one libuv loop.
#include "batch/run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "batch/fingerprint.h"
#include "batch/pool.h"
#include "batch/retry.h"
#include "store/result_file.h"

enum { SIGNALS = 3, EXIT_AT_ONCE = 75, CHANGES_MOST = 3 };

typedef struct run run;

struct run {
  const zp_run_setup *setup;
  zp_roll *roll;
  zp_journal *journal;
  zp_error *err;
  zp_run_end *end;
  uv_loop_t loop;
  uv_timer_t watcher;
  uv_signal_t signals[SIGNALS];
  zp_pool *pool;
  size_t next;         // entries before it are not WAITING
  size_t alone;        // the entry that runs alone, SIZE_MAX: none
  uint64_t started;
  bool closing;
};

static void begin_round(run *r);
static void end_round(run *r);

// ---- ending --------------------------------------------------------------------------------------------------------

static void close_all(run *r, bool now)
{
  if (r->closing) return;
  r->closing = true;
  if (r->pool != NULL) zp_pool_close(r->pool, now);
  uv_close((uv_handle_t *)&r->watcher, NULL);
  // A second signal must still be heard while the workers end: the handles do not keep the loop.
  for (int i = 0; i < SIGNALS; i++) uv_unref((uv_handle_t *)&r->signals[i]);
}

static void fail(run *r)
{
  close_all(r, true);
}

static void stop(run *r, zp_run_end end)
{
  *r->end = end;
  close_all(r, true);
}

// ---- watching ------------------------------------------------------------------------------------------------------

static void tell(run *r, bool last)
{
  const zp_roll *roll = r->roll;
  zp_run_state state = { .done = roll->done, .failed = roll->failed, .taken_over = roll->taken_over, .running = roll->running,
                         .seconds = (double)(uv_now(&r->loop) - r->started) / 1000 };
  state.bundles = roll->waiting + roll->running + roll->again + roll->done + roll->failed;
  for (size_t i = 0; i < roll->count; i++) {
    if (roll->entries[i].state != ZP_ROLL_DONE) continue;
    state.rows.scored += roll->entries[i].rows.scored;
    state.rows.unscored += roll->entries[i].rows.unscored;
    state.rows.fault += roll->entries[i].rows.fault;
  }
  if (r->setup->watch != NULL) r->setup->watch(r->setup->context, &state, last);
}

static void on_watch(uv_timer_t *timer)
{
  tell(timer->data, false);
}

static void on_signal(uv_signal_t *handle, int number)
{
  run *r = handle->data;
  if (number == SIGUSR1) {
    if (!r->closing) tell(r, false);
    return;
  }
  if (r->closing) _exit(EXIT_AT_ONCE);  // the second one: the journal stands as it is
  stop(r, ZP_RUN_STOPPED);
}

// ---- results -------------------------------------------------------------------------------------------------------

static void check_round(run *r)
{
  const zp_roll *roll = r->roll;
  if (r->closing) return;
  if (roll->failed > r->setup->failures_most) stop(r, ZP_RUN_GIVEN_UP);
  else if (roll->waiting + roll->running + roll->again == 0) end_round(r);
  else zp_pool_wake(r->pool);
}

/// A result, from a worker or from the journal. It is not believed: reading it checks every byte.
static zp_status take_result(run *r, size_t index, zp_text bytes, zp_error *err)
{
  zp_arena *scratch = zp_arena_new(NULL, 0);
  zp_result *result = NULL;
  zp_status status = scratch == NULL ? zp_fail_memory(err) : zp_result_unpack(bytes, scratch, &result, err);
  if (status == ZP_OK) status = zp_roll_finish(r->roll, index, result, r->setup->lexicon, err);
  zp_arena_free(scratch);
  return status;
}

static void fail_bundle(run *r, size_t index, zp_status status, zp_text why)
{
  zp_roll_entry *entry = &r->roll->entries[index];
  zp_findings one = { .arena = r->roll->arena };
  zp_place place = { .file = entry->bundle.count != 0 ? entry->bundle.files[0].shown : entry->bundle.name };
  zp_finding *finding = zp_findings_add(&one, status, &place, entry->bundle.name, why, (zp_text){ NULL, 0 });
  if (finding == NULL) {
    zp_fail_memory(r->err);
    fail(r);
    return;
  }
  entry->failure = *finding;
  zp_roll_set(r->roll, index, ZP_ROLL_FAILED);
  if (zp_retry_note(r->journal, entry->bundle.name, zp_text_from(entry->digest), r->err) != ZP_OK) fail(r);
}

/// A rule that stops workers is out of use from here on, and has been from the start: all bundles run again without it.
static void stop_rule(run *r, size_t index, size_t place, zp_text how)
{
  if (zp_quarantine_stop(r->setup->quarantine, r->journal, place, how, r->roll->entries[index].bundle.name, r->err) != ZP_OK) {
    fail(r);
    return;
  }
  zp_roll_reset(r->roll);
  begin_round(r);
}

/// The first time it may have been the worker's or the machine's fault; the second time it was the rule's, or the bundle's.
static void take_death(run *r, size_t index, const zp_answer *answer)
{
  char room[64];
  zp_roll_entry *entry = &r->roll->entries[index];
  size_t place = answer->end == ZP_TASK_GARBLED ? SIZE_MAX : answer->place;
  if (entry->attempts++ == 0) {
    entry->place = place;
    zp_roll_set(r->roll, index, ZP_ROLL_AGAIN);
    return;
  }
  int len = 0;
  if (answer->end == ZP_TASK_LATE) len = snprintf(room, sizeof room, "%u", r->setup->deadline);
  else if (answer->end == ZP_TASK_GARBLED) len = snprintf(room, sizeof room, "%s", zp_status_code(ZP_E_FRAME));
  else if (answer->signal != 0) len = snprintf(room, sizeof room, "SIG%s", sigabbrev_np(answer->signal));
  else len = snprintf(room, sizeof room, "exit %d", (int)answer->status);
  bool of_rule = place != SIZE_MAX && place == entry->place && r->setup->quarantine->barred[place] == 0;
  if (of_rule && answer->end == ZP_TASK_LATE) len = snprintf(room, sizeof room, "> %u s", r->setup->deadline);
  if (of_rule) stop_rule(r, index, place, (zp_text){ room, (size_t)len });
  else fail_bundle(r, index, answer->end == ZP_TASK_LATE ? ZP_E_BUNDLE_LATE : ZP_E_BUNDLE_DIED, (zp_text){ room, (size_t)len });
}

/// The worker was given other bytes than were read before: a file is being written, or could not be read for a moment. Kept
/// under the old digest, its result would be taken for that of other files; so it has to come out the same twice.
static void take_change(run *r, size_t index, zp_text digest)
{
  zp_roll_entry *entry = &r->roll->entries[index];
  memcpy(entry->digest, digest.ptr, digest.len);
  if (++entry->changes < CHANGES_MOST) zp_roll_set(r->roll, index, ZP_ROLL_AGAIN);
  else fail_bundle(r, index, ZP_E_BUNDLE_CHANGED, (zp_text){ NULL, 0 });
}

static void take_done(run *r, size_t index, const zp_answer *answer)
{
  zp_error err = { 0 };
  const zp_roll_entry *entry = &r->roll->entries[index];
  if (!zp_text_equal(answer->digest, zp_text_from(entry->digest))) {
    take_change(r, index, answer->digest);
    return;
  }
  if (take_result(r, index, answer->bytes, &err) != ZP_OK) {
    const zp_answer garbled = { .end = ZP_TASK_GARBLED };
    if (err.status == ZP_E_MEMORY) {
      *r->err = err;
      fail(r);
    } else {
      take_death(r, index, &garbled);
    }
    return;
  }
  if (zp_journal_append(r->journal, ZP_JOURNAL_GROUP, entry->bundle.name, zp_text_from(entry->digest), answer->bytes, r->err) !=
      ZP_OK)
    fail(r);
  else if (zp_retry_clear(r->journal, entry->bundle.name, r->err) != ZP_OK) fail(r);
}

static void on_done(void *context, uint32_t id, const zp_answer *answer)
{
  run *r = context;
  size_t index = id - 1;
  if (r->alone == index) r->alone = SIZE_MAX;
  switch (answer->end) {
    case ZP_TASK_DONE: take_done(r, index, answer); break;
    case ZP_TASK_REFUSED:
      fail_bundle(r, index, ZP_E_BUNDLE_REFUSED, zp_text_from(zp_status_code(answer->failure.status)));
      break;
    default: take_death(r, index, answer); break;
  }
  check_round(r);
}

// ---- tasks ---------------------------------------------------------------------------------------------------------

/// Those that are to run alone come when nothing else is left, one at a time.
static bool on_next(void *context, uint32_t *id, const zp_bundle **bundle)
{
  run *r = context;
  zp_roll *roll = r->roll;
  if (r->alone != SIZE_MAX) return false;
  while (r->next < roll->count && roll->entries[r->next].state != ZP_ROLL_WAITING) r->next++;
  size_t index = r->next;
  if (index == roll->count) {
    if (roll->running != 0 || roll->again == 0) return false;
    for (index = 0; roll->entries[index].state != ZP_ROLL_AGAIN;) index++;
    r->alone = index;
  }
  zp_roll_set(roll, index, ZP_ROLL_RUNNING);
  *id = (uint32_t)index + 1;
  *bundle = &roll->entries[index].bundle;
  return true;
}

static bool on_more(void *context, size_t starting)
{
  const run *r = context;
  if (r->alone != SIZE_MAX) return false;
  if (r->roll->waiting > starting) return true;
  return starting == 0 && r->roll->waiting == 0 && r->roll->running == 0 && r->roll->again != 0;
}

static void on_broken(void *context, const zp_error *err)
{
  run *r = context;
  *r->err = *err;
  fail(r);
}

// ---- rounds --------------------------------------------------------------------------------------------------------

/// What the journal has by the same digest need not run. A record that cannot be used is as good as none.
static void take_over(run *r, size_t index)
{
  zp_error err = { 0 };
  zp_text bytes;
  const zp_roll_entry *entry = &r->roll->entries[index];
  const zp_journal_entry *record = zp_journal_find(r->journal, ZP_JOURNAL_GROUP, entry->bundle.name);
  if (record == NULL || record->kind != ZP_JOURNAL_GROUP || !zp_text_equal(record->digest, zp_text_from(entry->digest))) return;
  zp_arena *scratch = zp_arena_new(NULL, 0);
  if (scratch != NULL && zp_journal_read(r->journal, record, scratch, &bytes, &err) == ZP_OK &&
      take_result(r, index, bytes, &err) == ZP_OK) {
    r->roll->entries[index].taken_over = true;
    r->roll->taken_over++;
  }
  zp_arena_free(scratch);
}

static void begin_round(run *r)
{
  if (zp_fingerprint_roll(r->roll, r->setup->quarantine->base, r->err) != ZP_OK) {
    fail(r);
    return;
  }
  for (size_t i = 0; i < r->roll->count; i++)
    if (r->roll->entries[i].state == ZP_ROLL_WAITING) take_over(r, i);
  r->next = 0;
  check_round(r);
}

static void end_round(run *r)
{
  size_t merged = 0;
  if (zp_roll_merge(r->roll, &merged, r->err) != ZP_OK) {
    fail(r);
    return;
  }
  if (merged != 0) {
    begin_round(r);
    return;
  }
  *r->end = ZP_RUN_COMPLETE;
  tell(r, true);
  close_all(r, false);
}

// ---- before the run ------------------------------------------------------------------------------------------------

zp_status zp_run_prepare(size_t jobs, zp_error *err)
{
  enum { OWN = 24, OF_A_WORKER = 4 };
  int files[OWN + OF_A_WORKER * ZP_WORKERS_MOST], cause = 0;
  size_t wanted = OWN + OF_A_WORKER * (jobs < ZP_WORKERS_MOST ? jobs : ZP_WORKERS_MOST), count = 0;
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);  // if not, the next lines tell
  }
  for (; count < wanted && cause == 0; count += cause == 0)
    if ((files[count] = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0)) < 0) cause = errno;
  while (count > 0) close(files[--count]);
  char room[ZP_ERROR_ARG];
  zp_text none = { NULL, 0 };
  return cause == 0 ? ZP_OK : zp_fail(err, ZP_E_START, NULL, zp_error_cause(cause, room), none, none);
}

// ---- the run -------------------------------------------------------------------------------------------------------

static bool open_handles(run *r)
{
  static const int numbers[SIGNALS] = { SIGINT, SIGTERM, SIGUSR1 };
  if (uv_timer_init(&r->loop, &r->watcher) != 0) return false;
  r->watcher.data = r;
  for (int i = 0; i < SIGNALS; i++) {
    if (uv_signal_init(&r->loop, &r->signals[i]) != 0) return false;
    r->signals[i].data = r;
    if (uv_signal_start(&r->signals[i], on_signal, numbers[i]) != 0) return false;
  }
  unsigned every = r->setup->watch_every;
  return every == 0 || uv_timer_start(&r->watcher, on_watch, every, every) == 0;
}

static void close_signals(run *r)
{
  for (int i = 0; i < SIGNALS; i++)
    if (!uv_is_closing((uv_handle_t *)&r->signals[i])) uv_close((uv_handle_t *)&r->signals[i], NULL);
  if (!uv_is_closing((uv_handle_t *)&r->watcher)) uv_close((uv_handle_t *)&r->watcher, NULL);
  uv_run(&r->loop, UV_RUN_DEFAULT);
}

static zp_status run_on(run *r)
{
  const zp_run_setup *setup = r->setup;
  const zp_pool_setup pool = { .loop = &r->loop, .program = setup->program, .arguments = setup->arguments,
                               .workers = setup->jobs, .deadline = (uint64_t)setup->deadline * 1000,
                               .quarantine = setup->quarantine,
                               .ready = setup->ready, .context = r,
                               .next = on_next, .more = on_more, .done = on_done, .broken = on_broken };
  if (!open_handles(r)) return zp_fail_with(r->err, ZP_E_START, NULL, "libuv");
  if (zp_pool_open(&pool, &r->pool, r->err) != ZP_OK) return r->err->status;
  r->started = uv_now(&r->loop);
  begin_round(r);
  uv_run(&r->loop, UV_RUN_DEFAULT);
  return r->err->status;
}

zp_status zp_run_bundles(const zp_run_setup *setup, zp_roll *roll, zp_journal *journal, zp_run_end *end, zp_error *err)
{
  run r = { .setup = setup, .roll = roll, .journal = journal, .err = err, .end = end, .alone = SIZE_MAX };
  *end = ZP_RUN_STOPPED;
  int cause = uv_loop_init(&r.loop);
  if (cause != 0) return zp_fail_with(err, ZP_E_START, NULL, uv_strerror(cause));
  zp_status status = run_on(&r);
  close_signals(&r);
  uv_loop_close(&r.loop);
  zp_pool_free(r.pool);
  if (status == ZP_OK) status = zp_journal_sync(journal, err);
  return status;
}
