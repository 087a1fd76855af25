// office_process.h: a process that is watched: it ends by itself, or is ended with all it has
// started.
#pragma once

#include "base/error.h"

typedef struct zp_office_task {
  const char *program;
  char **arguments, **environment; // NULL-terminated
  const char *in, *out;            // files; NULL: nothing is read, what is said is lost
  unsigned deadline;               // seconds
} zp_office_task;

typedef enum zp_office_end {
  ZP_OFFICE_ENDED,  // `status` is its exit status, 255 when a signal ended it
  ZP_OFFICE_LATE,   // it was ended
  ZP_OFFICE_SIGNAL, // SIGINT or SIGTERM came for us: `status` is which
  ZP_OFFICE_NOT_STARTED // `status` is errno
} zp_office_end;

/// Runs it in a group of its own and waits. SIGINT and SIGTERM are held back meanwhile; the caller
/// gives the one that came (zp_office_end) to itself once it has tidied up.
zp_office_end zp_office_watch(const zp_office_task *task, int *status);
