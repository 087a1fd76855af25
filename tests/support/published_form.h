// published_form.h: real published forms, told cell by cell as JSON, laid out again as the grids they were.
#pragma once

#include <jansson.h>

#include "form_grid.h"

/// One way a form is laid out.
typedef struct form_variant {
  const char *match;            // part of "form_variant" that names it
  void (*lay_out)(const json_t *form, form_grid *grid);
} form_variant;

/// The variant of a form; NULL when no renderer knows it.
const form_variant *published_variant(const json_t *form);

/// A text of the form; NULL when it is null or absent.
const char *published_text(const json_t *object, const char *key);

/// True when an indicator says something that can be scored or read: not a group left blank or struck out with a slash.
bool published_counts(const json_t *indicator);
/// The head that stands on the page before, for a form of which only the tail was published.
void published_head(const json_t *form, const char *project, form_grid *grid);

/// Calls with each form of a file, laid out; returns how many there were: 0 when there is no such file. `whole`: forms that were
/// published without their head, which names unit and project, are given one. Aborts when no renderer knows a form.
typedef void (*published_call)(const json_t *form, const form_grid *grid, void *data);
size_t published_each(const char *path, bool whole, published_call call, void *data);
