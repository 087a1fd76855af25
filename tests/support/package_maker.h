// package_maker.h: Office files made by tests: a zip of a few parts, the same bytes every time.
#pragma once

#include "base/text.h"

/// A member: its name and its content.
typedef struct made_part { const char *name, *content; size_t len; } made_part;  // len 0: up to the NUL

typedef struct made_file { char *bytes; size_t len; } made_file;

/// A zip of the parts, the larger ones deflated; free() its bytes. Aborts when libzip cannot.
made_file package_of(const made_part *parts, size_t count);

/// A workbook of one sheet named Sheet1 whose XML (or what stands between <worksheet> and </worksheet>) is given. `styles` and `strings` are
/// what stands inside <styleSheet> and <sst>; NULL: no such part. `workbook` replaces what stands inside <workbook> before <sheets>.
made_file workbook_of(const char *sheet, const char *styles, const char *strings, const char *workbook);
/// The same of a whole sheet part, as it is.
made_file workbook_of_part(zp_text sheet);
/// A document whose body is given; `numbering` is what stands inside <w:numbering>, or NULL.
made_file document_of(const char *body, const char *numbering);
made_file document_of_part(zp_text document);
