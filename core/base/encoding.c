// encoding.c: marks, detection, UTF-16 by hand, everything else by iconv.
#include "base/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

static const zp_text mark8 = ZP_TEXT_INIT("\xEF\xBB\xBF"), mark16le = ZP_TEXT_INIT("\xFF\xFE"),
                     mark16be = ZP_TEXT_INIT("\xFE\xFF");

enum { OLD_END = 0x1A };
static const size_t UNKNOWN = SIZE_MAX - 1;

// ---- names
// -----------------------------------------------------------------------------------------------------------

static const struct {
  const char *name;
  zp_encoding encoding;
} names[] = {
  { "UTF-8", ZP_ENCODING_UTF8 },       { "UTF-16LE", ZP_ENCODING_UTF16LE },
  { "UTF-16BE", ZP_ENCODING_UTF16BE }, { "GB18030", ZP_ENCODING_GB18030 },
  { "Big5", ZP_ENCODING_BIG5 },        { "GBK", ZP_ENCODING_GB18030 },
  { "GB2312", ZP_ENCODING_GB18030 },   { "CP936", ZP_ENCODING_GB18030 },
  { "MS936", ZP_ENCODING_GB18030 },    { "Windows936", ZP_ENCODING_GB18030 },
  { "ANSI", ZP_ENCODING_GB18030 },     { "EUC-CN", ZP_ENCODING_GB18030 },
  { "UTF-16", ZP_ENCODING_UTF16LE },   { "Unicode", ZP_ENCODING_UTF16LE },
  { "CP950", ZP_ENCODING_BIG5 },       { "Big5-HKSCS", ZP_ENCODING_BIG5 },
};

/// Equal but for case, hyphens and underscores.
static bool same_name(zp_text given, const char *name)
{
  size_t at = 0;
  for (const char *c = name; *c != '\0'; c++) {
    if (*c == '-') continue;
    while (at < given.len && (given.ptr[at] == '-' || given.ptr[at] == '_')) at++;
    if (at >= given.len || strncasecmp(given.ptr + at, c, 1) != 0) return false;
    at++;
  }
  return at == given.len;
}

bool zp_encoding_named(zp_text name, zp_encoding *out)
{
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (!same_name(name, names[i].name)) continue;
    *out = names[i].encoding;
    return true;
  }
  return false;
}

const char *zp_encoding_name(zp_encoding encoding)
{
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (names[i].encoding == encoding) return names[i].name;
  return "";
}

// ---- detection
// -------------------------------------------------------------------------------------------------------

static bool find_nul(zp_text bytes, size_t *at)
{
  const char *nul = bytes.len == 0 ? NULL : memchr(bytes.ptr, 0, bytes.len);
  if (nul == NULL) return false;
  *at = (size_t)(nul - bytes.ptr);
  return true;
}

/// The next character of UTF-16; false at the end, at half a pair and at NUL.
static bool next16(zp_text bytes, bool big, size_t *at, uint32_t *out)
{
  size_t left = bytes.len - *at;
  if (left < 2) return false;
  const unsigned char *p = (const unsigned char *)bytes.ptr + *at;
  uint32_t unit = big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
  size_t step = 2;
  if (unit >= 0xD800 && unit < 0xE000) {
    if (unit >= 0xDC00 || left < 4) return false;
    uint32_t low = big ? (uint32_t)p[2] << 8 | p[3] : (uint32_t)p[3] << 8 | p[2];
    if (low < 0xDC00 || low > 0xDFFF) return false;
    unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    step = 4;
  }
  if (unit == 0) return false;
  *at += step;
  *out = unit;
  return true;
}

/// UTF-16 without a mark: NULs stand only where the upper halves of ASCII characters are, many of
/// them, and the beginning reads as text.
static bool is_unmarked16(zp_text bytes, bool *big)
{
  enum { LOOKED_AT = 4096, NULS_LEAST = 4, BYTES_PER_NUL = 40 };
  size_t nuls[2] = { 0, 0 }, at = 0;
  zp_text head = zp_text_slice(bytes, 0, LOOKED_AT);
  if (bytes.len % 2 != 0) return false;
  for (size_t i = 0; i < head.len; i++)
    if (head.ptr[i] == 0) nuls[i % 2]++;
  if ((nuls[0] == 0) == (nuls[1] == 0)) return false;
  if (nuls[0] + nuls[1] < NULS_LEAST || (nuls[0] + nuls[1]) * BYTES_PER_NUL < head.len)
    return false;
  *big = nuls[0] != 0;
  for (uint32_t c = 0; at < head.len;) {
    if (!next16(head, *big, &at, &c)) return head.len - at < 4 && bytes.len > head.len;
    if (c < ' ' && c != '\t' && c != '\n' && c != '\r') return false;
  }
  return true;
}

/// Chinese characters of UTF-8 take up far more bytes than what cannot be read. In GB18030 three
/// bytes that happen to be such a character are one in fifty.
static bool is_nearly_utf8(zp_text bytes)
{
  enum { GOOD_PER_BAD = 4 };
  size_t good = 0, bad = 0;
  for (size_t at = 0; at < bytes.len;) {
    size_t before = at;
    if (zp_text_next(bytes, &at) == UINT32_MAX)
      bad++;
    else if (at - before > 2)
      good += at - before;
  }
  return good > GOOD_PER_BAD * bad;
}

/// *bad, where the bytes turned out to be UTF-8 without a mark: the offset of what is not, SIZE_MAX
/// when all is. Else untouched.
static zp_encoding detect(zp_text bytes, size_t *bad)
{
  size_t at;
  bool big;
  if (zp_text_starts(bytes, mark8)) return ZP_ENCODING_UTF8;
  if (zp_text_starts(bytes, mark16le)) return ZP_ENCODING_UTF16LE;
  if (zp_text_starts(bytes, mark16be)) return ZP_ENCODING_UTF16BE;
  if (find_nul(bytes, &at) && is_unmarked16(bytes, &big))
    return big ? ZP_ENCODING_UTF16BE : ZP_ENCODING_UTF16LE;
  bool valid = zp_text_utf8(bytes, &at);
  if (!valid && !is_nearly_utf8(bytes)) return ZP_ENCODING_GB18030;
  *bad = valid ? SIZE_MAX : at;
  return ZP_ENCODING_UTF8;
}

zp_encoding zp_encoding_detect(zp_text bytes)
{
  size_t bad;
  return detect(bytes, &bad);
}

bool zp_encoding_marked(zp_text bytes)
{
  return zp_text_starts(bytes, mark8) || zp_text_starts(bytes, mark16le) ||
         zp_text_starts(bytes, mark16be);
}

static size_t mark_length(zp_text bytes, zp_encoding encoding)
{
  if (encoding == ZP_ENCODING_UTF8 && zp_text_starts(bytes, mark8)) return mark8.len;
  if (encoding == ZP_ENCODING_UTF16LE && zp_text_starts(bytes, mark16le)) return mark16le.len;
  return encoding == ZP_ENCODING_UTF16BE && zp_text_starts(bytes, mark16be) ? mark16be.len : 0;
}

// ---- conversion
// ------------------------------------------------------------------------------------------------------

size_t zp_encoding_put(uint32_t c, char out[4])
{
  if ((c >= 0xD800 && c < 0xE000) || c > 0x10FFFF) c = 0xFFFD;
  if (c < 0x80) {
    out[0] = (char)c;
    return 1;
  }
  size_t len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (size_t i = len - 1; i > 0; i--, c >>= 6) out[i] = (char)(0x80 | (c & 0x3F));
  out[0] = (char)((0xF00 >> len & 0xF0) | c);
  return len;
}

static size_t high_bytes(zp_text bytes)
{
  size_t count = 0;
  for (size_t i = 0; i < bytes.len; i++) count += (unsigned char)bytes.ptr[i] >> 7;
  return count;
}

/// What comes of a conversion: `bad` is the offset of what could not be read, SIZE_MAX when all
/// could.
typedef struct converted {
  zp_text text;
  size_t bad;
} converted;

static zp_status convert16(zp_text bytes, bool big, zp_arena *arena, converted *out)
{
  char *room = zp_arena_bytes(arena, bytes.len / 2 * 3 + 4);
  size_t at = 0, len = 0;
  if (room == NULL) return ZP_E_MEMORY;
  for (uint32_t c; next16(bytes, big, &at, &c);) len += zp_encoding_put(c, room + len);
  *out = (converted){ { room, len }, at == bytes.len ? SIZE_MAX : at };
  return ZP_OK;
}

static const char *system_name(zp_encoding encoding)
{
  return encoding == ZP_ENCODING_GB18030 ? "GB18030"
         : encoding == ZP_ENCODING_BIG5  ? "BIG5-HKSCS"
                                         : NULL;
}

/// Never a plain ASCII text through iconv: its characters are themselves in every encoding that
/// comes here.
static zp_status convert_by_system(zp_text bytes, zp_encoding encoding, zp_arena *arena,
                                   converted *out)
{
  size_t high = high_bytes(bytes), nul = SIZE_MAX;
  zp_text head = find_nul(bytes, &nul) ? zp_text_slice(bytes, 0, nul) : bytes;
  *out = (converted){ head, nul };
  if (high == 0) return ZP_OK;
  iconv_t converter = iconv_open("UTF-8", system_name(encoding));
  *out = (converted){ { NULL, 0 }, 0 };
  if (converter == (iconv_t)-1) return ZP_OK;
  size_t capacity = bytes.len + 2 * high + 8, left = capacity, in_left = head.len;
  char *room = zp_arena_bytes(arena, capacity), *to = room, *in = (char *)(uintptr_t)head.ptr;
  size_t result = room == NULL ? 0 : iconv(converter, &in, &in_left, &to, &left);
  if (room != NULL && result != (size_t)-1) iconv(converter, NULL, NULL, &to, &left);
  iconv_close(converter);
  if (room == NULL) return ZP_E_MEMORY;
  *out = (converted){ { room, capacity - left }, result == (size_t)-1 ? head.len - in_left : nul };
  return ZP_OK;
}

/// `bad` is where UTF-8 is known to end, UNKNOWN when nobody looked.
static zp_status convert(zp_text bytes, zp_encoding encoding, size_t bad, zp_arena *arena,
                         converted *out)
{
  size_t nul;
  switch (encoding) {
    case ZP_ENCODING_UTF16LE:
    case ZP_ENCODING_UTF16BE: return convert16(bytes, encoding == ZP_ENCODING_UTF16BE, arena, out);
    case ZP_ENCODING_GB18030:
    case ZP_ENCODING_BIG5: return convert_by_system(bytes, encoding, arena, out);
    default: break;
  }
  if (bad == UNKNOWN && zp_text_utf8(bytes, &bad)) bad = SIZE_MAX;
  *out = (converted){ zp_text_slice(bytes, 0, bad), bad };
  if (find_nul(out->text, &nul)) *out = (converted){ zp_text_slice(bytes, 0, nul), nul };
  return ZP_OK;
}

/// Line ends before the bad byte, in what could be read.
static uint32_t line_of(zp_text read)
{
  uint32_t line = 1;
  for (size_t i = 0; i < read.len; i++)
    if (read.ptr[i] == '\n' ||
        (read.ptr[i] == '\r' && (i + 1 == read.len || read.ptr[i + 1] != '\n')))
      line++;
  return line;
}

static zp_status refuse(const converted *part, size_t offset, zp_text name, zp_encoding encoding,
                        bool detected, zp_arena *arena, zp_error *err)
{
  const zp_place place = { .file = name, .row = line_of(part->text) };
  zp_text shown = zp_text_format(arena, "%zu", offset + 1), none = { NULL, 0 };
  if (encoding == ZP_ENCODING_UTF8) return zp_fail(err, ZP_E_ENCODING, &place, shown, none, none);
  bool neither = detected && encoding == ZP_ENCODING_GB18030;
  zp_text called = neither ? ZP_TEXT("UTF-8 / GB18030") : zp_text_from(zp_encoding_name(encoding));
  return zp_fail(err, ZP_E_ENCODING_OTHER, &place, shown, called, none);
}

zp_status zp_encoding_read(zp_text bytes, zp_text name, zp_encoding wanted, zp_arena *arena,
                           zp_text *out, zp_error *err)
{
  bool detected = wanted == ZP_ENCODING_DETECT || zp_encoding_marked(bytes);
  size_t bad = UNKNOWN;
  zp_encoding encoding = detected ? detect(bytes, &bad) : wanted;
  size_t start = mark_length(bytes, encoding);
  converted part;
  if (convert(zp_text_slice(bytes, start, bytes.len), encoding, bad, arena, &part) != ZP_OK)
    return zp_fail_memory(err);
  if (part.bad != SIZE_MAX)
    return refuse(&part, start + part.bad, name, encoding, detected, arena, err);
  *out = part.text;
  if (out->len != 0 && out->ptr[out->len - 1] == OLD_END) out->len--;
  return ZP_OK;
}

zp_text zp_encoding_peek(zp_text bytes, char *room, size_t size)
{
  enum { LOOKED_AT = 4096 };
  zp_encoding encoding = zp_encoding_marked(bytes)
                             ? zp_encoding_detect(bytes)
                             : zp_encoding_detect(zp_text_slice(bytes, 0, LOOKED_AT));
  size_t at = mark_length(bytes, encoding), len = 0;
  if (encoding != ZP_ENCODING_UTF16LE && encoding != ZP_ENCODING_UTF16BE)
    return zp_text_slice(bytes, at, bytes.len);
  for (uint32_t c; len + 4 <= size && next16(bytes, encoding == ZP_ENCODING_UTF16BE, &at, &c);)
    len += zp_encoding_put(c, room + len);
  return (zp_text){ room, len };
}

// ---- what the system needs
// -------------------------------------------------------------------------------------------

// An iconv descriptor that stays open keeps the system's tables loaded, so that opening another one
// opens no file.
zp_converter *zp_converter_hold(zp_encoding encoding)
{
  const char *name = system_name(encoding);
  iconv_t converter = name == NULL ? (iconv_t)-1 : iconv_open("UTF-8", name);
  return converter == (iconv_t)-1 ? NULL : (zp_converter *)converter;
}

void zp_converter_release(zp_converter *converter)
{
  if (converter != NULL) iconv_close((iconv_t)converter);
}
