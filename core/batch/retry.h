// retry.h: which bundles failed, kept in the journal, so that a later run can try these alone.
#pragma once

#include "batch/roll.h"
#include "store/journal.h"

/// The bundle has failed, or has a result after all.
zp_status zp_retry_note(zp_journal *journal, zp_text bundle, zp_text digest, zp_error *err);
zp_status zp_retry_clear(zp_journal *journal, zp_text bundle, zp_error *err);

/// For --retry-failed: every bundle of the roll either has a result in the journal by the digest it
/// has now, or failed. One that is new or changed is ZP_E_RETRY_OTHER, by name: to take its old
/// result over would be wrong. *count: how many failed.
zp_status zp_retry_check(const zp_journal *journal, const zp_roll *roll, zp_arena *scratch,
                         size_t *count, zp_error *err);
