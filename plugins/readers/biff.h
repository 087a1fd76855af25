// biff.h: the records of Excel's binary workbooks (BIFF5, BIFF8): walking over them, and the
// numbers and texts inside. [MS-XLS]
#pragma once

#include "base/encoding.h"
#include "model/format.h"

enum {
  ZP_BIFF_FORMULA = 0x0006,
  ZP_BIFF_EOF = 0x000A,
  ZP_BIFF_DATEMODE = 0x0022,
  ZP_BIFF_FILEPASS = 0x002F,
  ZP_BIFF_CONTINUE = 0x003C,
  ZP_BIFF_CODEPAGE = 0x0042,
  ZP_BIFF_COLINFO = 0x007D,
  ZP_BIFF_BOUNDSHEET = 0x0085,
  ZP_BIFF_MULRK = 0x00BD,
  ZP_BIFF_RSTRING = 0x00D6,
  ZP_BIFF_XF = 0x00E0,
  ZP_BIFF_MERGEDCELLS = 0x00E5,
  ZP_BIFF_SST = 0x00FC,
  ZP_BIFF_LABELSST = 0x00FD,
  ZP_BIFF_NUMBER = 0x0203,
  ZP_BIFF_LABEL = 0x0204,
  ZP_BIFF_BOOLERR = 0x0205,
  ZP_BIFF_STRING = 0x0207,
  ZP_BIFF_ROW = 0x0208,
  ZP_BIFF_RK = 0x027E,
  ZP_BIFF_FORMAT = 0x041E,
  ZP_BIFF_BOF = 0x0809
};

/// A record, read from front to back. What it continues in CONTINUE records is part of it.
typedef struct zp_biff {
  zp_text stream;
  size_t at, end;     // what is unread of its body or of the part at hand, in the stream
  size_t start, next; // of its body; where the next record begins
  uint16_t type;
  uint16_t codepage; // of the texts of BIFF5; 0: none was named
  bool wide;         // BIFF8: texts are Unicode
  bool cut;          // more was asked for than was there
} zp_biff;

/// Moves to the record that begins at `at`; false at the end of the stream and where no whole
/// record begins.
bool zp_biff_open(zp_biff *record, size_t at);
/// Bytes left in the part at hand.
size_t zp_biff_left(const zp_biff *record);

/// Numbers, low byte first. Beyond the end: 0, and `cut`.
uint8_t zp_biff_u8(zp_biff *record);
uint16_t zp_biff_u16(zp_biff *record);
uint32_t zp_biff_u32(zp_biff *record);
double zp_biff_double(zp_biff *record);
void zp_biff_skip(zp_biff *record, size_t bytes);

/// A number in the four bytes of RK.
double zp_biff_rk(uint32_t rk);

/// A text whose length in characters is `count`, with what BIFF8 puts around it (flags, rich runs,
/// phonetics); in BIFF5 that many bytes in the code page. Halves of pairs become U+FFFD, NULs are
/// left out. ZP_E_MEMORY; `cut` when it is not whole; ZP_E_ENCODING_OTHER when the code page is not
/// known here.
zp_status zp_biff_text(zp_biff *record, size_t count, zp_arena *arena, zp_text *out);
