// pipeline.h: the stages in the data's order. START READING HERE, then pipeline.c.
#pragma once

#include "base/encoding.h"
#include "form/join.h"
#include "form/lexicon.h"
#include "model/format.h"
#include "model/result.h"
#include "pipeline/shadow.h"
#include "script/host.h"

/// A file to read: its bytes (borrowed, must outlive the results) and the name shown in places. `digest`: of the bytes (zp_digest), where
/// it is known; empty: it is made.
typedef struct zp_input_bytes { zp_text name, bytes, digest; } zp_input_bytes;

/// What a run needs; borrowed throughout.
typedef struct zp_job {
  const zp_input_bytes *inputs;
  size_t input_count;
  const zp_reader *const *readers;  // NULL-terminated
  zp_encoding encoding;             // of inputs that are plain text; ZP_ENCODING_DETECT: each says itself
  const zp_layouts *layouts;
  const zp_lexicon *lexicon;        // their words, for who runs many jobs; NULL: they are keyed for this one
  zp_host *host;
  zp_arena *arena;                  // everything made lives here
  const zp_findings *noticed;       // what was noticed before, such as files that could not be opened; NULL: nothing
  bool review;                      // what a reviewer objects to is found too (review.h)
  zp_shadow *shadow;                // scores are checked with it, and it counts; NULL: they are not
} zp_job;

/// What gather makes of the inputs.
typedef struct zp_gathered {
  zp_submission submission;
  zp_unit_findings *unit_findings;  // one list per unit
  zp_findings findings;             // files that could not be read, rows of no unit
  zp_input_file *inputs;            // names and digests, in order of name; one per input of the job
  size_t read_count;                // inputs that could be read
} zp_gathered;

/// The reader that is surest it can read these bytes; NULL when none is.
const zp_reader *zp_surest_reader(const zp_reader *const *readers, zp_text bytes, zp_text name);

/// The same, for a file that is to be read: *bytes become UTF-8 when an encoding was said and they are plain text. ZP_E_EMPTY_FILE,
/// ZP_E_FORMAT, or what zp_encoding_read() fails with; *out is NULL or what it would have been.
zp_status zp_choose_reader(const zp_reader *const *readers, zp_encoding encoding, zp_text name, zp_arena *arena, zp_text *bytes,
                           const zp_reader **out, zp_error *err);

/// bytes -> document -> forms -> submission, over all inputs (sorted by name and digest first, so that the order given does not
/// matter). A file that cannot be used becomes a finding and the others go on.
zp_status zp_gather(const zp_job *job, zp_gathered **out, zp_error *err);

/// resolve -> select -> score -> aggregate for one unit of a submission. What its result does not
/// keep is taken from `scratch`.
zp_status zp_run_unit(const zp_job *job, const zp_unit *unit, const zp_findings *noticed,
                      zp_arena *scratch, zp_unit_result **out, zp_error *err);

/// gather, then every unit, then the sealed result with digests of the inputs and the pack.
zp_status zp_run(const zp_job *job, zp_result **out, zp_error *err);
