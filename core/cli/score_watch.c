// score_watch.c: how a run stands, for people and for logs; and the lock that keeps a second run out.
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "cli/score_kit.h"

enum { EVERY_ON_TERMINAL = 200, EVERY_IN_LOG = 10000, BAR = 30 };

unsigned zp_score_tell_every(const zp_score_watch *watch)
{
  if (watch->quiet) return 0;
  return watch->terminal && !watch->json ? EVERY_ON_TERMINAL : EVERY_IN_LOG;
}

/// Seconds that the rest will take at the rate so far; negative: not known yet.
static double rest(const zp_run_state *state)
{
  size_t worked = state->done + state->failed - state->taken_over;
  size_t left = state->bundles - state->done - state->failed;
  return worked == 0 || state->seconds <= 0 ? -1 : state->seconds / (double)worked * (double)left;
}

static void tell_json(const zp_score_watch *watch, const zp_run_state *state, bool last)
{
  json_t *line = json_pack("{s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "event", last ? "done" : "progress", "bundles",
                           (json_int_t)state->bundles, "done", (json_int_t)state->done, "failed", (json_int_t)state->failed,
                           "taken_over", (json_int_t)state->taken_over, "running", (json_int_t)state->running, "scored",
                           (json_int_t)state->rows.scored, "unscored", (json_int_t)state->rows.unscored, "milliseconds",
                           (json_int_t)(state->seconds * 1000));
  if (line == NULL) return;
  json_dumpf(line, watch->cli->err, JSON_COMPACT);
  fputc('\n', watch->cli->err);
  json_decref(line);
}

static void draw_bar(FILE *file, const zp_run_state *state)
{
  size_t ended = state->done + state->failed;
  size_t full = state->bundles == 0 ? BAR : ended * BAR / state->bundles;
  for (size_t i = 0; i < BAR; i++) fputs(i < full ? "█" : "░", file);
  fputc(' ', file);
}

static void tell_text(const zp_score_watch *watch, const zp_run_state *state, bool last)
{
  char done[64], failed[24], left[32] = "-", line[512];
  double seconds = rest(state);
  snprintf(done, sizeof done, "%zu/%zu", state->done + state->failed, state->bundles);
  snprintf(failed, sizeof failed, "%zu", state->failed);
  if (seconds >= 0) snprintf(left, sizeof left, "%.0f", seconds);
  const zp_text args[3] = { zp_text_from(done), zp_text_from(failed), zp_text_from(left) };
  zp_message_fill(zp_word_text(ZP_W_SCORE_PROGRESS, watch->cli->lang), watch->cli->lang, args, line, sizeof line);
  if (watch->terminal) fputs("\r\033[K", watch->cli->err);
  if (watch->terminal && last) return;  // the bar has done its work
  if (watch->terminal) draw_bar(watch->cli->err, state);
  fputs(line, watch->cli->err);
  if (!watch->terminal) fputc('\n', watch->cli->err);
}

void zp_score_tell(void *context, const zp_run_state *state, bool last)
{
  const zp_score_watch *watch = context;
  if (watch->json) tell_json(watch, state, last);
  else if (!last || watch->terminal) tell_text(watch, state, last);
  fflush(watch->cli->err);
}

// ---- the lock ------------------------------------------------------------------------------------------------------

static zp_status refuse_lock(int file, const char *folder, zp_error *err)
{
  char holder[160] = "";
  ssize_t got = pread(file, holder, sizeof holder - 1, 0);
  holder[got < 0 ? 0 : got] = '\0';
  holder[strcspn(holder, "\n")] = '\0';
  return zp_fail(err, ZP_E_LOCKED, NULL, zp_text_from(folder), zp_text_from(holder), (zp_text){ NULL, 0 });
}

static zp_status lock_failed(const char *path, int cause, zp_error *err)
{
  char room[ZP_ERROR_ARG];
  return zp_fail(err, ZP_E_WRITE, NULL, zp_text_from(path), zp_error_cause(cause, room), (zp_text){ NULL, 0 });
}

zp_status zp_score_lock(const zp_score_options *options, zp_arena *arena, int *lock, zp_error *err)
{
  zp_text stem = options->shard.of == 0 ? ZP_TEXT("ziping") : zp_shard_stem(&options->shard, arena);
  zp_text path = zp_text_format(arena, "%s/.%.*s.lock", options->out, ZP_ARG(stem));
  char host[64] = "", line[160];
  time_t now = time(NULL);
  struct tm utc;
  if (path.ptr == NULL) return zp_fail_memory(err);
  *lock = open(path.ptr, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (*lock < 0) return lock_failed(path.ptr, errno, err);
  if (flock(*lock, LOCK_EX | LOCK_NB) != 0)
    return errno == EWOULDBLOCK ? refuse_lock(*lock, options->out, err) : lock_failed(path.ptr, errno, err);
  gethostname(host, sizeof host - 1);
  gmtime_r(&now, &utc);
  int len = snprintf(line, sizeof line, "pid %ld, %s, %04d-%02d-%02dT%02d:%02d:%02dZ\n", (long)getpid(), host,
                     utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
  // Who holds it is only told; the lock itself is the kernel's.
  if (ftruncate(*lock, 0) == 0 && pwrite(*lock, line, (size_t)len, 0) < 0) return lock_failed(path.ptr, errno, err);
  return ZP_OK;
}
