// html.h: what pages share. html.c makes the files of the html report, html_index.c the overview, html_unit.c and html_form.c a unit;
// monitor_html.c makes those of monitoring.
#pragma once

#include "plugins/reports/labels.h"
#include "plugins/reports/page.h"
#include "plugins/reports/template.h"

enum { ZP_PAGE_NAME = 64 };

typedef struct zp_html {
  zp_wording say;          // its arena is that of the page being made
  zp_template shell, index, unit;
  zp_text style, script;   // what the policy of every page allows
  const zp_result *result;
  const zp_report_options *how;
  zp_sink *sink;           // the page
  zp_error *err;
} zp_html;

/// The name of a unit's page: "c-CODE.html" when the code is short, lower-case and its own, else "n-NUMBER.html".
zp_text zp_html_name(const zp_result *result, size_t unit, char room[ZP_PAGE_NAME]);

/// Opens what all pages share; `say` is set. False when memory is short.
bool zp_html_begin(zp_html *html);
/// True when a code can be part of a file's name: short, and lower case only, because some file systems do not tell cases apart.
bool zp_html_plain(zp_text code);

/// Search and a choice of one group of rows, for a table that the script sorts and filters (id "ranking", rows with data-g): open, the
/// groups, close.
void zp_html_tools(zp_html *html, zp_word label, const zp_text *groups, size_t count);

/// Begins a page: head, the way back (`kind` other than "index"), the heading.
void zp_html_open(zp_html *html, const char *kind, zp_text title);
/// Ends it: the lines of `basis` at its foot, then the script of tables, if it has one to sort.
void zp_html_close(zp_html *html, const zp_sink *basis, bool script);
void zp_html_card(zp_html *html, const char *key, zp_word label, zp_text value);
/// Lines as the text report writes them, each as `part` of the shell.
void zp_html_lines(zp_html *html, const char *part, const zp_sink *lines);
/// A page of text to write lines into.
zp_page zp_html_text(zp_html *html, zp_sink *sink);
/// The findings, the worst first; nothing when there are none.
void zp_html_findings(zp_html *html, zp_word heading, const zp_finding *findings, size_t count);
/// Name, else code, however long, else a word for "no name".
zp_text zp_html_called(zp_html *html, zp_text name, zp_text code);
/// "error", "warning", "info" as classes; the severity in words.
const char *zp_html_severity(zp_html *html, zp_status code, zp_text *word);

void zp_html_index(zp_html *html);
void zp_html_unit(zp_html *html, const zp_unit_result *unit);
/// The official form of a project, with the explanation of every row. `number` counts from 1.
void zp_html_form(zp_html *html, const zp_unit_result *unit, size_t project);
/// Labels as items of a list of definitions.
void zp_html_labels(zp_html *html, const zp_labels *labels);
