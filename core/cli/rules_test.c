// rules_test.c: ziping rules test: whether what the pack promises comes out.
#include "cli/rules_kit.h"

static void say_failed(const zp_cli *cli, const zp_example_run *run)
{
  char sentence[1024];
  const zp_text args[3] = { run->expected, run->got };
  size_t len = zp_message_fill(zp_word_text(ZP_W_RULES_EXPECTED, cli->lang), cli->lang, args,
                               sentence, sizeof sentence);
  zp_place place = { .file = run->file, .row = run->line };
  zp_finding finding = { .status = ZP_E_EXAMPLE_FAILED,
                         .place = place,
                         .args = { run->rule, run->title, { sentence, len } } };
  zp_say_finding(cli, &finding);
}

zp_exit zp_rules_test(const zp_rules_kit *kit)
{
  zp_example_run *runs = NULL;
  size_t count = 0, failed = 0;
  zp_error err = { 0 };
  if (zp_host_examples(kit->host, kit->arena, &runs, &count, &err) != ZP_OK) {
    zp_say_error(kit->cli, &err);
    return ZP_EXIT_INTERNAL;
  }
  for (size_t i = 0; i < count; i++) {
    const zp_example_run *run = &runs[i];
    fprintf(kit->cli->out, "%-4s  %.*s:%u: %.*s\n", run->passed ? "ok" : "FAIL", ZP_ARG(run->file),
            run->line, ZP_ARG(run->title));
    if (run->passed) continue;
    failed++;
    say_failed(kit->cli, run);
  }
  fprintf(kit->cli->out, "%zu passed, %zu failed\n", count - failed, failed);
  return failed == 0 ? ZP_EXIT_OK : ZP_EXIT_PARTLY;
}
