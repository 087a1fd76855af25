// rules_kit.h: what the actions of `ziping rules` share. One rules_*.c per action; cmd_rules.c reads the words and calls it.
#pragma once

#include "cli/cli.h"

typedef struct zp_rules_kit {
  const zp_cli *cli;
  const char *pack;    // --pack; the national pack when not given
  const char *out;     // --out; NULL: not given
  bool coverage;       // --coverage
  char *const *words;  // what follows the action: rules, files, a name
  size_t word_count;
  zp_arena *arena;
  zp_pack_place place; // of the pack, once it is open
  zp_host *host;       // NULL for actions that open no pack
} zp_rules_kit;

/// What `ziping rules ACTION` does; it prints its own errors.
zp_exit zp_rules_list(const zp_rules_kit *kit);
zp_exit zp_rules_show(const zp_rules_kit *kit);
zp_exit zp_rules_check(const zp_rules_kit *kit);
zp_exit zp_rules_test(const zp_rules_kit *kit);
zp_exit zp_rules_new(const zp_rules_kit *kit);
zp_exit zp_rules_doc(const zp_rules_kit *kit);

/// The text, and blanks up to a column two behind `width` terminal columns.
void zp_rules_pad(FILE *file, zp_text text, size_t width);
/// Prints an error; the exit status for it.
zp_exit zp_rules_failed(const zp_rules_kit *kit, const zp_error *err);
