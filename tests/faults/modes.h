// modes.h: the kinds of calls that can fail, and the ways in which they do; known to the shim and to the loop that drives it.
#pragma once

enum {
  CALL_READ = 1 << 0,     // of a regular file
  CALL_WRITE = 1 << 1,    // to a regular file
  CALL_OPEN = 1 << 2,     // of a file or folder that is there
  CALL_CREATE = 1 << 3,   // open that makes a file or may write to it
  CALL_NAME = 1 << 4,     // rename, link, mkdir
  CALL_ASK = 1 << 5,      // stat, access, readlink, realpath
  CALL_SYNC = 1 << 6,
  CALL_CLOSE = 1 << 7,
  CALL_LIST = 1 << 8,     // readdir
  CALL_START = 1 << 9,    // fork, pipe, socketpair, another descriptor of a file
  CALL_LOCK = 1 << 10,
  CALL_CUT = 1 << 11,     // ftruncate
  CALL_RECEIVE = 1 << 12, // from a worker
  CALL_SEND = 1 << 13,    // to a worker
  CALL_REMOVE = 1 << 14,
  CALL_ALL = (1 << 15) - 1,
  CALL_FILES = CALL_ALL & ~(CALL_START | CALL_RECEIVE | CALL_SEND)
};

// FAULT_MODE(NAME, name, calls it is for, errno)
#define FAULT_MODES(FAULT_MODE)                                                                                       \
  FAULT_MODE(KILL, "kill", CALL_ALL, 0)                           /* kill -9 in the place of the call */              \
  FAULT_MODE(ENOSPC, "enospc", CALL_WRITE | CALL_CREATE | CALL_NAME | CALL_SYNC, ENOSPC)                              \
  FAULT_MODE(FULL, "full", CALL_WRITE | CALL_CREATE | CALL_NAME, ENOSPC) /* half is written, then nothing any more */ \
  FAULT_MODE(EIO, "eio", CALL_ALL & ~CALL_START, EIO)                                                                 \
  FAULT_MODE(GONE, "gone", CALL_FILES, EIO)                       /* this call and all files from then on */          \
  FAULT_MODE(EINTR, "eintr", CALL_READ | CALL_WRITE | CALL_OPEN | CALL_CREATE | CALL_SYNC | CALL_CLOSE | CALL_LOCK |  \
             CALL_CUT | CALL_RECEIVE | CALL_SEND, EINTR)          /* once, then the call is made */                   \
  FAULT_MODE(SHORT, "short", CALL_READ | CALL_WRITE | CALL_RECEIVE | CALL_SEND, 0) /* half of what was asked for */   \
  FAULT_MODE(EMFILE, "emfile", CALL_OPEN | CALL_CREATE | CALL_START, EMFILE)                                          \
  FAULT_MODE(EROFS, "erofs", CALL_CREATE | CALL_NAME | CALL_REMOVE | CALL_CUT, EROFS)                                               \
  FAULT_MODE(EACCES, "eacces", CALL_OPEN | CALL_CREATE | CALL_NAME | CALL_REMOVE | CALL_ASK, EACCES)

typedef enum fault_mode {
#define FAULT_MODE(name, text, calls, number) FAULT_##name,
  FAULT_MODES(FAULT_MODE)
#undef FAULT_MODE
  FAULT_COUNT  // fails nothing, and lists every call
} fault_mode;
