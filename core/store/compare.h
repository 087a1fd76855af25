// compare.h: two results of the same inputs, figure by figure: what `ziping verify` says.
#pragma once

#include "model/result.h"

/// One figure that is not the same. A value that one side does not have is empty (ptr NULL).
typedef struct zp_difference {
  zp_text path;           // "样例镇人民政府/道路修缮/修缮道路长度: points", keys as in JSON
  zp_text stored, fresh;  // as the schema shows them: points as "12.50", money in yuan
} zp_difference;

enum { ZP_DIFFERENCES_MOST = 1000 };

typedef struct zp_differences {
  zp_difference *items;   // the first ZP_DIFFERENCES_MOST
  size_t count, capacity;
  size_t total;           // how many there are
  size_t units;           // units with a difference, lacking ones included
} zp_differences;

/// Compares all members but version, shard, plan and digest. Units are paired by code and name, inputs by name, all else by position.
/// *out lives in the arena.
zp_status zp_result_compare(const zp_result *stored, const zp_result *fresh, zp_arena *arena, zp_differences *out, zp_error *err);
