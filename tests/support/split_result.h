// split_result.h: results of many units, whole and taken apart, for joining them again.
#pragma once

#include "model/result.h"

/// A result of `count` units with different codes and names, in order; inputs and findings too. Lives in the arena.
zp_result *split_whole(size_t count, zp_arena *arena);

/// Unit `i` of `whole` alone, with its input and its finding.
zp_result split_part(const zp_result *whole, size_t i);

/// The stored bytes.
zp_text split_packed(const zp_result *result, zp_arena *arena);
