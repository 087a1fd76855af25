// foreign.c: formats that are not read but known, so that a person is told what to do instead of
// "the format is not known".
#include <string.h>
#include <strings.h>

#include "base/encoding.h"
#include "plugins/readers/plain.h"

enum { HEAD_BYTES = 1024, TAIL_BYTES = 1 << 16 };

static const zp_text none = { NULL, 0 };

typedef struct foreign {
  zp_word name;
  const char *instead;
} foreign;

/// Mail-like lines at the beginning, as browsers and spreadsheets save pages in one file.
static bool is_archive(zp_text head)
{
  static const char *const starts[] = { "MIME-Version:", "From: <",
                                        "Content-Type: multipart/related" };
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
    if (head.len > strlen(starts[i]) && strncasecmp(head.ptr, starts[i], strlen(starts[i])) == 0)
      return i == 0 || zp_text_contains(head, ZP_TEXT("multipart/related"));
  return false;
}

/// An OFD is a zip that has an OFD.xml, named at its beginning or in the list at its end.
static bool is_ofd(zp_text bytes)
{
  size_t tail = bytes.len > TAIL_BYTES ? bytes.len - TAIL_BYTES : 0;
  return zp_text_starts(bytes, ZP_TEXT("PK\x03\x04")) &&
         (zp_text_contains(zp_text_slice(bytes, 0, HEAD_BYTES), ZP_TEXT("OFD.xml")) ||
          zp_text_contains(zp_text_slice(bytes, tail, bytes.len), ZP_TEXT("OFD.xml")));
}

static bool identify(zp_text bytes, foreign *out)
{
  zp_text head = zp_text_slice(bytes, 0, HEAD_BYTES);
  zp_text text = zp_text_trim(zp_encoding_marked(head) ? zp_text_slice(head, 3, HEAD_BYTES) : head);
  if (zp_text_contains(head, ZP_TEXT("%PDF-")))
    *out = (foreign){ ZP_W_KIND_PDF, ".xlsx" };
  else if (zp_text_starts(text, ZP_TEXT("{\\rtf")))
    *out = (foreign){ ZP_W_KIND_RTF, ".docx" };
  else if (is_archive(text))
    *out = (foreign){ ZP_W_KIND_MHT, ".xlsx" };
  else if (is_ofd(bytes))
    *out = (foreign){ ZP_W_KIND_OFD, ".xlsx" };
  else
    return false;
  return true;
}

static zp_status read_foreign(zp_text bytes, zp_text name, zp_arena *arena, zp_document *out,
                              zp_findings *findings, zp_error *err)
{
  foreign known = { ZP_W_KIND_PDF, "" };
  zp_place whole = { .file = name };
  (void)arena;
  (void)findings;
  *out = (zp_document){ .file = name };
  if (!identify(bytes, &known)) return zp_fail(err, ZP_E_FORMAT, &whole, none, none, none);
  return zp_fail(err, ZP_E_OFFICE_OTHER, &whole, zp_word_arg(known.name),
                 zp_text_from(known.instead), known.name == ZP_W_KIND_RTF ? ZP_TEXT("--office") : none);
}

static int claims_foreign(zp_text bytes, zp_text name)
{
  foreign known;
  (void)name;
  return identify(bytes, &known) ? ZP_CERTAIN : 0;
}

extern const zp_reader zp_reader_foreign;
const zp_reader zp_reader_foreign = {
  .name = "foreign",
  .title = "known formats that are refused by name: PDF, OFD, RTF, web archives",
  .claims = claims_foreign,
  .read = read_foreign,
};
