// headings_assign.h: gives the columns of a table their fields.
#pragma once

#include "form/heading_text.h"
#include "form/headings.h"

/// `means` is what the heading of each column can mean, as many as there are columns; `headings` gets use and field of each, the
/// column of each field and how many are known. Clear headings are heard first, then those that can mean several things, then guesses.
void zp_headings_assign(zp_headings *headings, const zp_heading_meaning *means);
