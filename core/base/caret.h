// caret.h: a cell with a caret below what is meant, for terminals and lists of findings.
#pragma once

#include "base/text.h"

enum { ZP_CARET_ROOM = 4096 };

/// Two lines with a margin: the part of the cell around [from, from + bytes) (0 bytes: all of it), cut to 160 columns, and carets
/// of the same display width below what is meant. Empty when the cell is blank. The cell is fit for a terminal (zp_text_clean).
/// Allocates nothing; the lines are in `room`.
zp_text zp_caret_lines(zp_text cell, size_t from, size_t bytes, char room[ZP_CARET_ROOM]);
