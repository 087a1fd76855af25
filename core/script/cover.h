// cover.h: while lines are watched. Works only between zp_cover_begin() and zp_cover_end().
#pragma once

#include "script/pack.h"

/// Watches the lines of the calls to come; false when nobody asked for it (zp_host_cover).
bool zp_cover_begin(zp_host *host);
void zp_cover_end(zp_host *host);
