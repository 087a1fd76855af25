// markdown_parts.h: what the self-evaluation reports of a unit and of a district share.
#pragma once

#include "model/result.h"
#include "plugins/reports/markdown_page.h"

/// The summary of a district: overview, ranking, problems. The result has a district.
void zp_markdown_district(zp_markdown *to, const zp_result *result);

/// The name whole, else the code, else a word for "no name".
zp_text zp_markdown_name(zp_markdown *to, zp_text name, zp_text code);
/// A known total as items of a list: score and grade, and what could still be. `open`: something
/// besides rows is open.
void zp_markdown_total(zp_markdown *to, const zp_total *total, bool open);
