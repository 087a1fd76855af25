// prose_parts.h: what the self-evaluation reports of a unit and of a district share.
#pragma once

#include "model/result.h"
#include "plugins/reports/prose.h"

/// The whole report. Fails as `say` and the sink do.
void zp_prose_put(zp_prose *to, const zp_result *result);

/// The summary of a district: overview, ranking, problems. The result has a district.
void zp_prose_district(zp_prose *to, const zp_result *result);

/// The name whole, else the code, else a word for "no name".
zp_text zp_prose_name(zp_prose *to, zp_text name, zp_text code);
/// A known total as items of a list: score and grade, and what could still be. `open`: something
/// besides rows is open.
void zp_prose_total(zp_prose *to, const zp_total *total, bool open);
