// lint_code.h: the reader of Lua behind lint.h: one pass over the tokens, by the grammar of Lua 5.4.
// Statements are in lint_code.c, expressions in lint_expression.c.
#pragma once

#include "script/lint_value.h"
#include "script/token.h"

typedef struct zp_lint {
  zp_names names;
  const zp_rule *rule;      // NULL: the file is no rule
  const zp_param *defaults; // of the rule's parameters
  zp_scan scan;
  zp_token now, ahead;
  size_t end;    // of the token before `now`
  int depth;     // of what is being read
  int functions; // that are open
  int tables;    // that are open
  bool stopped;  // no Lua, or deeper than Lua itself goes
} zp_lint;

/// Moves on to the next token; none comes once the reading was stopped.
void zp_lint_next(zp_lint *lint);
void zp_lint_stop(zp_lint *lint);
/// True when the token is this sign or keyword. A text of that content is not.
bool zp_lint_at(const zp_lint *lint, const char *word);
/// Moves past the token when it is this one.
bool zp_lint_take(zp_lint *lint, const char *word);
/// The same; the reading stops when it is another.
void zp_lint_want(zp_lint *lint, const char *word);
/// Takes a name that is no keyword, else stops.
zp_token zp_lint_name(zp_lint *lint);
bool zp_lint_at_name(const zp_lint *lint);
zp_text zp_lint_text(const zp_lint *lint, zp_token token);
/// One level further in; false (and stopped) when that is too deep. zp_lint_leave() only after true.
bool zp_lint_enter(zp_lint *lint);
void zp_lint_leave(zp_lint *lint);

zp_known zp_lint_expression(zp_lint *lint);
/// A name, call, field or something in parentheses.
zp_known zp_lint_suffixed(zp_lint *lint);
/// Expressions with commas between; calls `each` with the position of each one.
void zp_lint_expressions(zp_lint *lint, void (*each)(zp_lint *, size_t, const zp_known *, void *),
                         void *context);
/// From the parenthesis behind `function` to its `end`. `method`: with a `self`.
void zp_lint_function(zp_lint *lint, zp_local_kind kind, bool method);
/// A word of the grammar.
bool zp_lint_is_keyword(zp_text name);
