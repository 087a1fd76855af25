// rules_facts.h: what there is to say of a pack and its rules, as words and tables: `rules show` sets them for a terminal,
// `rules doc` as Markdown.
#pragma once

#include "cli/rules_kit.h"
#include "plugins/reports/grid.h"
#include "plugins/reports/wording.h"

/// A line of "label  value".
typedef struct zp_fact { zp_word label; zp_text value; } zp_fact;
enum { ZP_FACTS_MOST = 16 };

/// Rows of cells below headings. No rows: there is nothing to show.
typedef struct zp_fact_table {
  zp_grid_column columns[ZP_GRID_COLUMNS];
  size_t column_count;
  zp_text *cells;  // row after row
  size_t row_count;
} zp_fact_table;

/// Basis, years, parents, what becomes of what cannot be scored, how scores are combined, limits. Lines with nothing to say are
/// left out. Returns how many there are.
size_t zp_facts_pack(zp_wording *say, const zp_host *host, zp_fact facts[ZP_FACTS_MOST]);
/// `mof-2020` and the folder it lies in, for each pack that is extended; `folders`: with them.
zp_text zp_facts_parents(zp_wording *say, const zp_host *host, bool folders);
zp_fact_table zp_facts_weights(zp_wording *say, const zp_policy *policy);
zp_text zp_facts_grades(zp_wording *say, const zp_policy *policy);
/// The rules for rows in order, and what each applies to.
zp_fact_table zp_facts_rules(zp_wording *say, const zp_policy *policy);
/// The vetoes, then the deductions, and what each can do to the unit.
zp_fact_table zp_facts_unit_rules(zp_wording *say, const zp_policy *policy);
/// Words with commas between.
zp_text zp_facts_list(zp_wording *say, zp_words words);

/// Which rows a rule applies to, or what it can do to a unit, as a sentence.
zp_text zp_facts_applies(zp_wording *say, const zp_policy *policy, const zp_rule *rule);
/// "mof-2020/ratio_up.lua:16"
zp_text zp_facts_place(zp_wording *say, zp_text file, uint32_t line);
/// A number of a rule file as its author wrote it: with as few decimals as make that very number, at most nine.
zp_text zp_facts_number(zp_wording *say, double value);
/// "text"
zp_text zp_facts_quoted(zp_wording *say, zp_text text);
/// 0.5, true, "text"
zp_text zp_facts_value(zp_wording *say, const zp_param *param);
/// Name, value, who set it, default, meaning of each parameter.
zp_fact_table zp_facts_params(zp_wording *say, const zp_rule *rule, const zp_rule_text *text);
/// Where the value of a parameter comes from: its default, or the line that sets it.
zp_text zp_facts_set_by(zp_wording *say, const zp_param *param);
/// Name and meaning of each input the function reads.
zp_fact_table zp_facts_inputs(zp_wording *say, const zp_rule *rule);
/// Name and meaning of an argument that is no parameter: an input of the row, a series of the unit.
zp_text zp_facts_input_name(const zp_rule *rule, const zp_argument *argument);
zp_word zp_facts_input(const zp_rule *rule, const zp_argument *argument);
/// A column for each input or parameter that some example gives; points, reason or verdict in the last.
zp_fact_table zp_facts_examples(zp_wording *say, const zp_rule *rule, const zp_rule_text *text);
