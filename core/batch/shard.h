// shard.h: which part of a run this machine does. Source of the contract: core/cli/service/README.md.
#pragma once

#include "base/digest.h"
#include "batch/intake.h"
#include "store/merge.h"

/// The value of a variable of the environment; NULL when there is none. The library itself does not look at the environment.
typedef const char *(*zp_shard_lookup)(void *context, const char *name);

/// Reads "i/N", "auto" or "auto/N". `auto` takes number and count from what the engine that started this process has set
/// (Slurm arrays, Kubernetes Indexed Jobs, GNU parallel, Open MPI, PBS and Grid Engine arrays); of those that tell no count, N
/// is needed. Nothing is guessed: no engine, two engines, gaps in the numbers or another count than N are ZP_E_SHARD_UNKNOWN
/// with the reason. ZP_E_SHARD_WORD: `wanted` is none of the three. The reason may live in `arena`.
zp_status zp_shard_choose(zp_text wanted, zp_shard_lookup lookup, void *context, zp_arena *arena, zp_shard *out, zp_error *err);

/// The shard (1 .. `of`) of a bundle: BLAKE2b-256 of its name, the first 8 bytes as a big-endian number, modulo `of`, plus 1. By
/// the bundle's name and not by the code of its unit, because codes are only known when the files have been read, and a shard
/// is to read its own files alone. Two bundles that hold one unit may so come into two shards: merging refuses that and names
/// both.
uint32_t zp_shard_of(zp_text name, uint32_t of);

/// Keeps the bundles of this shard. Findings of the scan stay in shard 1 only, so that they are there once after merging.
/// `plan`: hex digest of `base` (what results depend on beside the files) and the names of all files of the run, before any was
/// left out: shards that were cut from different lists (a folder that was not mounted, a file that came later) do not belong
/// together.
void zp_shard_keep(zp_intake *intake, const zp_shard *shard, zp_text base, char plan[ZP_DIGEST_HEX + 1]);

/// "result", or "shard-2-of-8": what the files of a run are called, without their endings. In `arena`; ptr NULL: memory.
zp_text zp_shard_stem(const zp_shard *shard, zp_arena *arena);
/// True for files of that kind: they are no input.
bool zp_shard_owns(zp_text file_name);
