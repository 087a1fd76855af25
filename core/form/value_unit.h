// value_unit.h: units of measure, from a cell or a unit column, in their usual spelling.
#pragma once

#include "base/error.h"
#include "form/value_scan.h"
#include "model/value.h"

enum { ZP_UNIT_PIECES = 16 };

/// A unit as read: its spelling in pieces, so that reading takes no memory.
typedef struct zp_unit_parts {
  zp_text piece[ZP_UNIT_PIECES];
  size_t count;
  bool scale_only;  // 万 or 亿 that leave out what they count
  bool counter;     // the thing counted may follow
  bool joins;       // and then is part of the unit (个村)
  bool digits_only; // no unit behind a Chinese numeral (十分, 一级)
} zp_unit_parts;

/// A known unit at the cursor: "%", "万元", "1.2|万人", "元/人·月", "(万元)".
bool zp_scan_unit(zp_scan *scan, zp_unit_parts *out);
/// An unknown unit: up to three Chinese characters, none of which casts doubt on it, before the end, a bracket or an
/// operator word.
bool zp_scan_new_unit(zp_scan *scan, zp_unit_parts *out);
/// The thing counted behind a counter; joins the unit where that is usual. `known` admits only things of the vocabulary.
/// *left_out is set when the thing was passed over.
bool zp_scan_thing(zp_scan *scan, bool known, zp_unit_parts *unit, bool *left_out);
/// 每人, 每月: one more "per" of the unit at the cursor.
bool zp_scan_each(zp_scan *scan, zp_unit_parts *each);
/// Adds what zp_scan_each collected.
void zp_unit_per(zp_unit_parts *unit, const zp_unit_parts *each);

/// The unit in one text: a piece itself or a new text in the arena.
zp_status zp_unit_text(const zp_unit_parts *unit, zp_arena *arena, zp_text *out, zp_error *err);
/// What a unit column says; empty when it names none (定量指标, /). What is not known stays as written.
zp_status zp_unit_column(zp_text column, zp_arena *arena, zp_text *out, zp_error *err);
