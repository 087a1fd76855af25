// rules_test.c: ziping rules test: whether what the pack promises comes out.
#include "cli/rules_trial.h"

/// A run that failed without a finding of its own: what was expected and what came out.
static zp_finding describe(const zp_cli *cli, const zp_example_run *run, char *room, size_t size)
{
  const zp_text args[3] = { run->expected, run->got, run->more };
  size_t len = zp_message_fill(zp_word_text(run->sentence, cli->lang), cli->lang, args, room, size);
  zp_place place = { .file = run->file, .row = run->line };
  return (zp_finding){ .status = run->status,
                       .place = place,
                       .args = { run->rule, run->title, { room, len } } };
}

/// "FAIL  file:3:4: title"; without a title what is wrong, in a few words.
static void print_line(const zp_cli *cli, const zp_example_run *run)
{
  char room[512], title[512];
  zp_text shown = run->title;
  fprintf(cli->out, "%-4s  %.*s", run->passed ? "ok" : "FAIL", ZP_ARG(run->file));
  if (run->line != 0) fprintf(cli->out, ":%u", run->line);
  if (run->finding != NULL && run->finding->place.column != 0)
    fprintf(cli->out, ":%u", run->finding->place.column);
  if (run->finding != NULL)
    shown = (zp_text){ room, zp_message_fill(zp_status_sentence(run->finding->status, cli->lang),
                                             cli->lang, run->finding->args, room, sizeof room) };
  size_t len = zp_text_clean(shown, title, sizeof title);
  fprintf(cli->out, ": %.*s\n", (int)len, title);
}

void zp_tally_runs(zp_tally *tally, const zp_example_run *runs, size_t count)
{
  const zp_cli *cli = tally->kit->cli;
  char room[1024];
  for (size_t i = 0; i < count; i++) {
    print_line(cli, &runs[i]);
    if (runs[i].passed) {
      tally->passed++;
      continue;
    }
    tally->failed++;
    zp_finding finding =
        runs[i].finding != NULL ? *runs[i].finding : describe(cli, &runs[i], room, sizeof room);
    zp_say_finding(cli, &finding);
  }
}

void zp_tally_error(zp_tally *tally, const zp_error *err)
{
  zp_finding finding = {
    .status = err->status,
    .place = { .file = zp_text_from(err->file), .row = err->row, .column = err->column },
    .cell = zp_text_from(err->cell),
    .caret_from = err->caret_from,
    .caret_bytes = err->caret_bytes
  };
  for (int i = 0; i < 3; i++) finding.args[i] = zp_text_from(err->arg[i]);
  const zp_example_run run = { .file = finding.place.file, .line = err->row, .finding = &finding };
  zp_tally_runs(tally, &run, 1);
}

static zp_status try_all(zp_tally *tally, zp_error *err)
{
  const zp_rules_kit *kit = tally->kit;
  zp_example_run *runs = NULL;
  size_t count = 0;
  if (kit->coverage && zp_host_cover(kit->host, err) != ZP_OK) return err->status;
  if (zp_host_examples(kit->host, kit->arena, &runs, &count, err) != ZP_OK) return err->status;
  zp_tally_runs(tally, runs, count);
  if (zp_tally_tables(tally, err) != ZP_OK) return err->status;
  if (zp_host_tests(kit->host, &kit->place, kit->arena, &runs, &count, err) != ZP_OK)
    return err->status;
  zp_tally_runs(tally, runs, count);
  return ZP_OK;
}

zp_exit zp_rules_test(const zp_rules_kit *kit)
{
  zp_tally tally = { .kit = kit };
  zp_error err = { 0 };
  bool low = false;
  zp_status status = try_all(&tally, &err);
  if (status == ZP_OK && kit->coverage) status = zp_tally_coverage(&tally, &low, &err);
  if (status != ZP_OK) {
    zp_say_error(kit->cli, &err);
    return ZP_EXIT_INTERNAL;
  }
  fprintf(kit->cli->out, "%zu passed, %zu failed\n", tally.passed, tally.failed);
  return tally.failed == 0 && !low ? ZP_EXIT_OK : ZP_EXIT_PARTLY;
}
