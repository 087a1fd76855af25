// schema.h: the members of a result by name and in order. The result file stores them and reports print them by this one
// table, so that neither can forget a figure. core/store/README.md explains it.
#pragma once

#include "model/result.h"

/// The schema's number; raised when a reader of the old one would misread the new one.
enum { ZP_RESULT_SCHEMA = 4 };

/// What a member is in memory. The unit of a fixed-point number is the ending of its key: points_e4, revised_fen.
typedef enum zp_member_type {
  ZP_M_TEXT,      // zp_text
  ZP_M_ARG,       // zp_text: an argument of a sentence, written as zp_arg_written() does
  ZP_M_ARGS,      // zp_text[3] of them
  ZP_M_FLAG,      // bool
  ZP_M_COUNT,     // size_t
  ZP_M_NUMBER,    // uint32_t; 0: not known
  ZP_M_BYTES,     // uint32_t: offset or length in a text; 0 is left out
  ZP_M_YEAR,      // int; 0: not written
  ZP_M_POINTS,    // zp_dec
  ZP_M_MONEY,     // zp_money
  ZP_M_QUANTITY,  // zp_qty
  ZP_M_DATE,      // zp_date; month 0: none
  ZP_M_NAME,      // an enum, shown by its stable name
  ZP_M_NOTES,     // uint32_t of zp_value_note bits
  ZP_M_RECORD,    // a struct within the struct
  ZP_M_LIST       // a pointer to structs, and a size_t elsewhere
} zp_member_type;

typedef struct zp_record zp_record;

typedef struct zp_member {
  const char *key;                    // as stored
  zp_member_type type;
  size_t offset;
  bool flagged;                       // a bool at `flag` says whether the member is there
  size_t flag;
  bool (*when)(const void *record);   // or this function of the members before it
  size_t count;                       // LIST: offset of its size_t
  const zp_record *record;            // RECORD, LIST
  const char *(*name)(int value);     // NAME: NULL or "" is "none"
  int names;                          // NAME: values 0 .. names-1
} zp_member;

struct zp_record {
  const char *name;
  const zp_member *members;
  size_t count;
  size_t size;                        // of the struct
  bool (*sound)(const void *record);  // NULL: nothing to check beyond the members
};

/// zp_result, zp_unit_result and zp_finding; the other records hang below them.
extern const zp_record zp_record_result, zp_record_unit, zp_record_finding;

/// True when there is something to say: blank text, an empty list, false, an unknown number, "none" and an option not given
/// are not. Counts, points and money without an option always are.
bool zp_member_there(const zp_member *member, const void *record);
/// The key without the unit, for reports that write numbers with a decimal point.
zp_text zp_member_word(const zp_member *member);
/// NAME: the stable name; NULL when the value has none.
const char *zp_member_name(const zp_member *member, const void *record);
/// NAME: the value of that name, or -1.
int zp_member_value(const zp_member *member, zp_text name);
/// LIST: its items; *count is set.
const void *zp_member_items(const zp_member *member, const void *record, size_t *count);
/// "unit_completed" …: stable name of a zp_value_note; bit 0 .. ZP_NOTE_COUNT-1.
const char *zp_note_name(int bit);
