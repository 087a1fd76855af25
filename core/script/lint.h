// lint.h: what will most likely not do what its author meant, found by reading the files of a pack
// that loaded. Runs nothing.
#pragma once

#include "base/finding.h"
#include "script/host.h"

/// Reads one Lua file: names that are not used, not known or hide others, globals that are written,
/// comparisons that hang on binary rounding. `rule` and its `defaults` are what the file holds;
/// NULL: no rule. Any bytes may be given: what is no Lua gives no finding. Findings are in the order
/// of their places; memory that ran out is told by findings->lost.
void zp_lint_source(const zp_source *source, const zp_rule *rule, const zp_param *defaults,
                    zp_findings *findings);

/// True when every row that `later` applies to is one that `earlier` applies to.
bool zp_lint_covers(const zp_applies *earlier, const zp_applies *later);

/// All files of a pack in its order: each as above, then parameters no function names, rules for
/// rows that are never reached, rule files in the pack's folder that it does not list.
zp_status zp_lint_pack(const zp_host *host, zp_findings *findings, zp_error *err);
