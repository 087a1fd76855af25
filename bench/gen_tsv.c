// gen_tsv.c: drawn units as one tab separated table of typed rows, for programs that read no records: the members of the records, with
// numbers as decimals and dates as 2024-12-31.
#include <stdio.h>

#include "gen.h"

static const char *const kinds[] = { "execution", "number", "percent", "money", "date", "qualitative" };
static const char *const ops[] = { "", "=", ">=", "<=" };

void zp_gen_tsv_head(zp_sink *sink)
{
  zp_sink_put(sink, ZP_TEXT("unit_code\tunit\tproject_code\tproject\tlevel1\tlevel2\tlevel3\tkind\top\ttarget\ttarget_unit\ttarget_text\t"
                            "actual_kind\tactual\tactual_unit\tactual_text\tweight\tdeclared\tnote\n"));
}

static const char *print_date(zp_gen_date date, char room[GEN_NUMBER_ROOM])
{
  snprintf(room, GEN_NUMBER_ROOM, "%d-%02d-%02d", date.year, date.month, date.day);
  return room;
}

static void put_target(const zp_gen_row *row, zp_sink *sink)
{
  char room[GEN_NUMBER_ROOM];
  bool words = row->kind == GEN_WORDS, date = row->kind == GEN_DATE;
  zp_sink_print(sink, "%s\t%s\t", kinds[row->kind], ops[date ? GEN_OP_LE : row->op]);
  if (words) zp_sink_print(sink, "\t\t%s\t", row->target_text);
  else zp_sink_print(sink, "%s\t%s\t\t", date ? print_date(row->due, room) : zp_gen_print_number(row->target, room), row->unit);
}

static void put_actual(const zp_gen_row *row, zp_sink *sink)
{
  char room[GEN_NUMBER_ROOM];
  bool date = row->kind == GEN_DATE;
  if (row->in_words) zp_sink_print(sink, "%s\t\t\t%s\t", kinds[GEN_WORDS], row->actual_text);
  else if (row->spoilt && !row->twice) zp_sink_print(sink, "\t\t\t%s\t", row->actual_text);
  else zp_sink_print(sink, "%s\t%s\t%s\t\t", kinds[row->kind], date ? print_date(row->done, room) : zp_gen_print_number(row->actual, room),
                     row->unit);
}

static void put_points(const zp_gen_row *row, zp_sink *sink)
{
  char room[GEN_NUMBER_ROOM];
  zp_sink_print(sink, "%s\t", zp_gen_print_number((zp_gen_number){ row->weight, 2 }, room));
  if (row->declared >= 0) zp_sink_put(sink, zp_text_from(zp_gen_print_number((zp_gen_number){ row->declared, 2 }, room)));
  zp_sink_print(sink, "\t%s\n", row->declared >= 0 && row->declared < row->weight ? zp_gen_word_text(GEN_WORD_NOTE) : "");
}

static void put_row(const zp_gen_unit *unit, size_t project, const zp_gen_row *row, zp_sink *sink)
{
  zp_sink_print(sink, "%s\t%s\t%s%03zu\t", unit->code, unit->name, unit->code, project);
  zp_sink_print(sink, zp_gen_word_text(GEN_WORD_PROJECT), project);
  zp_sink_print(sink, "\t%s\t%s\t%s\t", row->level1, row->level2, row->name);
  put_target(row, sink);
  put_actual(row, sink);
  put_points(row, sink);
}

void zp_gen_tsv_unit(const zp_gen_unit *unit, zp_sink *sink)
{
  for (size_t i = 0; i < unit->project_count * unit->row_count; i++)
    for (int times = unit->rows[i].twice ? 2 : 1; times > 0; times--) put_row(unit, i / unit->row_count + 1, &unit->rows[i], sink);
}
