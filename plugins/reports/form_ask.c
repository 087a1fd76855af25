// form_ask.c: what the open cells of the official workbook accept.
#include "plugins/reports/form_page.h"

#include <stdint.h>

static const zp_text none = { "", 0 };

enum { MESSAGE_MOST = 255, LIST_MOST = 80 }; // characters; of a word in a list

/// The library borrows texts as char * and changes none.
static char *lent(const char *text)
{
  return (char *)(uintptr_t)text;
}

static size_t character_count(zp_text text)
{
  size_t count = 0;
  for (size_t at = 0; at < text.len; count++) zp_text_next(text, &at);
  return count;
}

/// Adds the rule of a cell with its hint; a hint that is too long for a spreadsheet is left out.
static void ask(zp_form_page *page, lxw_row_t row, lxw_col_t column, lxw_data_validation *rule,
                zp_text hint)
{
  if (hint.len == 0 || character_count(hint) > MESSAGE_MOST) {
    rule->show_input = LXW_VALIDATION_OFF;
  } else {
    rule->input_title = lent(zp_form_word_text(ZP_FORM_ASK).ptr);
    rule->input_message = lent(hint.ptr);
    if (rule->error_message == NULL) rule->error_message = lent(hint.ptr);
  }
  rule->error_title = lent(zp_form_word_text(ZP_FORM_WRONG).ptr);
  zp_form_check(page->book, worksheet_data_validation_cell(page->sheet, row, column, rule));
}

static lxw_data_validation at_least_zero(void)
{
  return (lxw_data_validation){ .validate = LXW_VALIDATION_TYPE_DECIMAL,
                                .criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO,
                                .value_number = 0 };
}

static lxw_data_validation between(double least, double most)
{
  return (lxw_data_validation){ .validate = LXW_VALIDATION_TYPE_DECIMAL,
                                .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
                                .minimum_number = least,
                                .maximum_number = most };
}

static void ask_number(zp_form_page *page, lxw_row_t row, lxw_col_t column,
                       const zp_blank_row *asked)
{
  const double most = 1e15;
  zp_form_word word = asked->unit.len == 0 ? ZP_FORM_ASK_NUMBER : ZP_FORM_ASK_NUMBER_UNIT;
  if (asked->negative)
    word = asked->unit.len == 0 ? ZP_FORM_ASK_ANY_NUMBER : ZP_FORM_ASK_ANY_NUMBER_UNIT;
  lxw_data_validation rule = asked->negative ? between(-most, most) : at_least_zero();
  ask(page, row, column, &rule, zp_form_say(&page->book->say, word, asked->unit, none, none));
}

/// 96 typed into such a cell is 96 % already; a growth may be negative.
static void ask_percent(zp_form_page *page, lxw_row_t row, lxw_col_t column)
{
  lxw_data_validation rule = between(-10, 10);
  ask(page, row, column, &rule, zp_form_word_text(ZP_FORM_ASK_PERCENT));
}

/// A date is kept as text, because units name months and spans too: something with a digit in it,
/// and no sentence.
static void ask_date(zp_form_page *page, lxw_row_t row, lxw_col_t column)
{
  char cell[LXW_MAX_CELL_NAME_LENGTH];
  zp_wording *say = &page->book->say;
  lxw_rowcol_to_cell(cell, row, column);
  zp_text formula = zp_text_format(
      say->arena,
      "=AND(LEN(%s)<=40,COUNT(FIND(\"1\",%s),FIND(\"2\",%s),FIND(\"3\",%s),FIND(\"4\",%s),"
      "FIND(\"5\",%s),FIND(\"6\",%s),FIND(\"7\",%s),FIND(\"8\",%s),FIND(\"9\",%s))>0)",
      cell, cell, cell, cell, cell, cell, cell, cell, cell, cell);
  if (formula.ptr == NULL) {
    say->failed = true;
    return;
  }
  lxw_data_validation rule = { .validate = LXW_VALIDATION_TYPE_CUSTOM_FORMULA,
                               .value_formula = lent(formula.ptr) };
  ask(page, row, column, &rule, zp_form_word_text(ZP_FORM_ASK_DATE));
}

/// The list offers a word for each band. Own words are only asked about again: the pack knows many
/// more.
static void ask_verdict(zp_form_page *page, lxw_row_t row, lxw_col_t column)
{
  char *list[ZP_FORM_VERDICTS + 1] = { NULL };
  const zp_blank *form = page->book->form;
  size_t count = 0;
  for (size_t i = 0; i < ZP_FORM_VERDICTS; i++) {
    zp_text word = form->verdicts[i];
    bool fits = word.len != 0 && character_count(word) <= LIST_MOST &&
                !zp_text_contains(word, ZP_TEXT(","));
    if (!fits) continue;
    zp_text copy = zp_text_copy(word, page->book->say.arena);
    if (copy.ptr == NULL)
      page->book->say.failed = true;
    else
      list[count++] = lent(copy.ptr);
  }
  if (count == 0) return;
  lxw_data_validation rule = { .validate = LXW_VALIDATION_TYPE_LIST,
                               .value_list = list,
                               .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
                               .error_message = lent(zp_form_word_text(ZP_FORM_NOT_LISTED).ptr) };
  ask(page, row, column, &rule, zp_form_word_text(ZP_FORM_ASK_VERDICT));
}

void zp_form_ask_actual(zp_form_page *page, lxw_row_t row, lxw_col_t column,
                        const zp_blank_row *asked)
{
  lxw_data_validation any = { .validate = LXW_VALIDATION_TYPE_ANY };
  switch (asked->fill) {
    case ZP_FILL_NUMBER: ask_number(page, row, column, asked); break;
    case ZP_FILL_PERCENT: ask_percent(page, row, column); break;
    case ZP_FILL_DATE: ask_date(page, row, column); break;
    case ZP_FILL_VERDICT: ask_verdict(page, row, column); break;
    case ZP_FILL_TEXT: ask(page, row, column, &any, zp_form_word_text(ZP_FORM_ASK_TEXT)); break;
  }
}

void zp_form_ask_points(zp_form_page *page, lxw_row_t row, lxw_col_t column, zp_dec most)
{
  lxw_data_validation rule = between(0, zp_dec_to_double(most));
  ask(page, row, column, &rule, zp_form_word_text(ZP_FORM_ASK_POINTS));
}

void zp_form_ask_money(zp_form_page *page, lxw_row_t row, lxw_col_t column)
{
  lxw_data_validation rule = at_least_zero();
  ask(page, row, column, &rule, zp_form_word_text(ZP_FORM_ASK_MONEY));
}
