// findings_sheet.c: see findings_sheet.h.
#include "plugins/reports/findings_sheet.h"

static const zp_list_column columns[] = {
  { ZP_W_LIST_NUMBER, 5 },   { ZP_W_LIST_UNIT, 14 }, { ZP_W_LIST_PROJECT, 17 },
  { ZP_W_LIST_PLACE, 19 },   { ZP_W_LIST_CODE, 7 },  { ZP_W_LIST_SEVERITY, 6 },
  { ZP_W_LIST_FINDING, 38 }, { ZP_W_LIST_CELL, 20 }, { ZP_W_LIST_SUGGESTION, 28 },
  { ZP_W_LIST_OWNER, 9 },    { ZP_W_LIST_DUE, 11 },
};
enum { COLUMN_COUNT = sizeof columns / sizeof columns[0], CODE = 4, SEVERITY = 5 };

/// The last two cells are for people to fill in.
static void put_remark(zp_list *list, size_t number, const zp_remark *remark)
{
  zp_wording room, *say = zp_list_say(list->book, &room);
  const zp_finding *finding = remark->finding;
  const zp_text texts[COLUMN_COUNT] = {
    ZP_TEXT(""),
    zp_remark_unit(say, remark),
    zp_remark_project(say, remark),
    zp_wording_place(say, &finding->place),
    zp_text_from(zp_status_code(finding->status)),
    zp_remark_severity(say, remark),
    zp_wording_sentence(say, finding),
    finding->cell,
    zp_wording_suggestion(say, finding),
    ZP_TEXT(""),
    ZP_TEXT(""),
  };
  zp_list_cell cells[COLUMN_COUNT];
  for (size_t i = 0; i < COLUMN_COUNT; i++)
    cells[i] = zp_list_text(i == CODE || i == SEVERITY ? ZP_LIST_CENTER : ZP_LIST_TEXT,
                            zp_wording_line(say, texts[i]));
  cells[0] = zp_list_number(ZP_LIST_COUNT, true, (double)number);
  zp_list_row(list, cells, COLUMN_COUNT);
  if (room.failed) list->book->say.failed = true;
}

bool zp_findings_sheet(zp_list_book *book, zp_text title, const zp_remarks *all)
{
  zp_list list;
  if (!zp_list_open(book, zp_wording_word(&book->say, ZP_W_LIST_SHEET), columns, COLUMN_COUNT,
                    &list))
    return false;
  if (title.len != 0) zp_list_line(&list, ZP_LIST_TITLE, title);
  lxw_row_t heads = list.row;
  zp_list_heads(&list, true);
  for (size_t i = 0; i < all->count; i++) put_remark(&list, i + 1, &all->items[i]);
  zp_list_check(book, worksheet_autofilter(list.sheet, heads, 0, heads + (lxw_row_t)all->count,
                                           COLUMN_COUNT - 1));
  return true;
}
