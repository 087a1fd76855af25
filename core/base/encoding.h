// encoding.h: bytes of text in the encodings that files come in -> UTF-8. The one place that knows
// encodings, and the one that calls iconv.
#pragma once

#include "base/error.h"

/// GB18030 includes GBK and GB2312.
typedef enum zp_encoding {
  ZP_ENCODING_DETECT, // from the bytes: mark, then strict UTF-8, then GB18030
  ZP_ENCODING_UTF8,
  ZP_ENCODING_UTF16LE,
  ZP_ENCODING_UTF16BE,
  ZP_ENCODING_GB18030,
  ZP_ENCODING_BIG5
} zp_encoding;

/// The encoding that people call so: "gbk", "GB-2312", "utf8", "Big5" … ; false when no such name
/// is known.
bool zp_encoding_named(zp_text name, zp_encoding *out);
/// "GB18030" …; "" for ZP_ENCODING_DETECT. Static storage.
const char *zp_encoding_name(zp_encoding encoding);

/// What the bytes say: a mark at their start decides; NULs that all stand in every other byte are
/// UTF-16 without one; then what is UTF-8, or nearly (a damaged byte must not turn a whole text
/// into other characters); else GB18030. Never ZP_ENCODING_DETECT.
zp_encoding zp_encoding_detect(zp_text bytes);
/// True when the bytes begin with a mark of UTF-8 or UTF-16.
bool zp_encoding_marked(zp_text bytes);

/// The whole text as UTF-8, without mark and without the end-of-file character of old systems
/// (0x1A) at its end: a slice of `bytes`, or in the arena where it was converted. A mark has the
/// last word over `wanted`. NUL is in no text. Fails with ZP_E_ENCODING (UTF-8) or
/// ZP_E_ENCODING_OTHER, whose place has the line and whose sentence the first bad byte, counted
/// from 1 over the whole file. `name` is that of the file.
zp_status zp_encoding_read(zp_text bytes, zp_text name, zp_encoding wanted, zp_arena *arena,
                           zp_text *out, zp_error *err);

/// The beginning of a text as UTF-8, for those who only look: a slice of `bytes`, or in `room` when
/// they are UTF-16. GB18030 stays as it is: no separator, quote or line end is ever part of a
/// character there. Stops before what it cannot read.
zp_text zp_encoding_peek(zp_text bytes, char *room, size_t size);

/// One character as UTF-8; returns its bytes, 1 to 4. Halves of pairs and what is beyond Unicode
/// become U+FFFD.
size_t zp_encoding_put(uint32_t character, char out[4]);

/// What converting from an encoding needs of the system, held until it is let go: a process that
/// will not be able to open files asks for it before. NULL: nothing is needed, or it is not there;
/// converting then fails as for any damaged file.
typedef struct zp_converter zp_converter;
zp_converter *zp_converter_hold(zp_encoding encoding);
void zp_converter_release(zp_converter *converter);
