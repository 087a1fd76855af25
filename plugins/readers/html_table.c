// html_table.c: where a cell stands when those above and before it reach further than one row or
// column.
#include "plugins/readers/html_table.h"

#include "plugins/readers/html_token.h"
#include "plugins/readers/plain.h"

uint32_t zp_html_span(zp_text attributes, const char *name, uint32_t most)
{
  zp_text value;
  if (!zp_html_attribute(attributes, name, &value)) return 1;
  value = zp_text_trim(value);
  uint32_t span = 0;
  size_t at = 0;
  for (; at < value.len && value.ptr[at] >= '0' && value.ptr[at] <= '9'; at++)
    if (span <= most) span = span * 10 + (uint32_t)(value.ptr[at] - '0');
  if (at == 0) return 1;
  return span == 0 || span > most ? most : span;
}

static zp_status too_many(zp_html_table *table)
{
  zp_place place = zp_cells_place(&table->cells, table->base + table->row, table->column);
  zp_text most = zp_text_format(table->cells.arena, "%d", ZP_PLAIN_CELLS_MOST), none = { NULL, 0 };
  return zp_fail(table->cells.err, ZP_E_CELLS_MANY, &place, most, none, none);
}

void zp_html_table_begin(zp_html_table *table, size_t block, uint32_t base, size_t *steps)
{
  uint32_t *taken = table->taken, count = table->taken_count;
  *table = (zp_html_table){ .block = block, .base = base, .taken = taken, .taken_count = count };
  for (uint32_t i = 0; i < count; i++) taken[i] = 0;
  *steps += count;
}

zp_status zp_html_table_row(zp_html_table *table)
{
  table->row++;
  table->column = table->next = 0;
  table->row_open = true;
  table->cell_open = table->row_hidden = false;
  return table->row > ZP_HTML_ROWS_MOST ? too_many(table) : ZP_OK;
}

/// Room for the columns up to `last`, from 1.
static zp_status reach(zp_html_table *table, uint32_t last)
{
  enum { LEAST = 64 };
  if (last <= table->taken_count) return ZP_OK;
  uint32_t count = table->taken_count * 2 < LEAST ? LEAST : table->taken_count * 2;
  if (count < last) count = last;
  uint32_t *taken = ZP_TAKE(table->cells.arena, uint32_t, count);
  if (taken == NULL) return zp_fail_memory(table->cells.err);
  for (uint32_t i = 0; i < table->taken_count; i++) taken[i] = table->taken[i];
  table->taken = taken;
  table->taken_count = count;
  return ZP_OK;
}

zp_status zp_html_table_cell(zp_html_table *table, uint32_t rows, uint32_t columns, size_t *steps)
{
  uint32_t column = table->next + 1;
  for (; column <= table->taken_count && table->taken[column - 1] >= table->row; column++) ++*steps;
  table->column = column;
  uint32_t last = column + columns - 1;
  if (last > ZP_HTML_COLUMNS_MOST || *steps > ZP_HTML_STEPS_MOST) return too_many(table);
  if (rows > 1) {
    if (reach(table, last) != ZP_OK) return table->cells.err->status;
    uint32_t until = rows > ZP_HTML_ROWS_MOST ? UINT32_MAX : table->row + rows - 1;
    for (uint32_t c = column; c <= last; c++) table->taken[c - 1] = until;
    *steps += columns;
  }
  table->next = last;
  table->cell_open = true;
  table->cell_hidden = false;
  return ZP_OK;
}
