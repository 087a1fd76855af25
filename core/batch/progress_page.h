// progress_page.h: a zp_progress that a worker and the process that started it both have in memory.
#pragma once

#include "base/error.h"
#include "model/progress.h"

/// The worker's file for it: behind its two pipes and standard error.
enum { ZP_PROGRESS_FILE = 3 };

/// New memory, zeroed, and the file to give to a worker, which the caller closes. 0 or errno.
int zp_progress_page_new(zp_progress **out, int *file);
/// The worker's side, before it is confined: the file is closed behind it. ZP_E_CONFINE when there
/// is none.
zp_status zp_progress_page_take(zp_progress **out, zp_error *err);
/// NULL is allowed.
void zp_progress_page_free(zp_progress *page);
