// labels.c: see labels.h.
#include "plugins/reports/labels.h"

enum { INDENT = 2, GAP = 2 };

static void append(zp_labels *labels, size_t depth, zp_text label, zp_text value)
{
  zp_label *items = zp_arena_grow(labels->say->arena, labels->items, labels->count, &labels->capacity, sizeof *items);
  if (items == NULL) {
    labels->say->failed = true;
    return;
  }
  labels->items = items;
  items[labels->count++] = (zp_label){ zp_wording_line(labels->say, label), value, depth * INDENT };
}

void zp_labels_add(zp_labels *labels, size_t depth, zp_text label, zp_text value)
{
  zp_text trimmed = zp_text_trim(value);  // often in a number's room of the caller: a copy either way
  zp_text shown = labels->whole ? zp_text_copy(trimmed, labels->say->arena) : zp_wording_line(labels->say, value);
  if (shown.ptr == NULL) labels->say->failed = true;
  if (shown.len != 0) append(labels, depth, label, shown);
}

void zp_labels_head(zp_labels *labels, size_t depth, zp_word label)
{
  append(labels, depth, zp_wording_word(labels->say, label), ZP_TEXT(""));
}

void zp_labels_word(zp_labels *labels, size_t depth, zp_word label, zp_text value)
{
  zp_labels_add(labels, depth, zp_wording_word(labels->say, label), value);
}

static void pad(zp_sink *sink, size_t columns)
{
  for (; columns > 0; columns--) zp_sink_put(sink, ZP_TEXT(" "));
}

void zp_labels_put(zp_labels *labels, zp_sink *sink)
{
  size_t widest = 0;
  for (size_t i = 0; i < labels->count; i++) {
    size_t width = labels->items[i].indent + zp_text_width(labels->items[i].label);
    if (width > widest) widest = width;
  }
  for (size_t i = 0; i < labels->count; i++) {
    const zp_label *item = &labels->items[i];
    pad(sink, item->indent);
    zp_sink_put(sink, item->label);
    if (item->value.len != 0) pad(sink, widest + GAP - item->indent - zp_text_width(item->label));
    zp_sink_put(sink, item->value);
    zp_sink_put(sink, ZP_TEXT("\n"));
  }
  labels->count = 0;
}
