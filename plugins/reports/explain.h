// explain.h: one unit, project or row of a result with all it rests on, for who wants to compute it again by hand. Not a row of
// the registry: a report writes a whole result, this a part of it.
#pragma once

#include "model/format.h"
#include "plugins/reports/labels.h"

/// What is to be explained, as indexes into the result. project SIZE_MAX: the unit; row SIZE_MAX: the project. A project
/// behind the last is what all of them are pooled to.
typedef struct zp_selection { size_t unit, project, row; } zp_selection;

/// The project that a selection means.
const zp_project_result *zp_explain_project(const zp_unit_result *unit, size_t project);

/// What a unit's total, or (project not NULL) a project's rests on, as lines with labels.
void zp_explain_total(zp_labels *labels, const zp_result *result, const zp_unit_result *unit, const zp_project_result *project);

/// Writes the explanation. Needs a UTF-8 LC_CTYPE. Fails only with ZP_E_MEMORY.
zp_status zp_explain(const zp_result *result, const zp_selection *what, zp_lang lang, zp_sink *sink, zp_error *err);

/// The same of the district of a result that has one: its total as a sum, and each unit's part in it.
zp_status zp_explain_district(const zp_result *result, zp_lang lang, zp_sink *sink, zp_error *err);

/// What a finding's code stands for: severity, sentence and suggestion with their {1}..{3}, in both languages, `lang` first.
zp_status zp_explain_code(zp_status code, zp_lang lang, zp_sink *sink, zp_error *err);
