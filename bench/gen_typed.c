// gen_typed.c: what the rules of mof-2020 are given, row by row, for programs that read no forms: directions, bands and days are
// worked out already.
#include "gen.h"

static const char *const kinds[] = { "execution", "number", "percent", "money", "date", "qualitative" };
static const char *const directions[] = { "", "up", "down", "zero", "equal" };
static const char *const bands[] = { "", "met", "partial", "unmet" };
static const char *const groups[] = { "", "output", "benefit", "satisfaction" };

/// Days since 1970-01-01, by Howard Hinnant's method.
static int days_of(zp_gen_date date)
{
  int year = date.year - (date.month <= 2), era = year / 400, of_era = year - era * 400;
  int of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/// Target and actual as numbers; "" where there is none.
static void print_values(const zp_gen_row *row, char target[GEN_NUMBER_ROOM], char actual[GEN_NUMBER_ROOM])
{
  target[0] = actual[0] = '\0';
  if (row->kind == GEN_WORDS) return;
  bool date = row->kind == GEN_DATE;
  zp_gen_print_number(date ? (zp_gen_number){ days_of(row->due), 0 } : row->target, target);
  if (!row->in_words) zp_gen_print_number(date ? (zp_gen_number){ days_of(row->done), 0 } : row->actual, actual);
}

static void print_points(const zp_gen_row *row, char weight[GEN_NUMBER_ROOM], char declared[GEN_NUMBER_ROOM])
{
  declared[0] = '\0';
  zp_gen_print_number((zp_gen_number){ row->weight, 2 }, weight);
  if (row->declared >= 0) zp_gen_print_number((zp_gen_number){ row->declared, 2 }, declared);
}

void zp_gen_tsv_head(zp_sink *sink)
{
  zp_sink_put(sink, ZP_TEXT("unit\tproject\tkind\tdirection\tgroup\tband\ttarget\tactual\tweight\tdeclared\n"));
}

void zp_gen_tsv_unit(const zp_gen_unit *unit, zp_sink *sink)
{
  char target[GEN_NUMBER_ROOM], actual[GEN_NUMBER_ROOM], weight[GEN_NUMBER_ROOM], declared[GEN_NUMBER_ROOM];
  for (size_t i = 0; i < unit->project_count * unit->row_count; i++) {
    const zp_gen_row *row = &unit->rows[i];
    print_values(row, target, actual);
    print_points(row, weight, declared);
    zp_sink_print(sink, "%s\t%zu\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", unit->code, i / unit->row_count + 1, kinds[row->kind],
                  directions[row->direction], groups[row->group], bands[row->band], target, actual, weight, declared);
  }
}

static const char *or_null(const char *number)
{
  return number[0] == '\0' ? "null" : number;
}

void zp_gen_jsonl_unit(const zp_gen_unit *unit, zp_sink *sink)
{
  char target[GEN_NUMBER_ROOM], actual[GEN_NUMBER_ROOM], weight[GEN_NUMBER_ROOM], declared[GEN_NUMBER_ROOM];
  for (size_t i = 0; i < unit->project_count * unit->row_count; i++) {
    const zp_gen_row *row = &unit->rows[i];
    print_values(row, target, actual);
    print_points(row, weight, declared);
    zp_sink_print(sink, "{\"unit\":\"%s\",\"project\":%zu,\"kind\":\"%s\",\"direction\":\"%s\",\"group\":\"%s\",\"band\":\"%s\",",
                  unit->code, i / unit->row_count + 1, kinds[row->kind], directions[row->direction], groups[row->group],
                  bands[row->band]);
    zp_sink_print(sink, "\"target\":%s,\"actual\":%s,\"weight\":%s,\"declared\":%s}\n", or_null(target), or_null(actual), weight,
                  or_null(declared));
  }
}
