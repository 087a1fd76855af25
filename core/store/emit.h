// emit.h: a result written to a file as it comes: the units one after another, all else from memory.
#pragma once

#include "model/result.h"
#include "store/draft.h"

/// Where the units come from.
typedef struct zp_unit_feed {
  size_t count;
  /// The stored bytes of unit `i`, asked for in order, and their digest (BLAKE2b-256) where it is known; both live until the next call.
  zp_status (*unit)(void *context, size_t i, zp_text *bytes, const unsigned char **digest, zp_error *err);
  /// After the last unit: sets members of the result that are stored behind the units. What is there and what is not must have
  /// been settled before. NULL: nothing to set.
  zp_status (*finish)(void *context, zp_result *result, zp_error *err);
  void *context;
} zp_unit_feed;

/// Writes the result with the feed's units in place of its own: byte for byte what zp_result_pack() gives when they are the
/// same. Memory taken from the arena follows the largest unit. The digest is set in the result.
zp_status zp_result_emit(zp_result *head, const zp_unit_feed *feed, zp_arena *arena, zp_draft *draft, zp_error *err);

/// True when two results were made by the same program, pack and options: all members before the units
/// but shard, plan and inputs. *key is the first member that differs; also false when memory is short (zp_arena_short).
bool zp_heads_equal(const zp_result *a, const zp_result *b, zp_arena *arena, const char **key);
