// legend.c: model/schema.c once more, in words. README.md has the types.
#include "store/legend.h"

#include "model/schema.h"
#include "store/tokens.h"

enum { RECORDS_MOST = 64 };

static void put(zp_sink *sink, const char *word)
{
  zp_token_text(sink, zp_text_from(word));
}

static const char *type_word(const zp_member *member)
{
  switch (member->type) {
    case ZP_M_TEXT: return "text";
    case ZP_M_ARG: return "argument";
    case ZP_M_ARGS: return "arguments";
    case ZP_M_FLAG: return "flag";
    case ZP_M_QUANTITY: return "quantity";
    case ZP_M_DATE: return "date";
    case ZP_M_NAME: return zp_member_spelled(member) ? "text" : "name";
    case ZP_M_NOTES: return "names";
    case ZP_M_RECORD: return "record";
    case ZP_M_LIST: return "list";
    default: return "number";
  }
}

/// [key, type], behind it the record's name, or the names of the set.
static void put_member(zp_sink *sink, const zp_member *member)
{
  bool named = member->type == ZP_M_NAME && !zp_member_spelled(member), below = member->record != NULL;
  size_t names = named ? (size_t)member->names : member->type == ZP_M_NOTES ? ZP_NOTE_COUNT : 0;
  zp_token_array(sink, 2 + names + below);
  put(sink, member->key);
  put(sink, type_word(member));
  if (below) put(sink, member->record->name);
  for (int i = 0; i < (int)names; i++) put(sink, named ? member->name(i) : zp_note_name(i));
}

/// Adds a record and those below it, each once.
static size_t collect(const zp_record *kind, const zp_record **all, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (all[i] == kind) return count;
  if (count == RECORDS_MOST) return count;
  all[count++] = kind;
  for (size_t i = 0; i < kind->count; i++)
    if (kind->members[i].record != NULL) count = collect(kind->members[i].record, all, count);
  return count;
}

void zp_legend_put(zp_sink *sink)
{
  const zp_record *all[RECORDS_MOST];
  size_t count = collect(&zp_record_result, all, 0);
  zp_token_map(sink, count - 1);
  for (size_t r = 1; r < count; r++) {  // the result itself is told by its keys
    put(sink, all[r]->name);
    zp_token_array(sink, 1 + all[r]->count);
    put(sink, all[r]->positional ? "list" : "map");
    for (size_t i = 0; i < all[r]->count; i++) put_member(sink, &all[r]->members[i]);
  }
}
