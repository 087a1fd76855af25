// office_kind.c: what a file is by its first bytes, whatever it is called.
#include <string.h>
#include <strings.h>

#include "batch/office.h"

/// An OpenDocument begins with a member that says so and is not packed.
static zp_office_kind kind_of_zip(zp_text head)
{
  enum { AT_EXTRA = 28, AT_NAME = 30 };
  static const char text[] = "mimetypeapplication/vnd.oasis.opendocument.text";
  static const char sheet[] = "mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
  if (head.len < AT_NAME || head.ptr[AT_EXTRA] != 0 || head.ptr[AT_EXTRA + 1] != 0) return ZP_OFFICE_NONE;
  zp_text name = zp_text_slice(head, AT_NAME, head.len);
  if (zp_text_starts(name, zp_text_from(text))) return ZP_OFFICE_ODT;
  return zp_text_starts(name, zp_text_from(sheet)) ? ZP_OFFICE_ODS : ZP_OFFICE_NONE;
}

zp_office_kind zp_office_kind_of(zp_text head)
{
  if (zp_text_starts(head, (zp_text){ "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8 })) return ZP_OFFICE_COMPOUND;
  if (zp_text_starts(head, ZP_TEXT("PK\x03\x04"))) return kind_of_zip(head);
  if (zp_text_starts(head, ZP_TEXT("\xEF\xBB\xBF"))) head = zp_text_slice(head, 3, head.len);
  return zp_text_starts(zp_text_trim(head), ZP_TEXT("{\\rtf")) ? ZP_OFFICE_RTF : ZP_OFFICE_NONE;
}
