// lint_code.c: statements and scopes. See lint_code.h.
#include "script/lint_code.h"

/// Deeper than Lua's own compiler goes (200): a file that loaded never gets here.
enum { DEEPEST = 220, TARGETS_MOST = 16 };

// ---- tokens ----------------------------------------------------------------------------------------

void zp_lint_next(zp_lint *lint)
{
  lint->end = lint->now.end;
  lint->now = lint->ahead;
  lint->ahead = zp_scan_next(&lint->scan);
  if (lint->stopped) lint->now.kind = lint->ahead.kind = ZP_TOKEN_END;
}

void zp_lint_stop(zp_lint *lint)
{
  lint->stopped = true;
  lint->now.kind = lint->ahead.kind = ZP_TOKEN_END;
}

zp_text zp_lint_text(const zp_lint *lint, zp_token token)
{
  return zp_token_text(&lint->scan, token);
}

bool zp_lint_at(const zp_lint *lint, const char *word)
{
  bool code = lint->now.kind == ZP_TOKEN_NAME || lint->now.kind == ZP_TOKEN_SIGN;
  return code && zp_text_equal(zp_lint_text(lint, lint->now), zp_text_from(word));
}

bool zp_lint_take(zp_lint *lint, const char *word)
{
  if (!zp_lint_at(lint, word)) return false;
  zp_lint_next(lint);
  return true;
}

void zp_lint_want(zp_lint *lint, const char *word)
{
  if (!zp_lint_take(lint, word)) zp_lint_stop(lint);
}

bool zp_lint_is_keyword(zp_text name)
{
  static const char *const keywords[] = {
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if",
    "in", "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
  };
  for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++)
    if (zp_text_equal(name, zp_text_from(keywords[i]))) return true;
  return false;
}

bool zp_lint_at_name(const zp_lint *lint)
{
  return lint->now.kind == ZP_TOKEN_NAME && !zp_lint_is_keyword(zp_lint_text(lint, lint->now));
}

zp_token zp_lint_name(zp_lint *lint)
{
  zp_token name = lint->now;
  if (zp_lint_at_name(lint))
    zp_lint_next(lint);
  else
    zp_lint_stop(lint);
  return name;
}

bool zp_lint_enter(zp_lint *lint)
{
  if (lint->names.full || lint->depth >= DEEPEST) {
    zp_lint_stop(lint);
    return false;
  }
  lint->depth++;
  return true;
}

void zp_lint_leave(zp_lint *lint)
{
  lint->depth--;
}

// ---- blocks ----------------------------------------------------------------------------------------

static void statement(zp_lint *lint);

static bool at_block_end(const zp_lint *lint)
{
  return lint->now.kind == ZP_TOKEN_END || zp_lint_at(lint, "end") || zp_lint_at(lint, "else") ||
         zp_lint_at(lint, "elseif") || zp_lint_at(lint, "until");
}

/// Statements whose locals stay: whoever opened the scope closes it.
static void open_block(zp_lint *lint)
{
  while (!at_block_end(lint)) statement(lint);
}

static void block(zp_lint *lint)
{
  size_t first = lint->names.count;
  open_block(lint);
  zp_names_leave(&lint->names, first);
}

static void declare(zp_lint *lint, zp_token name, zp_local_kind kind, zp_traits traits)
{
  zp_names_add(&lint->names, zp_lint_text(lint, name), name.start, kind, traits);
}

/// What the rule's author and the host give the score function under a name.
static zp_traits argument_traits(const zp_lint *lint, zp_text name)
{
  const zp_rule *rule = lint->rule;
  if (zp_text_equal(name, ZP_TEXT("rate"))) return ZP_IS_SHARE;
  for (size_t i = 0; rule != NULL && i < rule->param_count; i++) {
    const zp_param *param = &lint->defaults[i];
    if (param->type != ZP_PARAM_NUMBER || !zp_text_equal(name, param->name)) continue;
    return param->number > -1e9 && param->number < 1e9 &&
                   param->number != (double)(int64_t)param->number
               ? ZP_IS_FRACTION
               : 0;
  }
  return 0;
}

static void arguments(zp_lint *lint, zp_local_kind kind)
{
  zp_lint_want(lint, "(");
  while (!zp_lint_at(lint, ")") && !lint->stopped) {
    if (!zp_lint_take(lint, "...")) {
      zp_token name = zp_lint_name(lint);
      bool score = kind == ZP_LOCAL_SCORE && !lint->stopped;
      declare(lint, name, kind, score ? argument_traits(lint, zp_lint_text(lint, name)) : 0);
    }
    if (!zp_lint_at(lint, ")")) zp_lint_want(lint, ",");
  }
  zp_lint_want(lint, ")");
}

void zp_lint_function(zp_lint *lint, zp_local_kind kind, bool method)
{
  size_t first = lint->names.count;
  if (!zp_lint_enter(lint)) return;
  int tables = lint->tables;
  lint->functions++;
  lint->tables = 0;
  if (method) {
    zp_names_add(&lint->names, ZP_TEXT("self"), lint->now.start, ZP_LOCAL_ARGUMENT, 0);
    if (lint->names.count > first) lint->names.locals[first].read = true;
  }
  arguments(lint, kind);
  zp_names_show(&lint->names, first);
  open_block(lint);
  zp_lint_want(lint, "end");
  zp_names_leave(&lint->names, first);
  lint->tables = tables;
  lint->functions--;
  zp_lint_leave(lint);
}

// ---- statements ------------------------------------------------------------------------------------

static void read_if(zp_lint *lint)
{
  do {
    zp_lint_expression(lint);
    zp_lint_want(lint, "then");
    block(lint);
  } while (zp_lint_take(lint, "elseif"));
  if (zp_lint_take(lint, "else")) block(lint);
  zp_lint_want(lint, "end");
}

static void read_for(zp_lint *lint)
{
  size_t first = lint->names.count;
  do {
    declare(lint, zp_lint_name(lint), ZP_LOCAL_PLAIN, 0);
  } while (zp_lint_take(lint, ","));
  if (!zp_lint_take(lint, "=")) zp_lint_want(lint, "in");
  zp_lint_expressions(lint, NULL, NULL);
  zp_lint_want(lint, "do");
  zp_names_show(&lint->names, first);
  block(lint);
  zp_names_leave(&lint->names, first);
  zp_lint_want(lint, "end");
}

static void read_repeat(zp_lint *lint)
{
  size_t first = lint->names.count;
  open_block(lint);
  zp_lint_want(lint, "until");
  zp_lint_expression(lint); // sees the locals of the block
  zp_names_leave(&lint->names, first);
}

static void read_named_function(zp_lint *lint)
{
  zp_token name = lint->now;
  bool method = false;
  if (lint->ahead.kind == ZP_TOKEN_SIGN && zp_text_equal(zp_lint_text(lint, lint->ahead), ZP_TEXT("("))) {
    zp_lint_name(lint);
    zp_text text = zp_lint_text(lint, name);
    if (!lint->stopped && zp_names_find(&lint->names, text) == ZP_NO_LOCAL)
      zp_names_global(&lint->names, text, name.start, true);
  } else {
    zp_lint_name(lint);
    int local = lint->stopped ? ZP_NO_LOCAL : zp_names_find(&lint->names, zp_lint_text(lint, name));
    if (local != ZP_NO_LOCAL) lint->names.locals[local].read = true;
    while (zp_lint_take(lint, ".")) zp_lint_name(lint);
    method = zp_lint_take(lint, ":");
    if (method) zp_lint_name(lint);
  }
  zp_lint_function(lint, ZP_LOCAL_ARGUMENT, method);
}

static void read_local_function(zp_lint *lint)
{
  size_t first = lint->names.count;
  declare(lint, zp_lint_name(lint), ZP_LOCAL_PLAIN, 0);
  zp_names_show(&lint->names, first); // it may call itself
  zp_lint_function(lint, ZP_LOCAL_ARGUMENT, false);
}

/// Which locals a list of values goes into, by position; ZP_NO_LOCAL: into something else.
typedef struct targets {
  int locals[TARGETS_MOST];
  size_t count;
} targets;

static void put(zp_lint *lint, size_t position, const zp_known *value, void *context)
{
  const targets *to = context;
  if (position >= to->count || to->locals[position] == ZP_NO_LOCAL) return;
  lint->names.locals[to->locals[position]].traits |= value->traits & ZP_TRAITS_KEPT;
}

static void read_local(zp_lint *lint)
{
  size_t first = lint->names.count;
  targets to = { .count = 0 };
  do {
    declare(lint, zp_lint_name(lint), ZP_LOCAL_PLAIN, 0);
    if (to.count < TARGETS_MOST && !lint->names.full)
      to.locals[to.count++] = (int)lint->names.count - 1;
    if (zp_lint_take(lint, "<")) {
      zp_lint_name(lint);
      zp_lint_want(lint, ">");
    }
  } while (zp_lint_take(lint, ","));
  if (zp_lint_take(lint, "=")) zp_lint_expressions(lint, put, &to);
  zp_names_show(&lint->names, first);
}

static bool is_assigned_next(const zp_lint *lint)
{
  zp_text ahead = zp_lint_text(lint, lint->ahead);
  return lint->ahead.kind == ZP_TOKEN_SIGN &&
         (zp_text_equal(ahead, ZP_TEXT("=")) || zp_text_equal(ahead, ZP_TEXT(",")));
}

/// One place that is assigned to, or a call.
static int read_target(zp_lint *lint)
{
  if (!zp_lint_at_name(lint) || !is_assigned_next(lint)) {
    zp_lint_suffixed(lint);
    return ZP_NO_LOCAL;
  }
  zp_token name = zp_lint_name(lint);
  int local = zp_names_find(&lint->names, zp_lint_text(lint, name));
  if (local == ZP_NO_LOCAL)
    zp_names_global(&lint->names, zp_lint_text(lint, name), name.start, true);
  return local;
}

static void read_assignment(zp_lint *lint)
{
  targets to = { .count = 0 };
  bool several = false;
  do {
    int local = read_target(lint);
    if (to.count < TARGETS_MOST) to.locals[to.count++] = local;
    several |= zp_lint_at(lint, ",");
  } while (zp_lint_take(lint, ","));
  if (zp_lint_take(lint, "="))
    zp_lint_expressions(lint, put, &to);
  else if (several)
    zp_lint_stop(lint);
}

static void read_return(zp_lint *lint)
{
  if (!at_block_end(lint) && !zp_lint_at(lint, ";")) zp_lint_expressions(lint, NULL, NULL);
  zp_lint_take(lint, ";");
  if (!at_block_end(lint)) zp_lint_stop(lint);
}

static void read_statement(zp_lint *lint)
{
  if (zp_lint_take(lint, ";") || zp_lint_take(lint, "break")) return;
  if (zp_lint_take(lint, "if")) {
    read_if(lint);
  } else if (zp_lint_take(lint, "while")) {
    zp_lint_expression(lint);
    zp_lint_want(lint, "do");
    block(lint);
    zp_lint_want(lint, "end");
  } else if (zp_lint_take(lint, "do")) {
    block(lint);
    zp_lint_want(lint, "end");
  } else if (zp_lint_take(lint, "for")) {
    read_for(lint);
  } else if (zp_lint_take(lint, "repeat")) {
    read_repeat(lint);
  } else if (zp_lint_take(lint, "function")) {
    read_named_function(lint);
  } else if (zp_lint_take(lint, "local")) {
    if (zp_lint_take(lint, "function"))
      read_local_function(lint);
    else
      read_local(lint);
  } else if (zp_lint_take(lint, "::")) {
    zp_lint_name(lint);
    zp_lint_want(lint, "::");
  } else if (zp_lint_take(lint, "goto")) {
    zp_lint_name(lint);
  } else if (zp_lint_take(lint, "return")) {
    read_return(lint);
  } else {
    read_assignment(lint);
  }
}

static void statement(zp_lint *lint)
{
  if (!zp_lint_enter(lint)) return;
  read_statement(lint);
  zp_lint_leave(lint);
}

void zp_lint_source(const zp_source *source, const zp_rule *rule, const zp_param *defaults,
                    zp_findings *findings)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  if (arena == NULL) {
    findings->lost = true;
    return;
  }
  zp_lint lint = { .names = { .source = source, .arena = arena },
                   .rule = rule,
                   .defaults = defaults,
                   .scan = { source->bytes, 0 } };
  zp_lint_next(&lint);
  zp_lint_next(&lint);
  block(&lint);
  if (lint.now.kind != ZP_TOKEN_END) zp_lint_stop(&lint);
  // What was told before the reading stopped may rest on a misreading.
  if (!lint.stopped && !lint.names.full) zp_names_finish(&lint.names, findings);
  findings->lost |= zp_arena_short(arena);
  zp_arena_free(arena);
}
