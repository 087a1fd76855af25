// value_sentence.h: texts that are no value: sentences with numbers in them, and near misses.
#pragma once

#include "form/value_amount.h"
#include "form/value_scan.h"

/// Makes `value` a compound with the given notes; bytes [from, to) of the folded text are what is not understood.
void zp_refuse(zp_value *value, const zp_folded *cell, size_t from, size_t to, uint32_t notes);
/// A text with digits that is neither an amount nor a date: a sentence, whose one number is kept for people to see, or a text
/// that was meant as a value and is not one. `tried` is how far the grammar of amounts came.
zp_status zp_read_sentence(const zp_folded *cell, const zp_amount *tried, zp_value *value, zp_arena *arena, zp_error *err);
