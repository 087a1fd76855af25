// office_text.h: texts of Office files: rich runs put together, escapes, blanks and line ends as readers give them.
#pragma once

#include "model/format.h"

/// The text of a <t>: without the blanks at its ends that XML does not keep unless `preserve`.
zp_text zp_office_run(zp_text text, bool preserve);
/// Trimmed, with line ends made LF, and `_x000D_` made the character it stands for where `escapes`. A slice of `text` when nothing
/// changes and `keep`, else in the arena. ptr is NULL when memory is short, and only then.
zp_text zp_office_text(zp_text text, bool escapes, bool keep, zp_arena *arena);
/// Appends a character; surrogates and what is no character become U+FFFD, NUL nothing.
void zp_office_character(zp_sink *sink, uint32_t c);
