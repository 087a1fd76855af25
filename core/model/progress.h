// progress.h: where a process is among the functions of its pack, in memory that another process
// may share; and which of them it is not to call. Writing it costs a store for each call, so that
// it can always be told what a process died in.
#pragma once

#include <stdint.h>

/// Functions are told by their place: rules for rows, then rules for units, then those of `combine`
/// by level.
enum { ZP_FUNCTIONS_MOST = 1024 };

typedef struct zp_progress {
  volatile uint32_t inside; // 0: in none; else 1 + its place. Written by the process that runs them
  uint8_t barred[ZP_FUNCTIONS_MOST]; // by place: 1 when its rows are faults and it is not called.
                                     // Written by the other one
} zp_progress;
