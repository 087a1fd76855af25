// quarantine.h: rules that are out of use for a whole run, because workers died in them, or because
// the operator said so. What a bundle gives depends on them: they are part of its fingerprint, and
// the journal of the run has them.
#pragma once

#include "model/progress.h"
#include "script/host.h"
#include "store/journal.h"

typedef struct zp_quarantine {
  zp_arena *arena;
  const zp_host *host; // for the names of functions; borrowed
  zp_text plain,
      base; // what results depend on beside the files: without, and with the stopped rules
  uint8_t barred[ZP_FUNCTIONS_MOST]; // by place, as in zp_progress
  zp_text why[ZP_FUNCTIONS_MOST];    // arguments of a sentence
  size_t count;
} zp_quarantine;

/// None is stopped yet. `base`: pack digest, version, options.
void zp_quarantine_init(zp_quarantine *q, const zp_host *host, zp_text base, zp_arena *arena);

/// Stops the function of that name at the operator's wish. ZP_E_QUARANTINE_UNKNOWN when the pack
/// has none.
zp_status zp_quarantine_ask(zp_quarantine *q, zp_text name, zp_error *err);

/// Stops what an earlier part of this very run found out: notes of the journal under the head it
/// has now.
zp_status zp_quarantine_read(zp_quarantine *q, const zp_journal *journal, zp_error *err);

/// Stops the function at `place` and notes it in the journal. `how`: how the worker ended;
/// `bundle`: what it was at.
zp_status zp_quarantine_stop(zp_quarantine *q, zp_journal *journal, size_t place, zp_text how,
                             zp_text bundle, zp_error *err);

/// The notes count no more: what was stopped is tried again.
zp_status zp_quarantine_lift(zp_journal *journal, zp_error *err);

/// " stopped a b", as it stands behind the base; empty when none is.
zp_text zp_quarantine_words(const zp_quarantine *q);

/// One finding for each, in the order of the pack.
void zp_quarantine_tell(const zp_quarantine *q, zp_findings *out);
