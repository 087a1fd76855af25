// registry.h: the formats this program speaks. To add one: plugins/README.md.
#pragma once

#include "model/archive.h"
#include "model/format.h"

/// NULL-terminated.
extern const zp_reader *const zp_readers[];
extern const zp_report *const zp_reports[];
extern const zp_folder_report *const zp_folder_reports[];
/// What takes archives apart.
extern const zp_archive_reader zp_archive_zip;
/// Reports of nothing but the findings of a result, for `ziping check --format`.
extern const zp_report *const zp_finding_reports[];

/// The report of that name, or NULL.
const zp_report *zp_report_named(zp_text name);
const zp_folder_report *zp_folder_report_named(zp_text name);
const zp_report *zp_finding_report_named(zp_text name);
