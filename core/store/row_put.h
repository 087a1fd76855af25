// row_put.h: rows on their way into a unit's bytes: what pack.c does for any record, unrolled for the one there are most of.
#pragma once

#include "model/schema.h"
#include "store/text_table.h"

/// Appends a row; its texts go into the table. Failures stay in sink and table.
void zp_row_put(zp_sink *sink, zp_text_table *texts, zp_row_names names, const zp_row_result *row);

/// An argument as it is stored: as zp_arg_written() does, whatever bytes are in it. In the sink's arena where it is another text; empty,
/// and the sink failed, when memory is short.
zp_text zp_row_arg(zp_sink *sink, zp_text arg);
