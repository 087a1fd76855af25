// tell_changes.c: compares, writes, and says by the exit status whether anything changed.
#include "cli/tell_changes.h"

#include <string.h>

#include "plugins/reports/changes_report.h"
#include "store/changes.h"

bool zp_telling_format(zp_telling *telling, const char *word)
{
  telling->json = strcmp(word, "json") == 0;
  return telling->json || strcmp(word, "text") == 0;
}

zp_exit zp_tell_changes(const zp_cli *cli, const zp_telling *telling, const zp_result *before,
                        const zp_result *after, zp_arena *arena)
{
  zp_changes changes;
  zp_error err = { 0 };
  zp_sink sink = { .arena = arena };
  const zp_report_options how = { .lang = cli->lang, .width = cli->width, .brief = !telling->all };
  zp_status status = zp_changes_make(before, after, arena, &changes, &err);
  if (status == ZP_OK && telling->json)
    status = zp_changes_json(&changes, &sink, &err);
  else if (status == ZP_OK)
    status = zp_changes_text(&changes, telling->supposed, &how, &sink, &err);
  if (status != ZP_OK) {
    zp_say_error(cli, &err);
    return ZP_EXIT_INTERNAL;
  }
  fwrite(sink.bytes, 1, sink.len, cli->out); // main looks at the stream's error when all is written
  bool same = telling->supposed ? changes.moved + changes.regraded == 0 : changes.equal;
  return same ? ZP_EXIT_OK : ZP_EXIT_PARTLY;
}
