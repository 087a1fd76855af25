// score_print.c: what `ziping score` says when it is done.
#include "cli/score_kit.h"
#include "plugins/registry.h"

// Of more units only the district is shown, of more rows only their number; `ziping report` shows them all.
enum { TABLE_UNITS = 5, TABLE_ROWS = 2000 };

void zp_score_add(zp_score_sum *sum, const zp_unit_extract *unit)
{
  sum->rows.scored += unit->rows.scored;
  sum->rows.unscored += unit->rows.unscored;
  sum->rows.fault += unit->rows.fault;
  sum->rows.unscored += unit->pooled.unscored;
  sum->rows.fault += unit->pooled.fault;
  sum->asked += unit->asked;
  for (size_t i = 0; i < unit->finding_count; i++) sum->hanging += unit->findings[i].status == ZP_E_ROUNDING;
  sum->open_adjustments += unit->open_adjustments;
  sum->units++;
  sum->ungraded += !unit->total.known;
  sum->below += sum->options->has_fail_under && (!unit->total.known || unit->total.score.e4 < sum->options->fail_under.e4);
}

static void print_line(const zp_cli *cli, zp_word word, size_t a, size_t b, size_t c)
{
  char rooms[3][24], line[512];
  snprintf(rooms[0], sizeof rooms[0], "%zu", a);
  snprintf(rooms[1], sizeof rooms[1], "%zu", b);
  snprintf(rooms[2], sizeof rooms[2], "%zu", c);
  const zp_text args[3] = { zp_text_from(rooms[0]), zp_text_from(rooms[1]), zp_text_from(rooms[2]) };
  zp_message_fill(zp_word_text(word, cli->lang), cli->lang, args, line, sizeof line);
  fprintf(cli->out, "%s\n", line);
}

static zp_status print_tables(const zp_cli *cli, const zp_result *result, bool brief, zp_arena *arena, zp_error *err)
{
  zp_sink sink = { .arena = arena };
  const zp_report_options how = { .lang = cli->lang, .width = cli->width, .brief = brief };
  if (zp_report_named(ZP_TEXT("text"))->write(result, &how, &sink, err) != ZP_OK) return err->status;
  fwrite(sink.bytes, 1, sink.len, cli->out);
  return ZP_OK;
}

static bool is_long(const zp_score_sum *sum)
{
  return sum->units > TABLE_UNITS || sum->rows.scored + sum->rows.unscored + sum->rows.fault > TABLE_ROWS;
}

/// Few units are shown whole, for which they have to be read.
static zp_status print_result(const zp_score_sum *sum, const zp_result *result, const char *path, zp_arena *arena, zp_error *err)
{
  zp_result *whole = NULL;
  if (is_long(sum) && result->has_district) return print_tables(sum->cli, result, true, arena, err);
  if (is_long(sum)) return ZP_OK;
  if (zp_result_open(path, arena, &whole, err) != ZP_OK) return err->status;
  return print_tables(sum->cli, whole, false, arena, err);
}

zp_status zp_score_print(const zp_score_sum *sum, const zp_roll *roll, const zp_result *result, const char *path, zp_arena *arena,
                         zp_error *err)
{
  const zp_cli *cli = sum->cli;
  if (roll->count == 0) fprintf(cli->out, "%s\n", zp_word_text(ZP_W_SCORE_SHARD_EMPTY, cli->lang));
  else if (print_result(sum, result, path, arena, err) != ZP_OK) return err->status;
  if (!result->has_district && (is_long(sum) || roll->failed != 0)) {  // a shard is no district
    print_line(cli, ZP_W_SCORE_UNITS, sum->units, sum->units - sum->ungraded, roll->failed);
    print_line(cli, ZP_W_SCORE_ROWS, sum->rows.scored, sum->rows.unscored, sum->rows.fault);
  }
  if (roll->taken_over != 0) print_line(cli, ZP_W_SCORE_TAKEN_OVER, roll->taken_over, roll->done, 0);
  if (sum->options->shadow) print_line(cli, ZP_W_SHADOW_LINE, sum->asked, sum->hanging, 0);
  fprintf(cli->out, "%s%s%s\n", zp_word_text(ZP_W_RESULT_FILE, cli->lang), zp_word_text(ZP_W_COLON, cli->lang), path);
  return ZP_OK;
}
