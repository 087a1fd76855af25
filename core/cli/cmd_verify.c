// cmd_verify.c: ziping verify: a result computed again from its inputs and compared, figure by figure.
#include <getopt.h>
#include <string.h>

#include "cli/cli.h"
#include "pipeline/district.h"
#include "pipeline/pipeline.h"
#include "plugins/registry.h"
#include "store/assemble.h"
#include "store/compare.h"
#include "store/result_file.h"

enum { INPUT_MOST = 64 << 20, LINE_ROOM = 4096 };  // bytes of one input file, of one line

typedef struct options {
  const char *pack, *roster, *result;
  bool quiet;
  zp_encoding encoding;
  int first;  // argv index of the first input
} options;

/// What a verification holds besides the arena.
typedef struct session {
  const zp_cli *cli;
  options options;
  zp_arena *arena;
  zp_host *host;
  zp_layouts layouts;
  zp_result *stored, *fresh;
  zp_findings unreadable;
} session;

/// Sets *done when nothing more is to be done and the status returned is the command's.
static zp_exit read_options(zp_cli *cli, int argc, char **argv, options *o, bool *done)
{
  static const struct option table[] = {
    { "pack", required_argument, NULL, 'p' }, { "lang", required_argument, NULL, 'l' }, { "quiet", no_argument, NULL, 'q' },
    { "roster", required_argument, NULL, 'r' }, { "encoding", required_argument, NULL, 'e' },
    { "help", no_argument, NULL, 'h' },       { NULL, 0, NULL, 0 },
  };
  *done = true;
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":p:qh", table, NULL)) != -1;) {
    switch (c) {
      case 'p': o->pack = optarg; break;
      case 'r': o->roster = optarg; break;
      case 'e':
        if (!zp_encoding_named(zp_text_from(optarg), &o->encoding)) return zp_say_usage(cli, ZP_W_USAGE_VALUE, optarg);
        break;
      case 'q': o->quiet = true; break;
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': fputs(zp_word_text(ZP_W_HELP_VERIFY, cli->lang), cli->out); return ZP_EXIT_OK;
      case ':': return zp_say_usage(cli, ZP_W_USAGE_ARGUMENT, argv[optind - 1]);
      default: return zp_say_usage(cli, ZP_W_USAGE_OPTION, argv[optind - 1]);
    }
  }
  if (optind >= argc) return zp_say_usage(cli, ZP_W_USAGE_NO_RESULT, "");
  if (optind + 1 >= argc) return zp_say_usage(cli, ZP_W_USAGE_NO_INPUT, "");
  o->result = argv[optind];
  o->first = optind + 1;
  *done = false;
  return ZP_EXIT_OK;
}

// ---- computing again -------------------------------------------------------------------------------------------------------------

/// The pack by its name in the result, or as given; only the very same one will do.
static zp_status open_pack(session *s, zp_error *err)
{
  zp_pack_place place;
  zp_text rules = zp_rules_folder(s->arena), none = { NULL, 0 };
  zp_text wanted = s->options.pack != NULL ? zp_text_from(s->options.pack) : s->stored->pack;
  if (rules.len == 0) return zp_fail(err, ZP_E_PACK_NOT_FOUND, NULL, ZP_TEXT("rules/forms"), none, ZP_TEXT("rules"));
  zp_text forms = zp_text_format(s->arena, "%.*s/forms", ZP_ARG(rules));
  if (forms.ptr == NULL) return zp_fail_memory(err);
  if (zp_pack_find(s->cli, wanted, s->arena, &place, err) != ZP_OK) return err->status;
  if (zp_layouts_load(forms, s->arena, &s->layouts, err) != ZP_OK) return err->status;
  if (zp_host_open(&place, &s->host, err) != ZP_OK) return err->status;
  zp_text digest = zp_host_policy(s->host)->digest;
  if (zp_text_equal(digest, s->stored->pack_digest)) return ZP_OK;
  return zp_fail(err, ZP_E_VERIFY_PACK, NULL, s->stored->pack, s->stored->pack_digest, digest);
}

static zp_text shown_name(const char *path)
{
  const char *slash = strrchr(path, '/');
  return zp_text_from(slash == NULL || slash[1] == '\0' ? path : slash + 1);
}

/// What cannot be opened is part of a result too: score lists it before all else.
static zp_status add_unreadable(session *s, zp_error *err)
{
  size_t count = s->unreadable.count;
  zp_finding *all = ZP_TAKE(s->arena, zp_finding, count + s->fresh->finding_count);
  if (all == NULL || s->unreadable.lost) return zp_fail_memory(err);
  if (count != 0) memcpy(all, s->unreadable.items, count * sizeof *all);
  if (s->fresh->finding_count != 0) memcpy(all + count, s->fresh->findings, s->fresh->finding_count * sizeof *all);
  s->fresh->findings = all;
  s->fresh->finding_count += count;
  return ZP_OK;
}

static zp_status make_district(session *s, zp_error *err)
{
  zp_lexicon lexicon;
  zp_roster roster;
  zp_district_setup setup = { .arena = s->arena, .host = s->host };
  if (s->options.roster != NULL) {
    if (zp_lexicon_make(&s->layouts, s->arena, &lexicon, err) != ZP_OK) return err->status;
    if (zp_roster_open(s->options.roster, &lexicon, s->arena, &roster, err) != ZP_OK) return err->status;
    setup.roster = &roster;
  }
  if (zp_district_of(&setup, s->fresh, err) != ZP_OK) return err->status;
  if (s->fresh->finding_count > 1) zp_findings_sort(s->fresh->findings, s->fresh->finding_count);
  return ZP_OK;
}

/// *read_count: inputs that could be opened.
static zp_status run_again(session *s, int argc, char **argv, size_t *read_count, zp_error *err)
{
  zp_input_bytes *inputs = ZP_TAKE(s->arena, zp_input_bytes, (size_t)argc);
  if (inputs == NULL) return zp_fail_memory(err);
  *read_count = 0;
  for (int i = s->options.first; i < argc; i++) {
    zp_input_bytes *input = &inputs[*read_count];
    zp_error failure = { 0 };
    input->name = shown_name(argv[i]);
    if (zp_file_read(argv[i], INPUT_MOST, s->arena, &input->bytes, &failure) == ZP_OK) ++*read_count;
    else zp_findings_take(&s->unreadable, &failure);
  }
  zp_job job = { .inputs = inputs, .input_count = *read_count, .readers = zp_readers, .layouts = &s->layouts,
                 .encoding = s->options.encoding, .host = s->host,
                 .arena = s->arena };
  if (zp_run(&job, &s->fresh, err) != ZP_OK || add_unreadable(s, err) != ZP_OK) return err->status;
  return make_district(s, err);
}

// ---- saying what differs ---------------------------------------------------------------------------------------------------------

static void say(const zp_cli *cli, FILE *file, zp_word sentence, zp_text arg1, zp_text arg2, zp_text arg3)
{
  char line[LINE_ROOM];
  const zp_text args[3] = { arg1, arg2, arg3 };
  zp_message_fill(zp_word_text(sentence, cli->lang), cli->lang, args, line, sizeof line);
  fprintf(file, "%s\n", line);
}

/// What a person can read of a value: cleaned, so that no file can write to the terminal.
static zp_text clean(const zp_cli *cli, zp_text value, char room[LINE_ROOM / 4])
{
  if (value.len == 0) return zp_text_from(zp_word_text(ZP_W_VERIFY_NONE, cli->lang));
  return (zp_text){ room, zp_text_clean(value, room, LINE_ROOM / 4) };
}

static void say_differences(const session *s, const zp_differences *differences)
{
  const zp_cli *cli = s->cli;
  char path[LINE_ROOM / 4], stored[LINE_ROOM / 4], fresh[LINE_ROOM / 4], number[24], units[24];
  zp_text none = { NULL, 0 };
  for (size_t i = 0; i < differences->count && !s->options.quiet; i++) {
    const zp_difference *one = &differences->items[i];
    say(cli, cli->out, ZP_W_VERIFY_LINE, clean(cli, one->path, path), clean(cli, one->stored, stored), clean(cli, one->fresh, fresh));
  }
  snprintf(number, sizeof number, "%zu", differences->total - differences->count);
  if (differences->total > differences->count && !s->options.quiet) say(cli, cli->out, ZP_W_VERIFY_MORE, zp_text_from(number), none, none);
  snprintf(number, sizeof number, "%zu", differences->total == 0 ? s->stored->unit_count : differences->total);
  snprintf(units, sizeof units, "%zu", differences->units);
  say(cli, cli->out, differences->total == 0 ? ZP_W_VERIFY_EQUAL : ZP_W_VERIFY_DIFFERS, zp_text_from(number), zp_text_from(units), none);
}

static zp_exit fail(const session *s, const zp_error *err, zp_exit status)
{
  zp_say_error(s->cli, err);
  return err->status == ZP_E_MEMORY ? ZP_EXIT_INTERNAL : status;
}

static zp_exit verify(session *s, int argc, char **argv)
{
  zp_error err = { 0 };
  zp_differences differences;
  size_t read_count = 0;
  zp_text none = { NULL, 0 };
  if (zp_result_open(s->options.result, s->arena, &s->stored, &err) != ZP_OK) return fail(s, &err, zp_result_exit(err.status));
  if (open_pack(s, &err) != ZP_OK) return fail(s, &err, ZP_EXIT_PACK);
  if (!zp_text_equal(s->stored->version, ZP_TEXT(ZP_VERSION)))
    say(s->cli, s->cli->err, ZP_W_VERIFY_VERSION, s->stored->version, ZP_TEXT(ZP_VERSION), none);
  if (run_again(s, argc, argv, &read_count, &err) != ZP_OK) return fail(s, &err, ZP_EXIT_INTERNAL);
  if (read_count == 0) {
    for (size_t i = 0; i < s->unreadable.count; i++) zp_say_finding(s->cli, &s->unreadable.items[i]);
    return ZP_EXIT_NO_INPUT;
  }
  if (zp_result_compare(s->stored, s->fresh, s->arena, &differences, &err) != ZP_OK) return fail(s, &err, ZP_EXIT_INTERNAL);
  say_differences(s, &differences);
  return differences.total == 0 ? ZP_EXIT_OK : ZP_EXIT_PARTLY;
}

zp_exit zp_cmd_verify(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  session s = { .cli = &own };
  zp_error err = { 0 };
  bool done;
  zp_exit status = read_options(&own, argc, argv, &s.options, &done);
  if (done) return status;
  s.arena = zp_arena_new(NULL, 0);
  s.unreadable.arena = s.arena;
  if (s.arena == NULL) {
    zp_fail_memory(&err);
    return fail(&s, &err, ZP_EXIT_INTERNAL);
  }
  status = verify(&s, argc, argv);
  zp_host_close(s.host);
  zp_arena_free(s.arena);
  return status;
}
