// cmd_rules.c: ziping rules: what a pack holds, and whether its examples come out.
#include <getopt.h>
#include <string.h>

#include "cli/cli.h"
#include "script/host.h"

typedef struct session {
  const zp_cli *cli;
  const char *pack, *action;
  zp_arena *arena;
  zp_host *host;
} session;

static zp_exit read_options(zp_cli *cli, int argc, char **argv, session *out)
{
  static const struct option table[] = {
    { "pack", required_argument, NULL, 'p' },
    { "lang", required_argument, NULL, 'l' },
    { "help", no_argument, NULL, 'h' },
    { NULL, 0, NULL, 0 },
  };
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":p:h", table, NULL)) != -1;) {
    switch (c) {
      case 'p': out->pack = optarg; break;
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': fputs(zp_word_text(ZP_W_HELP_RULES, cli->lang), cli->out); return ZP_EXIT_OK;
      case ':': return zp_say_usage(cli, ZP_W_USAGE_ARGUMENT, argv[optind - 1]);
      default: return zp_say_usage(cli, ZP_W_USAGE_OPTION, argv[optind - 1]);
    }
  }
  const char *action = optind < argc ? argv[optind] : "";
  if (strcmp(action, "list") != 0 && strcmp(action, "test") != 0)
    return zp_say_usage(cli, ZP_W_USAGE_RULES, action);
  if (optind + 1 < argc) return zp_say_usage(cli, ZP_W_USAGE_RULES, argv[optind + 1]);
  out->action = action;
  return ZP_EXIT_OK;
}

static zp_status open_pack(session *s, zp_error *err)
{
  zp_pack_place place;
  if (zp_pack_find(s->cli, zp_text_from(s->pack), s->arena, &place, err) != ZP_OK)
    return err->status;
  return zp_host_open(&place, &s->host, err);
}

// ---- list
// -----------------------------------------------------------------------------------------------------------

static void print_padded(FILE *file, zp_text text, size_t width)
{
  fprintf(file, "%.*s", ZP_ARG(text));
  for (size_t at = zp_text_width(text); at < width + 2; at++) fputc(' ', file);
}

static zp_exit list(const session *s)
{
  const zp_policy *policy = zp_host_policy(s->host);
  size_t id = 0, title = 0;
  for (size_t i = 0; i < policy->rule_count; i++) {
    size_t a = zp_text_width(policy->rules[i].id), b = zp_text_width(policy->rules[i].title);
    if (a > id) id = a;
    if (b > title) title = b;
  }
  fprintf(s->cli->out, "%.*s %.*s  %.*s\n", ZP_ARG(policy->id), ZP_ARG(policy->version),
          ZP_ARG(policy->title));
  for (size_t i = 0; i < policy->rule_count; i++) {
    const zp_rule *rule = &policy->rules[i];
    print_padded(s->cli->out, rule->id, id);
    print_padded(s->cli->out, rule->title, title);
    fprintf(s->cli->out, "%3zu  %.*s:%u\n", rule->example_count, ZP_ARG(rule->file), rule->line);
  }
  return ZP_EXIT_OK;
}

// ---- test
// -----------------------------------------------------------------------------------------------------------

static void say_failed(const session *s, const zp_example_run *run)
{
  char sentence[1024];
  const zp_text args[3] = { run->expected, run->got };
  zp_lang lang = s->cli->lang;
  size_t len = zp_message_fill(zp_word_text(ZP_W_RULES_EXPECTED, lang), lang, args, sentence,
                               sizeof sentence);
  zp_place place = { .file = run->file, .row = run->line };
  zp_finding finding = { .status = ZP_E_EXAMPLE_FAILED,
                         .place = place,
                         .args = { run->rule, run->title, { sentence, len } } };
  zp_say_finding(s->cli, &finding);
}

static zp_exit test(const session *s)
{
  zp_example_run *runs = NULL;
  size_t count = 0, failed = 0;
  zp_error err = { 0 };
  if (zp_host_examples(s->host, s->arena, &runs, &count, &err) != ZP_OK) {
    zp_say_error(s->cli, &err);
    return ZP_EXIT_INTERNAL;
  }
  for (size_t i = 0; i < count; i++) {
    const zp_example_run *run = &runs[i];
    fprintf(s->cli->out, "%-4s  %.*s:%u: %.*s\n", run->passed ? "ok" : "FAIL", ZP_ARG(run->file),
            run->line, ZP_ARG(run->title));
    if (run->passed) continue;
    failed++;
    say_failed(s, run);
  }
  fprintf(s->cli->out, "%zu passed, %zu failed\n", count - failed, failed);
  return failed == 0 ? ZP_EXIT_OK : ZP_EXIT_PARTLY;
}

// ---- the command
// ----------------------------------------------------------------------------------------------------

static zp_exit run(session *s)
{
  zp_error err = { 0 };
  s->arena = zp_arena_new(NULL, 0);
  if (s->arena == NULL)
    zp_fail_memory(&err);
  else
    open_pack(s, &err);
  if (err.status != ZP_OK) {
    zp_say_error(s->cli, &err);
    return err.status == ZP_E_MEMORY ? ZP_EXIT_INTERNAL : ZP_EXIT_PACK;
  }
  return strcmp(s->action, "list") == 0 ? list(s) : test(s);
}

zp_exit zp_cmd_rules(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  session s = { .cli = &own, .pack = "mof-2020" };
  zp_exit status = read_options(&own, argc, argv, &s);
  if (status != ZP_EXIT_OK || s.action == NULL) return status;
  status = run(&s);
  zp_host_close(s.host);
  zp_arena_free(s.arena);
  return status;
}
