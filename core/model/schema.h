// schema.h: the members of a result by name and in order. The result file stores them and reports print them by this one
// table, so that neither can forget a figure. core/store/README.md explains it.
#pragma once

#include "model/extract.h"

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
  bool positional;                    // stored as a list of all members, nothing as 0: texts, numbers and names without conditions
};

/// zp_result, zp_unit_result, zp_row_result and zp_finding; the other records hang below them.
extern const zp_record zp_record_result, zp_record_unit, zp_record_row, zp_record_finding;
/// zp_unit_extract and zp_group_front: what a journal keeps beside units. In no result, and in no legend.
extern const zp_record zp_record_extract, zp_record_front;

/// What is asked once of the names of sets in rows, and in their values: of which members the first name is not "none"; a bit for each.
typedef struct zp_row_names { uint32_t row, value; } zp_row_names;
zp_row_names zp_row_names_first(void);

/// True when there is something to say: blank text, an empty list, false, an unknown number, "none" and an option not given
/// are not. Counts, points and money without an option always are.
bool zp_member_there(const zp_member *member, const void *record);
/// The same, in line, for those who ask of every member of every row.
static inline bool zp_member_says(const zp_member *member, const void *record)
{
  const void *here = (const char *)record + member->offset;
  if (member->flagged) return *((const bool *)record + member->flag);
  if (member->when != NULL) return member->when(record);
  switch (member->type) {
    case ZP_M_TEXT: case ZP_M_ARG: return ((const zp_text *)here)->len != 0;
    case ZP_M_FLAG: return *(const bool *)here;
    case ZP_M_NUMBER: case ZP_M_BYTES: case ZP_M_NOTES: return *(const uint32_t *)here != 0;
    case ZP_M_COUNT: case ZP_M_POINTS: case ZP_M_MONEY: case ZP_M_QUANTITY: return true;
    case ZP_M_LIST: return *(const size_t *)(const void *)((const char *)record + member->count) != 0;
    case ZP_M_NAME: return *(const int *)here != 0 || zp_member_there(member, record);  // only the first of a set may be "none"
    default: return zp_member_there(member, record);
  }
}
/// True when a member that was not stored, its record zeroed, may still have something to say: then it is missing.
static inline __attribute__((always_inline)) bool zp_member_needed(const zp_member *member)
{
  enum { ALWAYS = 1 << ZP_M_COUNT | 1 << ZP_M_POINTS | 1 << ZP_M_MONEY | 1 << ZP_M_QUANTITY | 1 << ZP_M_RECORD };
  return (!member->flagged && (ALWAYS >> member->type & 1) != 0) || member->when != NULL;
}
/// NAME of a set too large and too often added to for numbers that last (the codes of findings): stored by its name.
static inline bool zp_member_spelled(const zp_member *member)
{
  enum { NUMBERED_MOST = 64 };
  return member->names > NUMBERED_MOST;
}
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
