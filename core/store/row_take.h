// row_take.h: rows out of a unit's bytes: what unpack.c does for any record, unrolled for the one there are most of.
#pragma once

#include "store/unpack.h"

/// Reads a row that is whole and well formed into a zeroed struct. False: it is not, or is written in a way that is rare: nothing was
/// passed, *row is as before, and unpack.c has to read it, or to say what is wrong.
bool zp_row_take(zp_unpacker *u, zp_row_result *row);
