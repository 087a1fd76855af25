// cmd_rules.c: ziping rules: the author's kit. Reads the words and calls rules_ACTION.c.
#include <getopt.h>
#include <string.h>

#include "cli/rules_kit.h"

typedef struct action {
  const char *name;
  bool opens;       // works on a pack that loads
  bool takes_pack;  // the word behind it may be the pack
  size_t most_words;
  zp_exit (*run)(const zp_rules_kit *kit);
} action;

/// Case tables that can be named at once.
enum { TABLES_MOST = 256 };

static const action actions[] = {
  { "list", true, false, 0, zp_rules_list },
  { "show", true, false, SIZE_MAX, zp_rules_show },
  { "check", true, true, 1, zp_rules_check },
  { "test", true, false, TABLES_MOST, zp_rules_test },
  { "new", false, false, 1, zp_rules_new },
  { "doc", true, false, 0, zp_rules_doc },
};

static const action *find_action(const char *name)
{
  for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
    if (strcmp(name, actions[i].name) == 0) return &actions[i];
  return NULL;
}

static zp_exit read_options(zp_cli *cli, int argc, char **argv, zp_rules_kit *kit,
                            const action **out)
{
  static const struct option table[] = {
    { "pack", required_argument, NULL, 'p' },
    { "out", required_argument, NULL, 'o' },
    { "coverage", no_argument, NULL, 'c' },
    { "lang", required_argument, NULL, 'l' },
    { "help", no_argument, NULL, 'h' },
    { NULL, 0, NULL, 0 },
  };
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":p:o:h", table, NULL)) != -1;) {
    switch (c) {
      case 'p': kit->pack = optarg; break;
      case 'o': kit->out = optarg; break;
      case 'c': kit->coverage = true; break;
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': return zp_say_help(cli, ZP_W_HELP_RULES);
      case ':': return zp_say_usage(cli, ZP_W_USAGE_ARGUMENT, argv[optind - 1]);
      default: return zp_say_usage(cli, ZP_W_USAGE_OPTION, argv[optind - 1]);
    }
  }
  const char *name = optind < argc ? argv[optind] : "";
  const action *found = find_action(name);
  if (found == NULL) return zp_say_usage(cli, ZP_W_USAGE_RULES, name);
  kit->words = argv + optind + 1;
  kit->word_count = (size_t)(argc - optind - 1);
  if (kit->word_count > found->most_words)
    return zp_say_usage(cli, ZP_W_USAGE_RULES_MORE, kit->words[found->most_words]);
  if (found->takes_pack && kit->word_count > 0) {
    if (kit->pack != NULL) return zp_say_usage(cli, ZP_W_USAGE_RULES_MORE, kit->words[0]);
    kit->pack = kit->words[0];
  }
  if (kit->pack == NULL) kit->pack = "mof-2020";
  *out = found;
  return ZP_EXIT_OK;
}

static zp_status open_pack(zp_rules_kit *kit, zp_error *err)
{
  if (zp_pack_find(kit->cli, zp_text_from(kit->pack), kit->arena, &kit->place, err) != ZP_OK)
    return err->status;
  return zp_host_open(&kit->place, &kit->host, err);
}

static zp_exit run(zp_rules_kit *kit, const action *what)
{
  zp_error err = { 0 };
  kit->arena = zp_arena_new(NULL, 0);
  if (kit->arena == NULL)
    zp_fail_memory(&err);
  else if (what->opens)
    open_pack(kit, &err);
  if (err.status == ZP_OK) return what->run(kit);
  zp_say_error(kit->cli, &err);
  return err.status == ZP_E_MEMORY ? ZP_EXIT_INTERNAL : ZP_EXIT_PACK;
}

zp_exit zp_rules_failed(const zp_rules_kit *kit, const zp_error *err)
{
  bool file = err->status == ZP_E_WRITE || err->status == ZP_E_OPEN;
  zp_say_error(kit->cli, err);
  return file ? ZP_EXIT_USAGE : ZP_EXIT_INTERNAL;
}

zp_exit zp_cmd_rules(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  zp_rules_kit kit = { .cli = &own };
  const action *what = NULL;
  zp_exit status = read_options(&own, argc, argv, &kit, &what);
  if (status != ZP_EXIT_OK || what == NULL) return status;
  status = run(&kit, what);
  zp_host_close(kit.host);
  zp_arena_free(kit.arena);
  return status;
}
