// xlsx_merge.c: merged cells: their text stands in the first one, the others are blank.
#include "plugins/readers/plain.h"
#include "plugins/readers/xlsx_book.h"

bool zp_sheet_place(const char **at, uint32_t *row, uint32_t *column)
{
  const char *s = *at;
  *row = *column = 0;
  if (*s == '$') s++;
  for (; (*s | 0x20) >= 'a' && (*s | 0x20) <= 'z' && *column <= ZP_SHEET_COLUMNS_MOST; s++)
    *column = *column * 26 + (uint32_t)((*s | 0x20) - 'a' + 1);
  if (*s == '$') s++;
  for (; *s >= '0' && *s <= '9' && *row <= ZP_SHEET_ROWS_MOST; s++) *row = *row * 10 + (uint32_t)(*s - '0');
  *at = s;
  return *row >= 1 && *row <= ZP_SHEET_ROWS_MOST && *column >= 1 && *column <= ZP_SHEET_COLUMNS_MOST;
}

/// Index of the first row at or behind `number`.
static size_t first_row(const zp_block *table, uint32_t number, bool ordered)
{
  size_t low = 0, high = ordered ? table->row_count : 0;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (table->rows[middle].cells[0].place.row < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

typedef struct covering {
  book *b;
  zp_block *table;
  size_t covered;    // cells whose text was other than that of the merged one
  zp_cell first;     // of them
  size_t work;
} covering;

static void cover_row(covering *c, zp_row *row, const sheet_range *range, zp_text *shown)
{
  uint32_t number = row->cells[0].place.row;
  for (size_t i = range->column - 1; i < row->count && i < range->last_column; i++, c->work++) {
    zp_cell *cell = &row->cells[i];
    if (number == range->row && i + 1 == range->column) *shown = cell->text;
    else if (cell->text.len != 0) {
      // Ranges merged by copying a format keep the same text in every cell, for filters: nothing is lost then.
      if (!zp_text_equal(cell->text, *shown) && c->covered++ == 0) c->first = *cell;
      cell->text = ZP_TEXT("");
    }
  }
}

zp_status zp_sheet_cover(book *b, zp_block *table, const sheet_range *ranges, size_t count, bool ordered)
{
  covering c = { .b = b, .table = table };
  for (size_t i = 0; i < count; i++) {
    zp_text shown = { NULL, 0 };
    for (size_t r = first_row(table, ranges[i].row, ordered); r < table->row_count; r++, c.work++) {
      uint32_t number = table->rows[r].cells[0].place.row;
      bool inside = number >= ranges[i].row && number <= ranges[i].last_row;
      if (inside) cover_row(&c, &table->rows[r], &ranges[i], &shown);
      if (ordered && !inside) break;
      if (c.work <= 2 * (size_t)ZP_PLAIN_CELLS_MOST) continue;  // only overlapping ranges come here
      zp_place place = { .file = b->name, .sheet = table->title };
      zp_text most = zp_text_format(b->arena, "%d", ZP_PLAIN_CELLS_MOST);
      return zp_fail(b->err, ZP_E_OFFICE_MANY, &place, zp_word_arg(ZP_W_OFFICE_MERGES), most, (zp_text){ NULL, 0 });
    }
  }
  if (c.covered == 0) return ZP_OK;
  zp_text none = { NULL, 0 };
  zp_finding *finding = zp_findings_add(b->findings, ZP_E_CELL_COVERED, &c.first.place, zp_text_format(b->arena, "%zu", c.covered), none, none);
  zp_finding_cell(b->findings, finding, c.first.text, 0, 0);
  return ZP_OK;
}
