// csv.c: one table of indicators for spreadsheets: a line for each row of each project, with
// figures of its unit and project. UTF-8 with a mark, CR LF, RFC 4180; numbers exact; no text is
// ever a formula.
#include "model/format.h"
#include "model/schema.h"
#include "plugins/reports/wording.h"

typedef enum owner { OF_UNIT, OF_PROJECT, OF_POOLED, OF_NUMBER, OF_ROW } owner;

static const struct {
  const char *zh, *en;
  owner of;
  const char *path;
} columns[] = {
#define CSV_COLUMN(zh, en, owner, path) { zh, en, OF_##owner, path },
#include "plugins/reports/csv_columns.def"
#undef CSV_COLUMN
};
enum { COLUMN_COUNT = sizeof columns / sizeof columns[0], DEPTH_MOST = 3 };

/// A column's members from its record down; `count` 0: no member.
typedef struct route {
  const zp_member *step[DEPTH_MOST];
  size_t count;
} route;

typedef struct writer {
  zp_sink *sink;
  zp_wording say;
  route routes[COLUMN_COUNT];
} writer;

/// What a line is about; NULL: the unit has no project, the project no row.
typedef struct line {
  const zp_unit_result *unit;
  const zp_project_result *project;
  const zp_row_result *row;
  bool pooled;
  size_t number;
} line;

// ---- cells --------------------------------------------------------------------------------------

/// Programs that open the file take a text for a formula by its first character, also by its
/// full-width form.
static bool is_formula(zp_text text)
{
  size_t at = 0;
  if (text.len == 0) return false;
  if (text.ptr[0] == '\t' || text.ptr[0] == '\r' || text.ptr[0] == '\n') return true;
  switch (zp_text_next(zp_text_trim(text), &at)) {
    case '=':
    case '+':
    case '-':
    case '@':
    case 0xFF1D:
    case 0xFF0B:
    case 0xFF0D:
    case 0xFF20: return true;
    default: return false;
  }
}

/// Quoted where a comma, a quote or a line end asks for it, and where programs that split at other
/// separators would.
static bool needs_quotes(zp_text text)
{
  for (size_t i = 0; i < text.len; i++)
    if ((unsigned char)text.ptr[i] < ' ' || text.ptr[i] == ',' || text.ptr[i] == '"' ||
        text.ptr[i] == ';')
      return true;
  return zp_text_trim(text).len != text.len;
}

/// A text as a cell. Controls that no text file may hold are blanks.
static void put_text(zp_sink *sink, zp_text text)
{
  bool formula = is_formula(text), quoted = needs_quotes(text);
  if (quoted) zp_sink_put(sink, ZP_TEXT("\""));
  if (formula) zp_sink_put(sink, ZP_TEXT("'"));
  size_t from = 0;
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    bool control = ((unsigned char)c < ' ' && c != '\t' && c != '\r' && c != '\n') || c == 0x7F;
    if (!control && c != '"') continue;
    zp_sink_put(sink, zp_text_slice(text, from, i));
    zp_sink_put(sink, control ? ZP_TEXT(" ") : ZP_TEXT("\"\""));
    from = i + 1;
  }
  zp_sink_put(sink, zp_text_slice(text, from, text.len));
  if (quoted) zp_sink_put(sink, ZP_TEXT("\""));
}

static void put_member(writer *w, const zp_member *member, const void *record)
{
  char room[ZP_NUMBER_ROOM];
  const void *here = (const char *)record + member->offset;
  if (member->type == ZP_M_FLAG) {
    zp_sink_put(w->sink, *(const bool *)here ? ZP_TEXT("1") : ZP_TEXT("0"));
    return;
  }
  if (!zp_member_there(member, record)) return;
  switch (member->type) {
    case ZP_M_TEXT: put_text(w->sink, *(const zp_text *)here); break;
    case ZP_M_ARG: put_text(w->sink, zp_wording_arg(&w->say, *(const zp_text *)here)); break;
    case ZP_M_NAME: put_text(w->sink, zp_text_from(zp_member_name(member, record))); break;
    case ZP_M_NOTES:
      put_text(w->sink, zp_notes_text(*(const uint32_t *)here, w->say.lang, w->say.arena));
      break;
    case ZP_M_COUNT: zp_sink_print(w->sink, "%zu", *(const size_t *)here); break;
    case ZP_M_NUMBER:
    case ZP_M_BYTES: zp_sink_print(w->sink, "%u", *(const uint32_t *)here); break;
    case ZP_M_YEAR: zp_sink_print(w->sink, "%d", *(const int *)here); break;
    case ZP_M_POINTS:
      zp_sink_put(w->sink, zp_dec_print_short(*(const zp_dec *)here, 2, room));
      break;
    case ZP_M_MONEY:
      zp_sink_put(w->sink, zp_money_print_yuan(*(const zp_money *)here, room));
      break;
    case ZP_M_QUANTITY: zp_sink_put(w->sink, zp_qty_print(*(const zp_qty *)here, room)); break;
    case ZP_M_DATE: zp_sink_put(w->sink, zp_date_print(*(const zp_date *)here, room)); break;
    case ZP_M_FLAG:
    case ZP_M_ARGS:
    case ZP_M_RECORD:
    case ZP_M_LIST: break;
  }
}

static void put_route(writer *w, const route *way, const void *record)
{
  if (record == NULL || way->count == 0) return;
  for (size_t i = 0; i + 1 < way->count; i++) record = (const char *)record + way->step[i]->offset;
  put_member(w, way->step[way->count - 1], record);
}

static void put_cell(writer *w, const line *of, size_t column)
{
  const route *way = &w->routes[column];
  switch (columns[column].of) {
    case OF_UNIT: put_route(w, way, of->unit); break;
    case OF_PROJECT: put_route(w, way, of->project); break;
    case OF_ROW: put_route(w, way, of->row); break;
    case OF_POOLED:
      if (of->project != NULL) zp_sink_put(w->sink, of->pooled ? ZP_TEXT("1") : ZP_TEXT("0"));
      break;
    case OF_NUMBER:
      if (of->row != NULL) zp_sink_print(w->sink, "%zu", of->number);
      break;
  }
}

// ---- lines --------------------------------------------------------------------------------------

static void put_line(writer *w, const line *of)
{
  for (size_t i = 0; i < COLUMN_COUNT; i++) {
    if (i != 0) zp_sink_put(w->sink, ZP_TEXT(","));
    put_cell(w, of, i);
  }
  zp_sink_put(w->sink, ZP_TEXT("\r\n"));
}

static void put_head(writer *w)
{
  zp_sink_put(w->sink, ZP_TEXT("\xEF\xBB\xBF"));
  for (size_t i = 0; i < COLUMN_COUNT; i++) {
    if (i != 0) zp_sink_put(w->sink, ZP_TEXT(","));
    put_text(w->sink, zp_text_from(w->say.lang == ZP_LANG_ZH ? columns[i].zh : columns[i].en));
  }
  zp_sink_put(w->sink, ZP_TEXT("\r\n"));
}

static void put_project(writer *w, const zp_unit_result *unit, const zp_project_result *project,
                        bool pooled)
{
  line of = { .unit = unit, .project = project, .pooled = pooled };
  if (project->row_count == 0) put_line(w, &of);
  for (size_t r = 0; r < project->row_count; r++) {
    of.row = &project->rows[r];
    of.number = r + 1;
    put_line(w, &of);
  }
}

/// A unit without projects has a line too, so that nobody is missing.
static void put_unit(writer *w, const zp_unit_result *unit)
{
  const line bare = { .unit = unit };
  if (unit->project_count == 0) put_line(w, &bare);
  for (size_t p = 0; p < unit->project_count; p++) put_project(w, unit, &unit->projects[p], false);
  for (size_t p = 0; p < unit->pooled_count; p++) put_project(w, unit, &unit->pooled[p], true);
}

// ---- finding the members ------------------------------------------------------------------------

static const zp_member *member_named(const zp_record *kind, zp_text key)
{
  for (size_t i = 0; kind != NULL && i < kind->count; i++)
    if (zp_text_equal(zp_text_from(kind->members[i].key), key)) return &kind->members[i];
  return NULL;
}

/// False when the schema has no such member: the column's path is wrong.
static bool find_route(const zp_record *kind, zp_text path, route *out)
{
  while (path.len != 0) {
    size_t dot = zp_text_find(path, ZP_TEXT("."));
    const zp_member *member = member_named(kind, zp_text_slice(path, 0, dot));
    if (member == NULL || out->count == DEPTH_MOST) return false;
    out->step[out->count++] = member;
    kind = member->record;
    path = dot == SIZE_MAX ? ZP_TEXT("") : zp_text_slice(path, dot + 1, path.len);
  }
  return true;
}

static bool find_routes(writer *w)
{
  const zp_member *projects = member_named(&zp_record_unit, ZP_TEXT("projects"));
  for (size_t i = 0; i < COLUMN_COUNT; i++) {
    const zp_record *kind = columns[i].of == OF_UNIT  ? &zp_record_unit
                            : columns[i].of == OF_ROW ? &zp_record_row
                                                      : projects->record;
    if (!find_route(kind, zp_text_from(columns[i].path), &w->routes[i])) return false;
  }
  return true;
}

static zp_status write_csv(const zp_result *result, const zp_report_options *options, zp_sink *sink,
                           zp_error *err)
{
  enum { KEPT = 1 << 20 };
  writer w = { .sink = sink, .say = { sink->arena, options->lang, false } };
  if (!find_routes(&w))
    return zp_fail(err, ZP_E_INTERNAL, NULL, ZP_TEXT("csv_columns.def"), ZP_TEXT(""), ZP_TEXT(""));
  put_head(&w);
  zp_arena *scratch = zp_arena_beside(sink->arena);
  zp_status status = scratch == NULL ? zp_fail_memory(err) : ZP_OK;
  for (size_t i = 0; i < result->unit_count && status == ZP_OK; i++) {
    const zp_unit_result *unit;
    zp_arena_reset(scratch, KEPT);
    status = zp_unit_whole(result, options, i, scratch, &unit, err);
    if (status == ZP_OK) put_unit(&w, unit);
  }
  zp_arena_free(scratch);
  if (status != ZP_OK) return status;
  return w.say.failed || sink->failed || zp_arena_short(sink->arena) ? zp_fail_memory(err) : ZP_OK;
}

const zp_report zp_report_csv = {
  .name = "csv",
  .title = ZP_W_REPORT_CSV,
  .suffix = ".csv",
  .write = write_csv,
  .by_unit = true,
};
