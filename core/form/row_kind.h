// row_kind.h: what the names of a row in a filled form make of it.
#pragma once

#include "form/filled_table.h"

/// By the names the row writes itself and the level-1 name it continues. Names that were asked for last are kept in the table.
zp_row_kind zp_row_kind_of(zp_filled_table *table, const zp_row *row, const zp_indicator *written, zp_text level1,
                           zp_arena *arena);
