// audit.h: what towns declared against what the rules give, by points at stake: what `ziping audit` says. Borrows the result.
#pragma once

#include "model/format.h"

/// What an auditor asks of a row; sets of them are bits, 1 << doubt.
typedef enum zp_doubt {
  ZP_DOUBT_DIFFERS,      // other points are declared than the rules give
  ZP_DOUBT_NO_BASIS,     // points are declared for a row that cannot be scored
  ZP_DOUBT_UNEXPLAINED,  // points lost without a reason (W321)
  ZP_DOUBT_MISSED,       // full points though the target was missed (E322)
  ZP_DOUBT_OVER          // more points than the weight (E320)
} zp_doubt;
enum { ZP_DOUBTS = ZP_DOUBT_OVER + 1 };
const char *zp_doubt_name(zp_doubt doubt);  // "differs" …
zp_word zp_doubt_word(zp_doubt doubt);

/// A row that is in doubt. `stake`: the largest of what it may be about: the difference; the declared points, when it has no basis; what was lost
/// without a reason.
typedef struct zp_audit_row {
  size_t unit, project;
  const zp_row_result *row;
  unsigned doubts;
  zp_dec stake;
  size_t order;
} zp_audit_row;

/// Declared and computed points of the rows that have both, and what is in doubt: of a project, a unit, or all.
typedef struct zp_audit_sum {
  size_t unit, project;          // of a project; project SIZE_MAX: of a unit
  size_t rows;                   // that have declared points
  size_t compared, agree;        // of them scored by the rules; with equal points
  zp_dec declared, computed;     // of those compared
  size_t by_doubt[ZP_DOUBTS];    // rows
  size_t totals;                 // totals of the form that are not the sum of its rows (E327)
  zp_dec stake;
  size_t order;
} zp_audit_sum;

typedef struct zp_audit {
  const zp_result *result;
  zp_audit_sum all;
  zp_audit_sum *units, *projects;  // those with something in doubt, most points at stake first
  size_t unit_count, project_count;
  zp_audit_row *rows;              // most points at stake first
  size_t row_count, row_capacity;
} zp_audit;

/// The result was scored with --review. *out lives in the arena. Fails when memory is short, and with ZP_E_RANGE.
zp_status zp_audit_make(const zp_result *result, zp_arena *arena, zp_audit *out, zp_error *err);

/// Tables: what it comes to, units, projects, rows; `brief`: the first of each. Fails only when memory is short.
zp_status zp_audit_text(const zp_audit *audit, const zp_report_options *options, zp_sink *sink, zp_error *err);
/// One object with everything; its members are in plugins/README.md. Fails only when memory is short.
zp_status zp_audit_json(const zp_audit *audit, zp_sink *sink, zp_error *err);
