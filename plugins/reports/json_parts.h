// json_parts.h: what the reports in JSON share. Failures of memory show as a NULL value and travel up: jansson refuses to put NULL into
// anything, and drops what it was to be put beside.
#pragma once

#include <jansson.h>

#include "model/format.h"

json_t *zp_json_text(zp_text text);
json_t *zp_json_count(size_t count);
/// Two decimals, more when there are more; null when not known.
json_t *zp_json_points(bool known, zp_dec points);
/// The list with an item more; NULL, and the list is dropped, when either is NULL or memory is short.
json_t *zp_json_append(json_t *list, json_t *item);
/// Writes the whole value with a line end behind it, and drops it.
zp_status zp_json_write(json_t *whole, zp_sink *sink, zp_error *err);
