// child.h: the program as a child process, with a fault or without.
#pragma once

#include <stddef.h>
#include <stdbool.h>

enum { PATH_ROOM = 1024 };

typedef struct child_end {
  int status;  // of exit; -1: ended by `signal`
  int signal;  // SIGALRM: it did not end in time
} child_end;

/// Runs argv with its output going nowhere and its errors into the file `errors`. `fault` (MODE:N, or NULL) goes to the shim,
/// which writes what it did to `log`.
child_end child_run(char *const argv[], const char *shim, const char *fault, const char *log, const char *errors);

/// Removes what is in a folder, and makes it when it is not there; no folders inside. False when that is impossible.
bool child_clear(const char *folder);
bool child_copy(const char *from, const char *to);
/// The first name in the folder that starts so; false when there is none.
bool child_finds(const char *folder, const char *start);
