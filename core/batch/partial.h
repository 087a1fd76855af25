// partial.h: units of which part failed: a bundle that failed is called after a unit that other
// bundles hold.
#pragma once

#include "batch/roll.h"
#include "store/journal.h"

/// Every unit of a DONE bundle that the name of a FAILED bundle, or of one of its files, tells by
/// code or name (as rosters are matched) gets a finding: it is scored on the rest. Such a bundle
/// has another record in the journal then: `part` of its entry. Depends on names and results alone.
zp_status zp_partial_mark(zp_roll *roll, zp_journal *journal, const zp_lexicon *lexicon,
                          zp_error *err);
