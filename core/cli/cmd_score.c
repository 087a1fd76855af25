// cmd_score.c: ziping score: inputs + pack -> DIR/result.msgpack, the town's table on stdout, findings on stderr.
#include <errno.h>
#include <getopt.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "pipeline/pipeline.h"
#include "plugins/registry.h"
#include "store/result_file.h"

enum { INPUT_MOST = 64 << 20 };  // bytes of one input file

typedef struct options {
  const char *out, *pack;
  bool quiet, shadow;
  int first;  // argv index of the first input
} options;

/// What a score run holds besides the arena.
typedef struct session {
  const zp_cli *cli;
  options options;
  zp_arena *arena;
  zp_host *host;
  zp_shadow shadow;
  zp_layouts layouts;
  zp_findings unreadable;  // inputs that could not even be opened
  zp_input_bytes *inputs;
  size_t input_count;
} session;

static zp_exit read_options(zp_cli *cli, int argc, char **argv, options *out)
{
  static const struct option table[] = {
    { "out", required_argument, NULL, 'o' },  { "pack", required_argument, NULL, 'p' },
    { "lang", required_argument, NULL, 'l' }, { "quiet", no_argument, NULL, 'q' },
    { "shadow", no_argument, NULL, 's' },     { "help", no_argument, NULL, 'h' },
    { NULL, 0, NULL, 0 },
  };
  *out = (options){ .pack = "mof-2020" };
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":o:p:qh", table, NULL)) != -1;) {
    switch (c) {
      case 'o': out->out = optarg; break;
      case 'p': out->pack = optarg; break;
      case 'q': out->quiet = true; break;
      case 's': out->shadow = true; break;
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': fputs(zp_word_text(ZP_W_HELP_SCORE, cli->lang), cli->out); return ZP_EXIT_OK;
      case ':': return zp_say_usage(cli, ZP_W_USAGE_ARGUMENT, argv[optind - 1]);
      default: return zp_say_usage(cli, ZP_W_USAGE_OPTION, argv[optind - 1]);
    }
  }
  out->first = optind;
  if (out->out == NULL) return zp_say_usage(cli, ZP_W_USAGE_NO_OUT, "");
  if (optind >= argc) return zp_say_usage(cli, ZP_W_USAGE_NO_INPUT, "");
  return ZP_EXIT_OK;
}

static zp_text shown_name(const char *path)
{
  const char *slash = strrchr(path, '/');
  return zp_text_from(slash == NULL || slash[1] == '\0' ? path : slash + 1);
}

/// Reads every input; one that cannot be opened is a finding and the others go on.
static zp_status open_inputs(session *s, int argc, char **argv, zp_error *err)
{
  s->inputs = ZP_TAKE(s->arena, zp_input_bytes, (size_t)argc);
  if (s->inputs == NULL) return zp_fail_memory(err);
  for (int i = s->options.first; i < argc; i++) {
    zp_input_bytes *input = &s->inputs[s->input_count];
    zp_error failure = { 0 };
    input->name = shown_name(argv[i]);
    if (zp_file_read(argv[i], INPUT_MOST, s->arena, &input->bytes, &failure) == ZP_OK) s->input_count++;
    else zp_findings_take(&s->unreadable, &failure);
  }
  return s->unreadable.lost ? zp_fail_memory(err) : ZP_OK;
}

static zp_status open_pack(session *s, zp_error *err)
{
  zp_pack_place place;
  zp_text rules = zp_rules_folder(s->arena);
  if (rules.len == 0) return zp_fail(err, ZP_E_PACK_NOT_FOUND, NULL, ZP_TEXT("rules/forms"), (zp_text){ NULL, 0 }, ZP_TEXT("rules"));
  zp_text forms = zp_text_format(s->arena, "%.*s/forms", ZP_ARG(rules));
  if (forms.ptr == NULL) return zp_fail_memory(err);
  if (zp_pack_find(s->cli, zp_text_from(s->options.pack), s->arena, &place, err) != ZP_OK) return err->status;
  if (zp_layouts_load(forms, s->arena, &s->layouts, err) != ZP_OK) return err->status;
  if (zp_host_open(&place, &s->host, err) != ZP_OK) return err->status;
  return s->options.shadow ? zp_shadow_open(&place, &s->shadow, err) : ZP_OK;
}

static void say_all(const session *s, const zp_finding *items, size_t count)
{
  for (size_t i = 0; i < count && !s->options.quiet; i++) zp_say_finding(s->cli, &items[i]);
}

/// The findings of opening the files come before those of reading them.
static zp_status add_unreadable(session *s, zp_result *result, zp_error *err)
{
  size_t count = s->unreadable.count + result->finding_count;
  zp_finding *all = ZP_TAKE(s->arena, zp_finding, count);
  if (all == NULL) return zp_fail_memory(err);
  if (s->unreadable.count != 0) memcpy(all, s->unreadable.items, s->unreadable.count * sizeof *all);
  if (result->finding_count != 0)
    memcpy(all + s->unreadable.count, result->findings, result->finding_count * sizeof *all);
  result->findings = all;
  result->finding_count = count;
  return ZP_OK;
}

static zp_status write_result(session *s, const zp_result *result, zp_error *err)
{
  zp_sink sink = { .arena = s->arena };
  zp_text path = zp_text_format(s->arena, "%s/result.msgpack", s->options.out);
  if (path.ptr == NULL) return zp_fail_memory(err);
  if (mkdir(s->options.out, 0777) != 0 && errno != EEXIST) {
    char room[ZP_ERROR_ARG];
    return zp_fail(err, ZP_E_WRITE, NULL, zp_text_from(s->options.out), zp_error_cause(errno, room), (zp_text){ NULL, 0 });
  }
  if (zp_result_pack(result, &sink, err) != ZP_OK) return err->status;
  return zp_file_write(path.ptr, (zp_text){ sink.bytes, sink.len }, err);
}

static void print_shadow(const session *s)
{
  char checked[24], hanging[24], line[256];
  snprintf(checked, sizeof checked, "%zu", s->shadow.checked);
  snprintf(hanging, sizeof hanging, "%zu", s->shadow.hanging);
  const zp_text counts[3] = { zp_text_from(checked), zp_text_from(hanging) };
  zp_message_fill(zp_word_text(ZP_W_SHADOW_LINE, s->cli->lang), s->cli->lang, counts, line, sizeof line);
  fprintf(s->cli->out, "%s\n", line);
}

static zp_status print_table(session *s, const zp_result *result, zp_error *err)
{
  zp_sink sink = { .arena = s->arena };
  zp_report_options how = { .lang = s->cli->lang, .width = s->cli->width };
  if (zp_report_named(ZP_TEXT("text"))->write(result, &how, &sink, err) != ZP_OK) return err->status;
  fwrite(sink.bytes, 1, sink.len, s->cli->out);
  if (s->options.shadow) print_shadow(s);
  fprintf(s->cli->out, "%s%s%s/result.msgpack\n", zp_word_text(ZP_W_RESULT_FILE, s->cli->lang),
          zp_word_text(ZP_W_COLON, s->cli->lang), s->options.out);
  return ZP_OK;
}

/// 0 only when every row of every unit is scored, no veto or deduction is open and every file was used.
static zp_exit verdict(const session *s, const zp_result *result, size_t read_count)
{
  zp_counts counts = zp_result_counts(result);
  if (read_count == 0 || result->unit_count == 0) return ZP_EXIT_NO_INPUT;
  bool all = counts.unscored == 0 && counts.fault == 0 && counts.scored > 0 && zp_result_open_count(result) == 0;
  for (size_t u = 0; u < result->unit_count; u++) all = all && result->units[u].total.known;
  for (size_t i = 0; i < result->finding_count; i++)
    all = all && zp_status_severity(result->findings[i].status) != ZP_ERROR;
  return all && s->unreadable.count == 0 ? ZP_EXIT_OK : ZP_EXIT_PARTLY;
}

static zp_exit fail(const session *s, const zp_error *err, zp_exit status)
{
  zp_say_error(s->cli, err);
  return status;
}

static zp_exit score(session *s, int argc, char **argv)
{
  zp_error err = { 0 };
  zp_result *result = NULL;
  if (open_pack(s, &err) != ZP_OK) return fail(s, &err, err.status == ZP_E_MEMORY ? ZP_EXIT_INTERNAL : ZP_EXIT_PACK);
  if (open_inputs(s, argc, argv, &err) != ZP_OK) return fail(s, &err, ZP_EXIT_INTERNAL);
  zp_job job = { s->inputs, s->input_count, zp_readers, &s->layouts, s->host, s->arena,
                 s->options.shadow ? &s->shadow : NULL };
  if (zp_run(&job, &result, &err) != ZP_OK) return fail(s, &err, ZP_EXIT_INTERNAL);
  if (add_unreadable(s, result, &err) != ZP_OK) return fail(s, &err, ZP_EXIT_INTERNAL);
  say_all(s, result->findings, result->finding_count);
  for (size_t u = 0; u < result->unit_count; u++) say_all(s, result->units[u].findings, result->units[u].finding_count);

  zp_exit status = verdict(s, result, s->input_count);
  if (status == ZP_EXIT_NO_INPUT) return status;
  if (write_result(s, result, &err) != ZP_OK) return fail(s, &err, ZP_EXIT_INTERNAL);
  if (print_table(s, result, &err) != ZP_OK) return fail(s, &err, ZP_EXIT_INTERNAL);
  return status;
}

zp_exit zp_cmd_score(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  session s = { .cli = &own };
  zp_exit status = read_options(&own, argc, argv, &s.options);
  if (status != ZP_EXIT_OK || s.options.first == 0) return status;
  s.arena = zp_arena_new(NULL, 0);
  zp_error err = { 0 };
  if (s.arena == NULL) {
    zp_fail_memory(&err);
    return fail(&s, &err, ZP_EXIT_INTERNAL);
  }
  s.unreadable.arena = s.arena;
  status = score(&s, argc, argv);
  zp_host_close(s.host);
  zp_shadow_close(&s.shadow);
  zp_arena_free(s.arena);
  return status;
}
