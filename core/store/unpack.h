// unpack.h: single members and records of a stored result; scan.c reads whole results with them.
#pragma once

#include "model/schema.h"
#include "store/cursor.h"

enum { ZP_SPELLED = 16 };
/// What years, decimal places and digits are at most.
enum { ZP_YEAR_MOST = 9999, ZP_PLACES_MOST = 18 };
#define ZP_DIGITS_MOST INT64_C(999999999999999999)

/// A row of a unit, of its projects as one or of each: checked and not kept; its texts stay as long as the unit. False: memory is short.
typedef bool (*zp_pass_row)(void *context, bool pooled, const zp_row_result *row);

typedef struct zp_unpacker {
  zp_cursor cursor;
  zp_arena *arena;  // where lists live
  zp_error *err;    // never NULL
  const zp_text *texts;         // within a unit: texts are told by their number in here, from 1
  zp_row_names names;           // with texts
  size_t text_count, text_seen;  // seen: they are first told in their order
  struct { const char *name; const zp_member *member; int value; } spelled[ZP_SPELLED];  // names of this unit that were looked up
  zp_pass_row pass;             // NULL: rows are kept, as all lists are
  void *context;
  bool pooled;                  // the rows that are read are those of the projects as one
} zp_unpacker;

/// The file is damaged at `key`, where the cursor stands. Says "memory" when the arena ran short.
zp_status zp_unpack_corrupt(zp_unpacker *u, zp_text key);
/// A whole map into a zeroed struct.
zp_status zp_unpack_record(zp_unpacker *u, const zp_record *kind, void *record);
/// The same with its texts in front.
zp_status zp_unpack_packed(zp_unpacker *u, const zp_record *kind, void *record);
/// The value of one member, whose key has been read.
zp_status zp_unpack_member(zp_unpacker *u, const zp_member *member, void *record);
