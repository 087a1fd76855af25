// reuse.h: what a journal has of the very files of a bundle, so that they need not be scored again, nor even read.
#pragma once

#include "batch/roll.h"
#include "store/journal.h"

enum { ZP_RECORD_DIGEST = ZP_DIGEST_HEX + ZP_STAMP_HEX + 1 };

/// The digest of a journal's record, in `room`: the bundle's, and its stamp where a change would show in it.
zp_text zp_reuse_digest(const zp_fingerprint *print, char room[ZP_RECORD_DIGEST]);

/// Reads those WAITING bundles whose files have another stamp than when they were scored: they may still be the same. The roll is
/// stamped (zp_roll_stamp()). `base`: see fingerprint.h.
zp_status zp_reuse_read(const zp_journal *journal, zp_roll *roll, zp_text base, zp_error *err);

/// The record of the bundle's files: by their digest where they were read, else by their stamp, that of the record or a later one
/// for the same bytes. NULL: there is none.
const zp_journal_entry *zp_reuse_find(const zp_journal *journal, const zp_roll_entry *entry);
