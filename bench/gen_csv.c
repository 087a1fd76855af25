// gen_csv.c: drawn units as the CSV of a filled form: one heading, the execution of a project before its indicators.
#include "gen.h"

static void put(const char *text, zp_sink *sink)
{
  zp_sink_put(sink, zp_text_from(text));
}

static void put_cents(int cents, zp_sink *sink)
{
  char room[GEN_NUMBER_ROOM];
  zp_gen_number number = { cents, 2 };
  while (number.places > 0 && number.digits % 10 == 0) number = (zp_gen_number){ number.digits / 10, number.places - 1 };
  put(zp_gen_print_number(number, room), sink);
}

void zp_gen_csv_head(zp_sink *sink)
{
  put(zp_gen_word_text(GEN_WORD_HEADINGS), sink);
  put("\n", sink);
}

static void put_row(const zp_gen_row *row, zp_sink *sink)
{
  char revised[GEN_NUMBER_ROOM], executed[GEN_NUMBER_ROOM];
  bool budget = row->kind == GEN_EXECUTION;
  zp_sink_print(sink, ",%s,%s,%s,%s,%s,%s,%s,", row->level1, row->level2, row->name, row->op_text, row->target_text,
                row->unit_text, row->actual_text);
  put_cents(row->weight, sink);
  put(",", sink);
  if (row->declared >= 0) put_cents(row->declared, sink);
  put(",", sink);
  if (row->declared >= 0 && row->declared < row->weight) put(zp_gen_word_text(GEN_WORD_NOTE), sink);
  if (budget) zp_sink_print(sink, ",%s,%s\n", zp_gen_print_number(row->target, revised), zp_gen_print_number(row->actual, executed));
  else put(",,\n", sink);
}

void zp_gen_csv_unit(const zp_gen_unit *unit, zp_sink *sink)
{
  for (size_t p = 0; p < unit->project_count; p++)
    for (size_t i = 0; i < unit->row_count; i++) {
      const zp_gen_row *row = &unit->rows[p * unit->row_count + i];
      for (int times = row->twice ? 2 : 1; times > 0; times--) {
        zp_sink_print(sink, "%d,%s,%s,%s%03zu,", GEN_YEAR, unit->code, unit->name, unit->code, p + 1);
        zp_sink_print(sink, zp_gen_word_text(GEN_WORD_PROJECT), p + 1);
        put_row(row, sink);
      }
    }
}

void zp_gen_csv(const zp_gen *gen, zp_sink *sink)
{
  zp_gen_csv_head(sink);
  for (size_t u = 0; u < gen->units; u++) {
    zp_arena *arena = zp_arena_new(NULL, 0);
    const zp_gen_unit *unit = arena == NULL ? NULL : zp_gen_draw(gen, u, arena);
    if (unit == NULL) sink->failed = true;
    else zp_gen_csv_unit(unit, sink);
    zp_arena_free(arena);
  }
}
