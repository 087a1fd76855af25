// monitor_cells.h: how the figures of monitoring look, in tables of text and on pages.
#pragma once

#include "model/monitor.h"
#include "plugins/reports/wording.h"

/// "97.50%", or a dash when it is not known.
zp_text zp_watch_percent(zp_wording *say, bool known, zp_dec share);
zp_text zp_watch_light(zp_wording *say, zp_light which);
/// Why an indicator has its light. `missing`: of ZP_WATCH_UNCLEAR, what is not clear.
zp_text zp_watch_reason(zp_wording *say, zp_watch why, zp_reason missing);
/// Why a project has its lights: its money, and the first of the indicators that make the goals' light when it is not green.
zp_text zp_watch_reasons(zp_wording *say, const zp_watched_project *project);
/// What a target asks for by the day: a day, a quantity with its unit, or a dash.
zp_text zp_watch_expected(zp_wording *say, const zp_watched_row *row);
/// A text as written, on one line; a dash when there is none.
zp_text zp_watch_written(zp_wording *say, zp_text text);

/// "… performance monitoring 2024"
zp_text zp_watch_title(zp_wording *say, const zp_monitor *unit);
/// The day and how much of the year is over.
zp_text zp_watch_day_line(zp_wording *say, const zp_monitor *unit);
/// The unit's light, and how many projects have which.
zp_text zp_watch_lights(zp_wording *say, const zp_monitor *unit);
/// What judged: two lines of limits and one of the pack, by number.
enum { ZP_WATCH_BASIS = 3 };
zp_text zp_watch_basis(zp_wording *say, const zp_monitoring *all, int line);
