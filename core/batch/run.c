// run.c: rounds of digest, take over, run, merge, on one libuv loop.
#include "batch/run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "batch/pool.h"
#include "batch/retry.h"
#include "batch/reuse.h"

enum { SIGNALS = 3, EXIT_AT_ONCE = 75, CHANGES_MOST = 3, CHANGE_PAUSE = 250 };  // the last in milliseconds

typedef struct run run;

struct run {
  const zp_run_setup *setup;
  zp_roll *roll;
  zp_journal *journal;
  zp_error *err;
  zp_run_end *end;
  uv_loop_t loop;
  uv_timer_t watcher, pause;
  uv_signal_t signals[SIGNALS];
  zp_pool *pool;
  zp_arena *scratch;   // for a result that is checked
  size_t next;         // entries before it are not WAITING
  size_t alone;        // the entry that runs alone, SIZE_MAX: none
  uint64_t started;
  size_t sure;         // taking: bundles that have to run for certain
  bool early;          // that was done
  bool taking;         // what the journal has is still being taken over
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
  uv_close((uv_handle_t *)&r->pause, NULL);
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
    const zp_counts *rows = &roll->entries[i].group->rows;
    state.rows.scored += rows->scored;
    state.rows.unscored += rows->unscored;
    state.rows.fault += rows->fault;
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

enum { SCRATCH_KEPT = 4 << 20 };  // bytes of memory that are kept from one result to the next

/// The result of a worker. It is not believed: reading it checks every byte, this once. `*garbled`: it is none.
static zp_status take_result(run *r, size_t index, zp_text bytes, bool *garbled, zp_error *err)
{
  char room[ZP_RECORD_DIGEST];
  zp_group_record record;
  zp_kept_group *group = NULL;
  const zp_roll_entry *entry = &r->roll->entries[index];
  zp_error failure = { 0 };
  zp_arena_reset(r->scratch, SCRATCH_KEPT);
  *garbled = false;
  if (zp_group_check(bytes, r->setup->head, r->scratch, &record, &failure) != ZP_OK) {
    *garbled = failure.status != ZP_E_MEMORY;
    return *garbled ? failure.status : zp_fail_memory(err);
  }
  if (zp_group_append(r->journal, entry->bundle.name, zp_reuse_digest(&entry->print, room), &record, r->roll->arena, &group, err) !=
      ZP_OK)
    return err->status;
  return zp_roll_finish(r->roll, index, group, r->setup->lexicon, err);
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
  if (zp_retry_note(r->journal, entry->bundle.name, r->err) != ZP_OK) fail(r);
}

/// "SIGKILL"; of a signal that has no such name, its number.
static int print_signal(int number, char *room, size_t size)
{
  const char *name = sigabbrev_np(number);
  return name != NULL ? snprintf(room, size, "SIG%s", name) : snprintf(room, size, "signal %d", number);
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
  else if (answer->signal != 0) len = print_signal(answer->signal, room, sizeof room);
  else len = snprintf(room, sizeof room, "exit %d", (int)answer->status);
  bool of_rule = place != SIZE_MAX && place == entry->place && r->setup->quarantine->barred[place] == 0;
  if (of_rule && answer->end == ZP_TASK_LATE) len = snprintf(room, sizeof room, "> %u s", r->setup->deadline);
  if (of_rule) stop_rule(r, index, place, (zp_text){ room, (size_t)len });
  else fail_bundle(r, index, answer->end == ZP_TASK_LATE ? ZP_E_BUNDLE_LATE : ZP_E_BUNDLE_DIED, (zp_text){ room, (size_t)len });
}

/// The worker was given other bytes than were read before, or files that changed while they were given: someone writes them. Kept
/// under the old digest, the result would be taken for that of other files; so it has to come out the same twice.
static void take_change(run *r, size_t index)
{
  zp_roll_entry *entry = &r->roll->entries[index];
  entry->not_before = uv_now(&r->loop) + CHANGE_PAUSE;  // read at once it may look as if nobody wrote
  if (++entry->changes < CHANGES_MOST) zp_roll_set(r->roll, index, ZP_ROLL_AGAIN);
  else fail_bundle(r, index, ZP_E_BUNDLE_CHANGED, (zp_text){ NULL, 0 });
}

/// Files that were changed only just may be being written: they are looked at once more.
static bool is_written(const run *r, const zp_roll_entry *entry, const zp_fingerprint *given)
{
  char now[ZP_STAMP_HEX + 1];
  zp_hash unused;
  if (given->settled || given->stamp[0] == '\0') return false;
  zp_hash_start(&unused);
  return !zp_fingerprint_stamp(&entry->bundle, r->setup->quarantine->base, now, &unused) || strcmp(now, given->stamp) != 0;
}

/// Against what was read before; of files that were not read, against how they were found.
static bool is_changed(const run *r, const zp_roll_entry *entry, const zp_fingerprint *given)
{
  if (!given->steady || is_written(r, entry, given)) return true;
  if (entry->print.digest[0] != '\0') return strcmp(entry->print.digest, given->digest) != 0;
  return entry->stamp[0] != '\0' && given->stamp[0] != '\0' && strcmp(entry->stamp, given->stamp) != 0;
}

static void take_done(run *r, size_t index, const zp_answer *answer)
{
  bool garbled;
  zp_roll_entry *entry = &r->roll->entries[index];
  bool changed = is_changed(r, entry, answer->given);
  entry->print = *answer->given;
  if (changed) {
    take_change(r, index);
    return;
  }
  if (take_result(r, index, answer->bytes, &garbled, r->err) != ZP_OK) {
    if (garbled) take_death(r, index, &(zp_answer){ .end = ZP_TASK_GARBLED });
    else fail(r);
    return;
  }
  if (zp_retry_clear(r->journal, entry->bundle.name, r->err) != ZP_OK) fail(r);
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

static void on_pause(uv_timer_t *timer)
{
  const run *r = timer->data;
  if (!r->closing) zp_pool_wake(r->pool);
}

/// False: not yet, but the pool will be told when.
static bool is_time(run *r, const zp_roll_entry *entry)
{
  uint64_t now = uv_now(&r->loop);
  if (entry->not_before <= now) return true;
  uv_timer_start(&r->pause, on_pause, entry->not_before - now, 0);
  return false;
}

/// Those that are to run alone come when nothing else is left, one at a time.
static bool on_next(void *context, uint32_t *id, const zp_bundle **bundle)
{
  run *r = context;
  zp_roll *roll = r->roll;
  if (r->alone != SIZE_MAX || r->taking) return false;
  while (r->next < roll->count && roll->entries[r->next].state != ZP_ROLL_WAITING) r->next++;
  size_t index = r->next;
  if (index == roll->count) {
    if (roll->running != 0 || roll->again == 0) return false;
    for (index = 0; roll->entries[index].state != ZP_ROLL_AGAIN;) index++;
    if (!is_time(r, &roll->entries[index])) return false;
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
  if (r->taking) return r->sure > starting;
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

/// What the journal has of the same files need not run. A record that cannot be used is as good as none.
static void take_over(run *r, size_t index)
{
  zp_error err = { 0 };
  char room[ZP_RECORD_DIGEST];
  zp_kept_group *group = NULL;
  zp_roll_entry *entry = &r->roll->entries[index];
  const zp_journal_entry *record = zp_reuse_find(r->journal, entry);
  if (record == NULL) return;
  if (zp_group_open(r->journal, record, r->roll->arena, &group, &err) != ZP_OK ||
      zp_roll_finish(r->roll, index, group, r->setup->lexicon, &err) != ZP_OK)
    return;
  entry->taken_over = true;
  r->roll->taken_over++;
  // So that they need not be read the next time. If it cannot be noted, they are.
  if (entry->print.digest[0] != '\0' && entry->print.settled && entry->print.stamp[0] != '\0')
    zp_journal_append(r->journal, ZP_JOURNAL_NOTE, entry->bundle.name, zp_reuse_digest(&entry->print, room), (zp_text){ NULL, 0 },
                      &err);
}

/// Workers for what no record stands for get ready while the rest is taken over. In the first round only: the loop does not run yet.
static void start_early(run *r)
{
  if (r->early) return;
  r->early = true;
  for (size_t i = 0; i < r->roll->count; i++)
    r->sure += r->roll->entries[i].state == ZP_ROLL_WAITING && zp_reuse_find(r->journal, &r->roll->entries[i]) == NULL;
  if (r->sure == 0 || r->sure == r->roll->waiting) return;
  r->taking = true;
  zp_pool_wake(r->pool);
  uv_run(&r->loop, UV_RUN_NOWAIT);
  r->taking = false;
}

static void begin_round(run *r)
{
  zp_hash unused;
  zp_hash_start(&unused);
  zp_roll_stamp(r->roll, r->setup->quarantine->base, &unused);
  if (zp_reuse_read(r->journal, r->roll, r->setup->quarantine->base, r->err) != ZP_OK) {
    fail(r);
    return;
  }
  start_early(r);
  if (r->closing) return;
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
  if (uv_timer_init(&r->loop, &r->watcher) != 0 || uv_timer_init(&r->loop, &r->pause) != 0) return false;
  r->watcher.data = r->pause.data = r;
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
  if (!uv_is_closing((uv_handle_t *)&r->pause)) uv_close((uv_handle_t *)&r->pause, NULL);
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
  if (r->scratch == NULL) return zp_fail_memory(r->err);
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
  r.scratch = zp_arena_new(NULL, 0);
  zp_status status = run_on(&r);
  close_signals(&r);
  uv_loop_close(&r.loop);
  zp_pool_free(r.pool);
  zp_arena_free(r.scratch);
  if (status == ZP_OK) status = zp_journal_sync(journal, err);
  return status;
}
