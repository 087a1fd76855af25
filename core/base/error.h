// error.h: what went wrong and where, for the person who owns the file. No allocation on this path.
#pragma once

#include <stdint.h>

#include "base/arena.h"
#include "base/messages.h"
#include "base/text.h"

/// Where a text stands: file[!sheet]:row:column. Rows and columns count from 1; 0 is "not known".
/// In a text file row is the line and column the character; in a table of cells they are the cell's.
/// The texts are borrowed and live as long as the arena of the unit (or of the pack) they belong to.
typedef struct zp_place {
  zp_text file;   // name as shown: the last part of the path
  zp_text sheet;  // sheet or table title; empty when there is none
  uint32_t row, column;
} zp_place;

/// Room for zp_place_within.
enum { ZP_PLACE_ROOM = 32 };
/// What follows file[!sheet] where a place is shown: "!E7" on a sheet or in a numbered table, ":7:5" elsewhere, ":7" without a column, "" without a
/// row. Returns its length.
size_t zp_place_within(const zp_place *place, char room[ZP_PLACE_ROOM]);

enum { ZP_ERROR_ARG = 480, ZP_ERROR_FILE = 256, ZP_ERROR_CELL = 240 };

/// The first failure of a call, in the caller's storage; zero it before use: zp_error err = { 0 };
typedef struct zp_error {
  zp_status status;
  uint32_t row, column;
  uint32_t caret_from, caret_bytes;  // part of `cell` that is meant; 0 bytes: the whole cell
  char file[ZP_ERROR_FILE];
  char sheet[ZP_ERROR_FILE];
  char cell[ZP_ERROR_CELL];      // the text of the cell or line, cut; "" when there is none
  char arg[3][ZP_ERROR_ARG];     // fill {1}..{3} of the sentence
} zp_error;

/// Records a failure unless one is there already; returns err->status. `place` may be NULL. Arguments are cut to fit,
/// never in the middle of a character; control characters become spaces and malformed bytes question marks.
/// `err` NULL only returns the status.
zp_status zp_fail(zp_error *err, zp_status status, const zp_place *place, zp_text arg1, zp_text arg2, zp_text arg3);
/// The same with one C string as argument.
zp_status zp_fail_with(zp_error *err, zp_status status, const zp_place *place, const char *arg1);
/// Out of memory.
zp_status zp_fail_memory(zp_error *err);
/// Adds the cell (cut and cleaned like an argument) and the part of it that is meant to a failure just recorded.
/// A part behind the cut is dropped: the whole cell is meant then.
void zp_error_cell(zp_error *err, zp_text cell, size_t from, size_t bytes);
/// What the system says about an errno, as an argument of a sentence: a word of the catalogue for the usual ones, else the
/// system's own words in `room`.
zp_text zp_error_cause(int number, char room[ZP_ERROR_ARG]);
