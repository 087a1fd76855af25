// monitor_report.h: what `ziping monitor` prints, for people and for programs.
#pragma once

#include "model/format.h"
#include "model/monitor.h"

/// Tables: the projects of each unit, then each project's indicators. Fails only when memory is
/// short.
zp_status zp_monitor_text(const zp_monitoring *all, const zp_report_options *options, zp_sink *sink,
                          zp_error *err);
/// Pages with the lights: an overview and a page for each unit. Memory in `arena` does not grow with the units.
zp_status zp_monitor_html(const zp_monitoring *all, const zp_report_options *options, zp_arena *arena, zp_folder *folder, zp_error *err);
/// True for every name it may put.
bool zp_monitor_owns(zp_text name);
/// One object; its members are in plugins/README.md. Fails only when memory is short.
zp_status zp_monitor_json(const zp_monitoring *all, zp_sink *sink, zp_error *err);
