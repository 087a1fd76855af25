// confine.h: what a worker gives up before it looks at anything a town sent: new files, new processes, the network, more
// memory than its share. Source of the design: SANDBOX 6.
#pragma once

#include "base/error.h"

/// Memory of one worker, bytes of address space.
enum { ZP_WORKER_MEMORY = 1 << 30 };

/// Limits that hold from the start: memory, no core file, no file grows, few files open; the worker dies with the process that
/// started it. Fails with ZP_E_CONFINE.
zp_status zp_confine_limits(zp_error *err);

/// For a program that is not ours and reads what a town sent (LibreOffice), before it is started: bounds of memory, of files it
/// writes and of seconds it computes; it ends with the process that started it; no network. Fails with ZP_E_CONFINE.
zp_status zp_confine_program(unsigned seconds, zp_error *err);

/// From here on only reading and writing what is open, memory, and ending. Needs what will be used to be loaded already: rules,
/// layouts, locale. Fails with ZP_E_CONFINE. In sanitized builds nothing happens: their run time needs more.
zp_status zp_confine_calls(zp_error *err);
