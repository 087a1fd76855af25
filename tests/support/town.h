// town.h: runs files of tests/data (or any path) through the whole pipeline with a shipped pack, as a library user would.
#pragma once

#include "pipeline/pipeline.h"

/// Everything a run made; free with town_close().
typedef struct town {
  zp_arena *arena;
  zp_host *host;
  zp_layouts layouts;
  zp_result *result;
} town;

/// True when the file can be opened.
bool town_has(const char *path);
/// Runs `count` files with the pack of that name; fails the test at the first error.
town town_run(const char *pack, const char *const *paths, size_t count);
/// The same over texts given in place: names[i] holds texts[i].
town town_run_texts(const char *pack, const char *const *names, const char *const *texts, size_t count);
/// The same of one file's bytes, which must outlive the town.
town town_run_bytes(const char *pack, const char *name, zp_text bytes);
/// The same with what a reviewer objects to.
town town_review_texts(const char *pack, const char *const *names, const char *const *texts, size_t count);
town town_review(const char *pack, const char *const *paths, size_t count);
void town_close(town *t);

/// The result as bytes of the result file; in the town's arena.
zp_text town_bytes(town *t);
/// The first finding of that status in the result, its units included; NULL when there is none.
const zp_finding *town_finding(const town *t, zp_status status);
