// record_schema.h: the members of unit records by name and in order: the one table behind record.c.
#pragma once

#include "model/submission.h"

typedef enum zp_field_type {
  ZP_R_VERSION,     // the schema's number
  ZP_R_CELL,        // text into a zp_cell
  ZP_R_OWN,         // text into a const zp_cell *
  ZP_R_REPEATED,    // the same of names that repeat from row to row: equal ones share the cell of the first
  ZP_R_VALUE,       // text or value into a const zp_cell *, and a const zp_value * at `flag`
  ZP_R_YEAR,        // int
  ZP_R_FEN,         // money as text in yuan, into a zp_cell
  ZP_R_POINTS,      // 0.0001 as decimal text, into a zp_cell
  ZP_R_OWN_POINTS,  // the same into a const zp_cell *
  ZP_R_KIND,        // zp_kind
  ZP_R_OP,          // zp_op
  ZP_R_QUANTITY,    // zp_qty, and a bool at `flag`
  ZP_R_DATE,        // zp_date
  ZP_R_TEXT,        // zp_text
  ZP_R_UNIT,        // the same, of units, which repeat
  ZP_R_RECORD,      // `schema`, into the same struct at `offset`
  ZP_R_PROJECTS,
  ZP_R_INDICATORS
} zp_field_type;

typedef struct zp_record_field {
  zp_text key;
  zp_field_type type;
  bool required;
  size_t offset, flag;
  const struct zp_record_schema *schema;
} zp_record_field;

typedef struct zp_record_schema {
  const zp_record_field *fields;
  size_t count;
  size_t required;  // how many members must be there
  size_t number;    // which schema it is, below ZP_SCHEMA_COUNT
} zp_record_schema;
enum { ZP_SCHEMA_COUNT = 5 };

/// A unit record: zp_unit, with its district.
typedef struct zp_unit_record { zp_unit unit; zp_cell district; } zp_unit_record;

extern const zp_record_schema zp_schema_unit, zp_schema_project, zp_schema_indicator, zp_schema_value;
