// text_unit.h: lines of the text report that other reports say too. In text.c.
#pragma once

#include "model/result.h"
#include "plugins/reports/page.h"

/// Writes what is said of a unit's total, and of what came off it: one line or more.
void zp_unit_total(zp_page *page, const zp_unit_result *unit);
/// Writes what all rests on: rows by outcome, what is done with unscored ones, pack, program.
void zp_result_basis(zp_page *page, const zp_result *result);
/// `word` with the numbers of errors, warnings and notes.
zp_text zp_findings_heading(zp_wording *say, zp_word word, const zp_finding *findings, size_t count);
