// cmd_worker.c: ziping worker: one of the processes that `ziping score` starts. Not for people: it speaks frames.
#include <getopt.h>
#include <jansson.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "batch/confine.h"
#include "batch/progress_page.h"
#include "batch/worker.h"
#include "cli/cli.h"
#include "plugins/registry.h"

typedef struct session {
  const zp_cli *cli;
  const char *pack;
  zp_encoding encoding;
  zp_converter *converters[2];  // held: for the encoding that is detected, and the one that was said
  bool with_shadow, review;
  zp_shadow shadow;
  zp_progress *progress;
  zp_arena *arena;
  zp_host *host;
  zp_layouts layouts;
} session;

static bool read_options(int argc, char **argv, session *s)
{
  static const struct option table[] = { { "pack", required_argument, NULL, 'p' },
                                         { "shadow", no_argument, NULL, 's' },
                                         { "encoding", required_argument, NULL, 'e' },
                                         { "review", no_argument, NULL, 'r' },
                                         { NULL, 0, NULL, 0 } };
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":p:", table, NULL)) != -1;) {
    if (c == 'p') s->pack = optarg;
    else if (c == 's') s->with_shadow = true;
    else if (c == 'r') s->review = true;
    else if (c != 'e' || !zp_encoding_named(zp_text_from(optarg), &s->encoding)) return false;
  }
  return s->pack != NULL && optind == argc;
}

static zp_status load(session *s, zp_error *err)
{
  zp_pack_place place;
  if (zp_pack_find(s->cli, zp_text_from(s->pack), s->arena, &place, err) != ZP_OK) return err->status;
  if (zp_forms_load(s->arena, &s->layouts, err) != ZP_OK) return err->status;
  if (s->with_shadow && zp_shadow_open(&place, &s->shadow, err) != ZP_OK) return err->status;
  if (zp_host_open(&place, &s->host, err) != ZP_OK || zp_progress_page_take(&s->progress, err) != ZP_OK) return err->status;
  zp_host_watch(s->host, s->progress);
  for (size_t i = 0; i < ZP_SHADOWS && s->with_shadow; i++) zp_host_watch(s->shadow.hosts[i], s->progress);
  return ZP_OK;
}

/// libzip turns the times of members into local time, and nobody looks at them. Asked again later, the C library would open
/// the file of the time zone, which a confined process may not.
static void settle_time_zone(void)
{
  setenv("TZ", "UTC0", 1);
  tzset();
}

/// The limits come first, so that a rule file that is a bomb meets them.
static zp_status work(session *s, zp_error *err)
{
  s->arena = zp_arena_new(NULL, 0);
  if (s->arena == NULL) return zp_fail_memory(err);
  signal(SIGINT, SIG_IGN);  // a terminal sends it to all; the loop process decides
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);  // its limit is 0, and standard error may be a file
  settle_time_zone();
  json_object_seed(0);  // from the system's chance, which cannot be asked later
  if (zp_confine_limits(err) != ZP_OK) return err->status;
  s->converters[0] = zp_converter_hold(ZP_ENCODING_GB18030);  // while files can be opened
  s->converters[1] = zp_converter_hold(s->encoding);
  if (load(s, err) != ZP_OK || zp_confine_calls(err) != ZP_OK) return err->status;
  const zp_worker worker = { .host = s->host, .layouts = &s->layouts, .readers = zp_readers, .encoding = s->encoding, .in = STDIN_FILENO,
                             .shadow = s->with_shadow ? &s->shadow : NULL, .out = STDOUT_FILENO, .review = s->review };
  return zp_worker_serve(&worker, err);
}

zp_exit zp_cmd_worker(const zp_cli *cli, int argc, char **argv)
{
  session s = { .cli = cli };
  zp_error err = { 0 };
  if (!read_options(argc, argv, &s)) return zp_say_usage(cli, ZP_W_USAGE_COMMAND, "worker");
  if (work(&s, &err) != ZP_OK) zp_say_error(cli, &err);
  for (int i = 0; i < 2; i++) zp_converter_release(s.converters[i]);
  zp_shadow_close(&s.shadow);
  zp_host_close(s.host);
  zp_progress_page_free(s.progress);
  zp_arena_free(s.arena);
  return err.status == ZP_OK ? ZP_EXIT_OK : ZP_EXIT_INTERNAL;
}
