// findings_text.c: the findings of a result for people: unit after unit, then how many there are under each heading of a review.
#include "base/caret.h"
#include "plugins/reports/page.h"
#include "plugins/reports/remarks.h"
#include "plugins/reports/text_cells.h"

static const zp_text none = { NULL, 0 };

static void put_line(zp_page *page, zp_text text)
{
  zp_sink_print(page->sink, "%.*s\n", ZP_ARG(text));
}

/// place: severity CODE: sentence; the cell with a caret; the suggestion.
static void put_remark(zp_page *page, const zp_remark *remark)
{
  zp_wording *say = &page->say;
  const zp_finding *finding = remark->finding;
  char room[ZP_CARET_ROOM];
  zp_text place = zp_wording_place(say, &finding->place), suggestion = zp_wording_suggestion(say, finding);
  zp_text severity = zp_remark_severity(say, remark), sentence = zp_wording_sentence(say, finding);
  zp_text colon = zp_wording_word(say, ZP_W_COLON), word = zp_wording_word(say, ZP_W_SUGGESTION);
  zp_sink_print(page->sink, "%.*s%s%.*s %s%.*s%.*s\n", ZP_ARG(place), place.len == 0 ? "" : ": ", ZP_ARG(severity),
                zp_status_code(finding->status), ZP_ARG(colon), ZP_ARG(sentence));
  zp_sink_put(page->sink, zp_caret_lines(finding->cell, finding->caret_from, finding->caret_bytes, room));
  if (suggestion.len != 0) zp_sink_print(page->sink, "    %.*s%.*s%.*s\n", ZP_ARG(word), ZP_ARG(colon), ZP_ARG(suggestion));
}

/// A line of headings that have findings: 绩效目标  完整性 3  相关性 2.
static void put_headings(zp_page *page, zp_word title, const zp_remarks *all, zp_aspect first, zp_aspect last)
{
  size_t sum = 0;
  for (zp_aspect a = first; a <= last; a++) sum += all->by_aspect[a];
  if (sum == 0) return;
  zp_sink_put(page->sink, zp_wording_word(&page->say, title));
  for (zp_aspect a = first; a <= last; a++) {
    zp_text name = zp_wording_word(&page->say, zp_aspect_word(a));
    if (all->by_aspect[a] != 0) zp_sink_print(page->sink, "  %.*s %zu", ZP_ARG(name), all->by_aspect[a]);
  }
  zp_sink_put(page->sink, ZP_TEXT("\n"));
}

static void put_summary(zp_page *page, const zp_result *result, const zp_remarks *all)
{
  zp_wording *say = &page->say;
  zp_text counts = all->count == 0 ? zp_wording_word(say, ZP_W_CHECK_CLEAN) : zp_remarks_counts(say, all->by_severity);
  put_headings(page, ZP_W_CHECK_GOALS, all, ZP_ASPECT_COMPLETE, ZP_ASPECT_FEASIBLE);
  put_headings(page, ZP_W_CHECK_FILLED, all, ZP_ASPECT_FILLING, ZP_ASPECT_MONEY);
  put_headings(page, ZP_W_CHECK_OTHER, all, ZP_ASPECT_MATERIAL, ZP_ASPECT_MATERIAL);
  if (all->goals_only != 0)
    put_line(page, zp_wording_of(say, ZP_W_CHECK_GOALS_ONLY, zp_cell_count(say, all->goals_only), none, none));
  put_line(page, zp_wording_of(say, ZP_W_CHECK_TOTAL, zp_cell_count(say, result->unit_count), counts, none));
}

static zp_status write_text(const zp_result *result, const zp_report_options *options, zp_sink *sink, zp_error *err)
{
  zp_page page = { .say = { sink->arena, options->lang, false }, .width = options->width, .sink = sink, .err = err };
  zp_remarks all;
  if (zp_remarks_make(result, options, sink->arena, &all, err) != ZP_OK) return err->status;
  for (size_t i = 0; i < all.count; i++) {
    const zp_remark *remark = &all.items[i];
    bool starts = i == 0 || remark->unit != all.items[i - 1].unit;
    if (starts && i != 0) zp_page_blank(&page);
    zp_text title = remark->unit == NULL ? zp_wording_word(&page.say, ZP_W_CHECK_NO_UNIT) : zp_remark_unit(&page.say, remark);
    if (starts) zp_page_ruled(&page, title, "=");
    put_remark(&page, remark);
  }
  if (all.count != 0) zp_page_blank(&page);
  put_summary(&page, result, &all);
  return page.say.failed || sink->failed ? zp_fail_memory(err) : ZP_OK;
}

const zp_report zp_findings_text = { .name = "text", .title = ZP_W_REPORT_CHECK_TEXT, .suffix = ".txt", .write = write_text };
