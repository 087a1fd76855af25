// forms.h: files -> sheets -> submission with the shipped layouts, for tests of reading and joining.
#pragma once

#include <stdio.h>

#include "form/join.h"

enum { FORMS_MOST = 16 };

typedef struct forms {
  zp_arena *arena;
  zp_layouts layouts;
  zp_findings findings;
  zp_document document;          // of the file added last
  zp_sheet sheets[FORMS_MOST];
  size_t count;
  zp_submission submission;
  zp_unit_findings *unit_findings;
  zp_error err;
} forms;

/// Loads rules/forms; aborts when that fails. Close with forms_close.
void forms_open(forms *f);
void forms_close(forms *f);

/// Reads bytes with the reader that claims them most and recognises the document. `bytes` must outlive the forms.
/// A failure is returned and kept in f->err; the sheet is then not added.
zp_status forms_add(forms *f, const char *name, zp_text bytes);
zp_status forms_add_text(forms *f, const char *name, const char *text);
/// The same for a file; *present is false when it cannot be opened.
zp_status forms_add_file(forms *f, const char *path, bool *present);

/// Joins all sheets; aborts when memory is short.
void forms_join(forms *f);

/// The n-th (from 0) finding of a status in a list, or NULL.
const zp_finding *finding_of(const zp_findings *list, zp_status status, size_t n);
size_t count_of(const zp_findings *list, zp_status status);

/// True when a text equals a C string; prints both when not.
bool reads(zp_text text, const char *expected);
