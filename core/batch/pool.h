// pool.h: worker processes, fed and watched. The pool asks for tasks and tells what became of them; it opens the files of a
// task and sends their bytes, and never looks at them.
#pragma once

#include <uv.h>

#include "batch/fingerprint.h"
#include "batch/quarantine.h"

typedef struct zp_pool zp_pool;

/// How a task ended.
typedef enum zp_task_end {
  ZP_TASK_DONE,     // `bytes` are a result
  ZP_TASK_REFUSED,  // the worker could not: `failure`
  ZP_TASK_DIED,     // the worker ended: by `signal`, or with `status`
  ZP_TASK_LATE,     // it took longer than the deadline and was killed
  ZP_TASK_GARBLED   // what it sent is no frame, or belongs to no task
} zp_task_end;

typedef struct zp_answer {
  zp_task_end end;
  zp_text bytes;  // DONE; valid during the call
  const zp_fingerprint *given;  // DONE: of what the worker was given; valid during the call
  zp_error failure;
  int signal;
  int64_t status;
  size_t place;   // DIED, LATE: of the function of the pack that it was in; SIZE_MAX: in none
} zp_answer;

/// What the pool is told. Callbacks run on the loop and may not call back into the pool, but for zp_pool_wake().
typedef struct zp_pool_setup {
  uv_loop_t *loop;
  const char *program;     // path of the worker's program
  char **arguments;        // its argv, NULL-terminated
  size_t workers;          // 1 .. ZP_WORKERS_MOST
  uint64_t deadline;       // milliseconds a task may take
  const zp_quarantine *quarantine; // base of fingerprints, and rules that are stopped; NULL: none
  zp_text ready;           // what a worker has to say when it is ready: zp_worker_rules()
  void *context;
  /// The next task; false when there is none at present. *id is given back in `done`.
  bool (*next)(void *context, uint32_t *id, const zp_bundle **bundle);
  /// True when there are more tasks than `starting`: that many workers are on their way.
  bool (*more)(void *context, size_t starting);
  void (*done)(void *context, uint32_t id, const zp_answer *answer);
  /// Workers cannot be started, or end before they are ready: nothing more will be asked for.
  void (*broken)(void *context, const zp_error *err);
} zp_pool_setup;
enum { ZP_WORKERS_MOST = 256 };

/// Starts no process before there is a task. `setup` is copied. Caller ends it with zp_pool_close() and runs the loop until it
/// has nothing left, then zp_pool_free().
zp_status zp_pool_open(const zp_pool_setup *setup, zp_pool **out, zp_error *err);
/// There may be tasks now.
void zp_pool_wake(zp_pool *pool);
/// Tasks that workers are at.
size_t zp_pool_active(const zp_pool *pool);
/// Ends all workers; tasks they are at are not told. `now`: by SIGKILL.
void zp_pool_close(zp_pool *pool, bool now);
void zp_pool_free(zp_pool *pool);
