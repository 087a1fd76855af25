// score_apart.c: a temporary folder, and `score` with its words.
#include "cli/score_apart.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void zp_score_apart_add(zp_score_apart *apart, const char *option, const char *argument)
{
  size_t needed = argument == NULL ? 1 : 2;
  if (apart->word_count + needed > ZP_APART_WORDS_MOST) return;
  apart->words[apart->word_count++] = option;
  if (argument != NULL) apart->words[apart->word_count++] = argument;
}

/// Empty: `err` has the cause.
static zp_text make_folder(zp_arena *arena, zp_error *err)
{
  const char *base = getenv("TMPDIR");
  char room[ZP_ERROR_ARG];
  zp_text none = { NULL, 0 };
  zp_text path = zp_text_format(arena, "%s/ziping-XXXXXX", base == NULL || base[0] == '\0' ? "/tmp" : base);
  if (path.ptr == NULL) zp_fail_memory(err);
  else if (mkdtemp((char *)(uintptr_t)path.ptr) == NULL)
    zp_fail(err, ZP_E_WRITE, NULL, path, zp_error_cause(errno, room), none);
  return err->status == ZP_OK ? path : none;
}

zp_exit zp_score_apart_run(zp_score_apart *apart, const zp_cli *cli, char *const *inputs, size_t count, zp_arena *arena)
{
  enum { BEFORE = 4, BEHIND = 2 };  // score --quiet --out FOLDER, -- and the closing NULL
  zp_cli quiet = *cli;
  zp_error err = { 0 };
  size_t words = 0;
  const char **all = ZP_TAKE(arena, const char *, BEFORE + apart->word_count + count + BEHIND);
  quiet.out = fopen("/dev/null", "w");
  if (all == NULL || quiet.out == NULL) zp_fail_memory(&err);
  else apart->folder = make_folder(arena, &err);
  if (err.status != ZP_OK) {
    zp_say_error(cli, &err);
    if (quiet.out != NULL) fclose(quiet.out);
    return ZP_EXIT_INTERNAL;
  }
  all[words++] = "score";
  all[words++] = "--quiet";
  all[words++] = "--out";
  all[words++] = apart->folder.ptr;
  for (size_t i = 0; i < apart->word_count; i++) all[words++] = apart->words[i];
  all[words++] = "--";
  for (size_t i = 0; i < count; i++) all[words++] = inputs[i];
  zp_exit status = zp_cmd_score(&quiet, (int)words, (char **)(uintptr_t)all);
  fclose(quiet.out);
  return status;
}

/// Nothing but what `score` writes is in it.
zp_exit zp_score_apart_review(zp_score_apart *apart, const zp_cli *cli, const zp_review_options *how, char *const *inputs, size_t count,
                              zp_arena *arena)
{
  zp_score_apart_add(apart, "--review", NULL);
  if (how->pack != NULL) zp_score_apart_add(apart, "--pack", how->pack);
  if (how->jobs != NULL) zp_score_apart_add(apart, "--jobs", how->jobs);
  if (how->encoding != NULL) zp_score_apart_add(apart, "--encoding", how->encoding);
  if (how->office) zp_score_apart_add(apart, "--office", NULL);
  return zp_score_apart_run(apart, cli, inputs, count, arena);
}

void zp_score_apart_end(const zp_score_apart *apart)
{
  if (apart->folder.len == 0) return;
  DIR *dir = opendir(apart->folder.ptr);
  for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) unlinkat(dirfd(dir), entry->d_name, 0);
  if (dir != NULL) closedir(dir);
  rmdir(apart->folder.ptr);
}
