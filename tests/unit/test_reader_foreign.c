// test_reader_foreign.c: what is refused by name, and what must not be taken for it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reading.h"

extern const zp_reader zp_reader_foreign;

static const struct {
  const char *title;
  zp_text bytes;
  zp_word name;
} known[] = {
  { "PDF", ZP_TEXT_INIT("%PDF-1.4\n%\xE2\xE3\xCF\xD3"), ZP_W_KIND_PDF },
  { "PDF behind something", ZP_TEXT_INIT("\r\n\r\n%PDF-1.7"), ZP_W_KIND_PDF },
  { "RTF", ZP_TEXT_INIT("{\\rtf1\\ansi"), ZP_W_KIND_RTF },
  { "web archive", ZP_TEXT_INIT("MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"),
    ZP_W_KIND_MHT },
  { "web archive of a browser",
    ZP_TEXT_INIT("From: <Saved by Blink>\r\nContent-Type: multipart/related;\r\n"), ZP_W_KIND_MHT },
  { "OFD", ZP_TEXT_INIT("PK\x03\x04\x14\0\0\0\0\0OFD.xml"), ZP_W_KIND_OFD },
};

static const zp_text others[] = { ZP_TEXT_INIT("a,b\nPDF,1\n"), ZP_TEXT_INIT("From: <x>\n1"),
                                  ZP_TEXT_INIT("PK\x03\x04[Content_Types].xml"), ZP_TEXT_INIT(""),
                                  ZP_TEXT_INIT("项目,MIME-Version:") };

static void refuses_by_name(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    assert_int_equal(zp_reader_foreign.claims(known[i].bytes, ZP_TEXT("a.xls")), ZP_CERTAIN);
    reading r = reading_of(&zp_reader_foreign, "a.xls", known[i].bytes);
    assert_int_equal(r.status, ZP_E_OFFICE_OTHER);
    if (!zp_text_equal(zp_text_from(r.err.arg[0]), zp_word_arg(known[i].name)))
      fail_msg("%s: %s", known[i].title, r.err.arg[0]);
    reading_close(&r);
  }
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    assert_int_equal(zp_reader_foreign.claims(others[i], ZP_TEXT("a.pdf")), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(refuses_by_name) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
