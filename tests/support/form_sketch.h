// form_sketch.h: how a document was understood, as lines: findings, parts of forms with their columns, rows.
#pragma once

#include "forms.h"

/// Of the sheet added last, and all findings. Lives in the forms' arena.
zp_text form_sketch(const forms *f);
/// The same without places, which say line and cell in one format and row and column in another.
zp_text form_sketch_texts(const forms *f);
