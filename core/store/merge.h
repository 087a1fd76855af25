// merge.h: the results of the shards of one run made into the result that the run would have had in one piece.
#pragma once

#include "store/assemble.h"

/// "i/N" of zp_result.shard, 1 <= i <= N, without leading zeros.
typedef struct zp_shard { uint32_t number, of; } zp_shard;
enum { ZP_SHARDS_MOST = 1000000 };
bool zp_shard_read(zp_text text, zp_shard *out);

/// Writes the joined result of the files to `path` (as zp_file_write). Every shard must be there; equal copies of one are used
/// once, unequal ones are ZP_E_SHARD_UNEQUAL. Also refused, by name: files that are no shards (ZP_E_SHARD_NAME), missing shards
/// (ZP_E_SHARD_MISSING), shards of different counts, versions, packs or options (ZP_E_PART_OTHER), of runs over different lists of files
/// or with other options (ZP_E_SHARD_PLAN), a unit in two of them
/// (ZP_E_UNIT_TWICE), and what zp_result_unpack() refuses. `lexicon` and `hook` as in
/// zp_assemble.
zp_status zp_shards_merge(const char *const *files, size_t count, const zp_lexicon *lexicon, const zp_district_hook *hook,
                          const char *path, size_t *unit_count, zp_error *err);
