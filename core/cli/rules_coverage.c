// rules_coverage.c: the table of ziping rules test --coverage: which lines of the rules ran.
#include "cli/rules_trial.h"

typedef struct lines {
  size_t can, ran;
} lines;

enum { PER_MILLE = 1000 };

/// Rounded down, so that 100.0 means all of them. Nothing that can run has all run.
static size_t per_mille(lines l)
{
  return l.can == 0 ? PER_MILLE : l.ran * PER_MILLE / l.can;
}

static zp_text percent(size_t mille, char room[ZP_NUMBER_ROOM])
{
  return zp_dec_print((zp_dec){ (int64_t)mille * (ZP_DEC(1).e4 / 10) }, 1, room);
}

static void print_files(const zp_cli *cli, const zp_file_coverage *files, size_t count, bool lib,
                        size_t width)
{
  char room[ZP_NUMBER_ROOM], share[ZP_NUMBER_ROOM];
  for (size_t i = 0; i < count; i++) {
    const zp_file_coverage *file = &files[i];
    if (file->lib != lib) continue;
    size_t mille = per_mille((lines){ file->lines, file->run });
    snprintf(share, sizeof share, "%zu/%zu", file->run, file->lines);
    zp_rules_pad(cli->out, file->file, width);
    fprintf(cli->out, "%9s  %5.*s%%", share, ZP_ARG(percent(mille, room)));
    if (file->missed.len != 0)
      fprintf(cli->out, "  %s%.*s", zp_word_text(ZP_W_RULES_NOT_RUN, cli->lang),
              ZP_ARG(file->missed));
    fputc('\n', cli->out);
  }
}

static lines sum(const zp_file_coverage *files, size_t count, bool lib)
{
  lines all = { 0, 0 };
  for (size_t i = 0; i < count; i++) {
    if (files[i].lib != lib) continue;
    all.can += files[i].lines;
    all.ran += files[i].run;
  }
  return all;
}

static void print_total(const zp_cli *cli, zp_word sentence, lines all)
{
  char room[ZP_NUMBER_ROOM], line[160];
  const zp_text args[3] = { percent(per_mille(all), room) };
  zp_message_fill(zp_word_text(sentence, cli->lang), cli->lang, args, line, sizeof line);
  fprintf(cli->out, "%s\n", line);
}

static void say_low(const zp_cli *cli, lines all)
{
  char room[ZP_NUMBER_ROOM], least[ZP_NUMBER_ROOM];
  zp_finding finding = { .status = ZP_E_COVERAGE_LOW };
  finding.args[0] = percent(per_mille(all), room);
  finding.args[1] = percent(ZP_COVERAGE_LEAST, least);
  zp_say_finding(cli, &finding);
}

zp_status zp_tally_coverage(const zp_tally *tally, bool *low, zp_error *err)
{
  const zp_rules_kit *kit = tally->kit;
  zp_file_coverage *files = NULL;
  size_t count = 0, width = 0;
  if (zp_host_coverage(kit->host, kit->arena, &files, &count, err) != ZP_OK) return err->status;
  for (size_t i = 0; i < count; i++)
    if (zp_text_width(files[i].file) > width) width = zp_text_width(files[i].file);
  lines rules = sum(files, count, false), lib = sum(files, count, true);
  print_files(kit->cli, files, count, true, width);
  if (lib.can != 0) print_total(kit->cli, ZP_W_RULES_COVERAGE_LIB, lib);
  print_files(kit->cli, files, count, false, width);
  print_total(kit->cli, ZP_W_RULES_COVERAGE, rules);
  *low = rules.ran * PER_MILLE < rules.can * ZP_COVERAGE_LEAST;
  if (*low) say_low(kit->cli, rules);
  return ZP_OK;
}
