// labels.h: lines of "label  value" for people, values standing under each other by display width. Nothing is ever wrapped.
#pragma once

#include "model/format.h"
#include "plugins/reports/wording.h"

typedef struct zp_label { zp_text label, value; size_t indent; } zp_label;

/// Zero it and set `say`, then add lines.
typedef struct zp_labels {
  zp_wording *say;
  zp_label *items;
  size_t count, capacity;
  bool whole;      // values are not made fit for a line: for reports that break lines themselves
} zp_labels;

/// Adds a line, two columns further in for each step of `depth`. Texts are made fit for one line; a line without a value is left
/// out, so that whoever adds need not ask. Memory that runs out is remembered by `say`.
void zp_labels_add(zp_labels *labels, size_t depth, zp_text label, zp_text value);
/// The same with a word of the catalogue as label.
void zp_labels_word(zp_labels *labels, size_t depth, zp_word label, zp_text value);
/// A line without a value, for what stands further in below it.
void zp_labels_head(zp_labels *labels, size_t depth, zp_word label);
/// Writes the lines and starts afresh.
void zp_labels_put(zp_labels *labels, zp_sink *sink);
