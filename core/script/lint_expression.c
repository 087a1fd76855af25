// lint_expression.c: expressions, and what is known of their values. See lint_code.h.
#include "script/lint_code.h"

static zp_known nothing(const zp_lint *lint)
{
  return (zp_known){ .all = { lint->now.start, lint->now.end } };
}

// ---- calls, names and fields -----------------------------------------------------------------------

/// What is about to be called: a local, or a function of the library.
typedef struct callee {
  int local;
  zp_text module, name; // name empty: neither
} callee;

static const callee nobody = { ZP_NO_LOCAL, { NULL, 0 }, { NULL, 0 } };

typedef struct gathered {
  zp_known known;
  size_t count;
} gathered;

static void gather(zp_lint *lint, size_t position, const zp_known *value, void *context)
{
  gathered *all = context;
  (void)lint;
  all->known = position == 0 ? *value : zp_known_either(&all->known, value);
  all->count++;
}

static bool is_one_of(zp_text name, const char *const *words)
{
  for (; *words != NULL; words++)
    if (zp_text_equal(name, zp_text_from(*words))) return true;
  return false;
}

/// Functions of the library give back what they got, or something exact.
static zp_known result_of(const callee *who, const zp_known *given)
{
  static const char *const passing[] = { "min", "max", "abs", NULL };
  static const char *const raw[] = { "min", "max", "abs", "floor", "ceil", NULL };
  zp_known out = *given;
  bool of_math = zp_text_equal(who->module, ZP_TEXT("math"));
  bool global = who->module.len == 0;
  out.traits = 0;
  if ((global && is_one_of(who->name, passing)) || (of_math && is_one_of(who->name, raw)))
    out.traits = given->traits & ZP_TRAITS_KEPT;
  else if (global && zp_text_equal(who->name, ZP_TEXT("ratio")))
    out.traits = ZP_IS_SHARE;
  return out;
}

static void table(zp_lint *lint);

static zp_known call(zp_lint *lint, const callee *who)
{
  gathered all = { .known = nothing(lint) };
  if (who->local != ZP_NO_LOCAL) lint->names.locals[who->local].called = true;
  if (zp_lint_at(lint, "{")) {
    table(lint);
  } else if (zp_lint_take(lint, "(")) {
    if (!zp_lint_at(lint, ")")) zp_lint_expressions(lint, gather, &all);
    zp_lint_want(lint, ")");
  } else {
    zp_lint_next(lint); // a text
  }
  return result_of(who, &all.known);
}

static zp_known read_name(zp_lint *lint, callee *who)
{
  zp_known out = nothing(lint);
  zp_token token = zp_lint_name(lint);
  if (lint->stopped) return out;
  zp_text name = zp_lint_text(lint, token);
  int local = zp_names_find(&lint->names, name);
  if (local != ZP_NO_LOCAL) {
    lint->names.locals[local].read = true;
    who->local = local;
    out.traits = lint->names.locals[local].traits;
    return out;
  }
  who->name = name;
  zp_names_global(&lint->names, name, token.start, false);
  return out;
}

static void read_member(zp_lint *lint, callee *who)
{
  zp_token token = zp_lint_name(lint);
  callee before = *who;
  *who = nobody;
  if (lint->stopped || before.module.len != 0 || !zp_names_is_module(before.name)) return;
  who->module = before.name;
  who->name = zp_lint_text(lint, token);
  zp_names_member(&lint->names, who->module, who->name, token.start);
}

static bool at_call(const zp_lint *lint)
{
  return zp_lint_at(lint, "(") || zp_lint_at(lint, "{") || lint->now.kind == ZP_TOKEN_TEXT;
}

/// One step behind a name: a field, an index, a call. False when none stands here.
static bool read_suffix(zp_lint *lint, callee *who, zp_known *out)
{
  if (zp_lint_take(lint, ".")) {
    read_member(lint, who);
    out->traits = 0;
  } else if (zp_lint_take(lint, "[")) {
    zp_lint_expression(lint);
    zp_lint_want(lint, "]");
    out->traits = 0;
    *who = nobody;
  } else if (zp_lint_take(lint, ":")) {
    zp_lint_name(lint);
    *out = call(lint, &nobody);
    *who = nobody;
  } else if (at_call(lint)) {
    *out = call(lint, who);
    *who = nobody;
  } else {
    return false;
  }
  return true;
}

zp_known zp_lint_suffixed(zp_lint *lint)
{
  size_t from = lint->now.start;
  callee who = nobody;
  zp_known out = nothing(lint);
  if (zp_lint_take(lint, "(")) {
    out = zp_lint_expression(lint);
    zp_lint_want(lint, ")");
  } else {
    out = read_name(lint, &who);
  }
  while (!lint->stopped && read_suffix(lint, &who, &out)) {}
  out.all = (zp_extent){ from, lint->end };
  return out;
}

// ---- simple expressions ----------------------------------------------------------------------------

static bool is_field_name(const zp_lint *lint)
{
  return zp_lint_at_name(lint) && lint->ahead.kind == ZP_TOKEN_SIGN &&
         zp_text_equal(zp_lint_text(lint, lint->ahead), ZP_TEXT("="));
}

/// `name = value`; the function of the table a rule file returns is known by its name.
static void named_field(zp_lint *lint)
{
  static const char *const functions[] = { "score", "veto", "deduct", NULL };
  bool score = lint->rule != NULL && lint->functions == 0 && lint->tables == 1 &&
               is_one_of(zp_lint_text(lint, lint->now), functions);
  zp_lint_next(lint);
  zp_lint_next(lint);
  if (score && zp_lint_take(lint, "function"))
    zp_lint_function(lint, ZP_LOCAL_SCORE, false);
  else
    zp_lint_expression(lint);
}

static void table(zp_lint *lint)
{
  zp_lint_want(lint, "{");
  lint->tables++;
  while (!zp_lint_at(lint, "}") && !lint->stopped) {
    if (zp_lint_take(lint, "[")) {
      zp_lint_expression(lint);
      zp_lint_want(lint, "]");
      zp_lint_want(lint, "=");
      zp_lint_expression(lint);
    } else if (is_field_name(lint)) {
      named_field(lint);
    } else {
      zp_lint_expression(lint);
    }
    if (!zp_lint_take(lint, ",") && !zp_lint_take(lint, ";") && !zp_lint_at(lint, "}"))
      zp_lint_stop(lint);
  }
  lint->tables--;
  zp_lint_want(lint, "}");
}

static bool take_constant(zp_lint *lint)
{
  return zp_lint_take(lint, "nil") || zp_lint_take(lint, "true") || zp_lint_take(lint, "false") ||
         zp_lint_take(lint, "...");
}

static zp_known simple(zp_lint *lint)
{
  zp_known out = nothing(lint);
  if (lint->now.kind == ZP_TOKEN_NUMBER) {
    out.traits = zp_numeral_traits(zp_lint_text(lint, lint->now));
    zp_lint_next(lint);
  } else if (lint->now.kind == ZP_TOKEN_TEXT) {
    zp_lint_next(lint);
  } else if (zp_lint_at(lint, "{")) {
    table(lint);
  } else if (zp_lint_take(lint, "function")) {
    zp_lint_function(lint, ZP_LOCAL_ARGUMENT, false);
  } else if (!take_constant(lint)) {
    return zp_lint_suffixed(lint);
  }
  out.all.to = lint->end;
  return out;
}

// ---- operators -------------------------------------------------------------------------------------

enum { UNARY = 12 };

typedef struct binary {
  const char *sign;
  int left, right; // how strongly it holds to what is on its left and right
} binary;

static const binary *find_binary(const zp_lint *lint)
{
  static const binary signs[] = {
    { "or", 1, 1 },   { "and", 2, 2 }, { "<", 3, 3 },    { ">", 3, 3 },    { "<=", 3, 3 },
    { ">=", 3, 3 },   { "~=", 3, 3 },  { "==", 3, 3 },   { "|", 4, 4 },    { "~", 5, 5 },
    { "&", 6, 6 },    { "<<", 7, 7 },  { ">>", 7, 7 },   { "..", 9, 8 },   { "+", 10, 10 },
    { "-", 10, 10 },  { "*", 11, 11 }, { "/", 11, 11 },  { "//", 11, 11 }, { "%", 11, 11 },
    { "^", 14, 13 },
  };
  for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
    if (zp_lint_at(lint, signs[i].sign)) return &signs[i];
  return NULL;
}

static zp_known below(zp_lint *lint, int limit);

static zp_known unary(zp_lint *lint)
{
  size_t from = lint->now.start;
  bool minus = zp_lint_take(lint, "-");
  if (!minus && !zp_lint_take(lint, "not") && !zp_lint_take(lint, "#") && !zp_lint_take(lint, "~"))
    return simple(lint);
  zp_known out = below(lint, UNARY);
  if (!minus) out.traits = 0;
  out.all.from = from;
  return out;
}

/// An expression whose operators hold more strongly than `limit`.
static zp_known below(zp_lint *lint, int limit)
{
  zp_known out = nothing(lint);
  if (!zp_lint_enter(lint)) return out;
  out = unary(lint);
  for (const binary *sign; (sign = find_binary(lint)) != NULL && sign->left > limit;) {
    zp_lint_next(lint);
    zp_known right = below(lint, sign->right);
    if (!lint->stopped)
      out = zp_known_binary(&lint->names, zp_text_from(sign->sign), &out, &right);
  }
  zp_lint_leave(lint);
  return out;
}

zp_known zp_lint_expression(zp_lint *lint)
{
  return below(lint, 0);
}

void zp_lint_expressions(zp_lint *lint, void (*each)(zp_lint *, size_t, const zp_known *, void *),
                         void *context)
{
  size_t position = 0;
  do {
    zp_known value = zp_lint_expression(lint);
    if (each != NULL && !lint->stopped) each(lint, position++, &value, context);
  } while (zp_lint_take(lint, ","));
}
