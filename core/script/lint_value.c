// lint_value.c: see lint_value.h.
#include "script/lint_value.h"

#include <string.h>

/// Longer parts are not repeated in a suggestion.
enum { QUOTED_MOST = 60 };

static bool is(zp_text sign, const char *word)
{
  return zp_text_equal(sign, zp_text_from(word));
}

static bool is_one_of(zp_text sign, const char *const *words)
{
  for (; *words != NULL; words++)
    if (is(sign, *words)) return true;
  return false;
}

/// 90, 0.0, 1e3, 9e-1, 0x10: whole when nothing but zeros stands behind the point.
zp_traits zp_numeral_traits(zp_text numeral)
{
  bool hex = numeral.len > 1 && (numeral.ptr[1] | 0x20) == 'x', point = false, small = false;
  bool behind = false, any = false;
  for (size_t i = hex ? 2 : 0; i < numeral.len; i++) {
    char c = numeral.ptr[i];
    if (c == '.') {
      point = true;
    } else if ((c | 0x20) == (hex ? 'p' : 'e')) {
      small = i + 1 < numeral.len && numeral.ptr[i + 1] == '-';
      break;
    } else if (c != '0') {
      any = true;
      behind |= point;
    }
  }
  zp_traits traits = ZP_IS_NUMERAL | (any ? 0 : ZP_IS_ZERO);
  return behind || (any && small) ? traits | ZP_IS_FRACTION : traits;
}

zp_known zp_known_either(const zp_known *left, const zp_known *right)
{
  zp_known out = (left->traits & ZP_IS_QUOTIENT) != 0 ? *left : *right;
  out.traits = (left->traits | right->traits) & ZP_TRAITS_KEPT;
  out.all = (zp_extent){ left->all.from, right->all.to };
  return out;
}

static zp_traits of_numerals(zp_text sign, zp_traits left, zp_traits right)
{
  bool fraction = is(sign, "/") || ((left | right) & ZP_IS_FRACTION) != 0;
  return ZP_IS_NUMERAL | (fraction ? ZP_IS_FRACTION : 0);
}

static zp_traits of_arithmetic(zp_text sign, zp_traits left, zp_traits right)
{
  zp_traits both = left | right;
  if ((left & right & ZP_IS_NUMERAL) != 0) return of_numerals(sign, left, right);
  zp_traits out = ZP_IS_SUM | (both & (ZP_IS_SCALED | ZP_IS_QUOTIENT));
  if (is(sign, "/")) return out | ZP_IS_QUOTIENT;
  if (is(sign, "*") && (both & (ZP_IS_FRACTION | ZP_IS_SHARE)) != 0) out |= ZP_IS_SCALED;
  return out;
}

// ---- comparisons -----------------------------------------------------------------------------------

static zp_text text_of(const zp_names *names, zp_extent extent)
{
  return zp_text_slice(names->source->bytes, extent.from, extent.to);
}

/// How to write it: ratio(a, b), or round(…, 4).
static zp_text better(const zp_names *names, const zp_known *risky)
{
  zp_text whole = text_of(names, risky->all);
  if ((risky->traits & ZP_IS_QUOTIENT) == 0)
    return whole.len > QUOTED_MOST
               ? ZP_TEXT("round(…, 4)")
               : zp_text_format(names->arena, "round(%.*s, 4)", ZP_ARG(whole));
  zp_text above = text_of(names, risky->above), below = text_of(names, risky->below);
  if (risky->below.to == 0 || above.len + below.len > QUOTED_MOST) return ZP_TEXT("ratio(…, …)");
  return zp_text_format(names->arena, "ratio(%.*s, %.*s)", ZP_ARG(above), ZP_ARG(below));
}

/// The side that may be off by its last bit; NULL when the comparison does not care.
static const zp_known *risky_side(const zp_known *left, const zp_known *right)
{
  zp_traits l = left->traits, r = right->traits;
  // A sign is right whatever the last bit is, and numerals are what they are.
  if (((l | r) & ZP_IS_ZERO) != 0 || (l & r & ZP_IS_NUMERAL) != 0) return NULL;
  if ((l & ZP_IS_QUOTIENT) != 0) return left;
  if ((r & ZP_IS_QUOTIENT) != 0) return right;
  if ((l & ZP_IS_SCALED) != 0) return left;
  if ((r & ZP_IS_SCALED) != 0) return right;
  if ((l & ZP_IS_SUM) != 0 && (r & ZP_IS_FRACTION) != 0) return left;
  return (r & ZP_IS_SUM) != 0 && (l & ZP_IS_FRACTION) != 0 ? right : NULL;
}

static void compare(zp_names *names, const zp_known *left, const zp_known *right)
{
  const zp_known *risky = risky_side(left, right);
  if (risky == NULL) return;
  zp_text whole = text_of(names, (zp_extent){ left->all.from, right->all.to });
  zp_names_mark(names, ZP_E_LINT_COMPARE, left->all.from, whole.len, text_of(names, risky->all),
                better(names, risky));
}

zp_known zp_known_binary(zp_names *names, zp_text sign, const zp_known *left, const zp_known *right)
{
  static const char *const comparing[] = { "==", "~=", "<", "<=", ">", ">=", NULL };
  static const char *const computing[] = { "+", "-", "*", "/", "//", "%", NULL };
  if (is(sign, "and") || is(sign, "or")) return zp_known_either(left, right);
  zp_known out = zp_known_either(left, right);
  out.traits = 0;
  if (is_one_of(sign, comparing)) compare(names, left, right);
  if (!is_one_of(sign, computing)) return out;
  out.traits = of_arithmetic(sign, left->traits, right->traits);
  if (is(sign, "/")) {
    out.above = left->all;
    out.below = right->all;
  }
  return out;
}
