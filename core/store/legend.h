// legend.h: what the numbers in a result file mean: every record's members with their keys and types, and the names of the sets.
// Written once in each file, so that whoever has the file needs nothing else to read it.
#pragma once

#include "model/format.h"

/// Appends the legend: a map of records by name, each a list: "map" (by the numbers of the members) or "list" (of all of them), then
/// the members in the order of their numbers: [key, type, …].
void zp_legend_put(zp_sink *sink);
