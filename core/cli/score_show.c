// score_show.c: ziping score --dry-run: how every file of a bundle is understood. A process of its own reads them, confined.
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "batch/confine.h"
#include "cli/score_kit.h"
#include "plugins/registry.h"
#include "store/result_file.h"
#include "store/span.h"

enum { SHOW_BYTES = 1024, FILE_BYTES_MOST = 64 << 20, COPY_BYTES = 1 << 16, SECONDS_MOST = 60 };

/// What the confined process works with.
typedef struct show {
  zp_cli cli;                 // out and err: the pipe
  const zp_bundle *bundle;
  const zp_layouts *layouts;
  zp_encoding encoding;       // that was said
  zp_lexicon lexicon;
  zp_arena *arena;
  zp_text *bytes;             // of each file; ptr NULL when it could not be read
  zp_sheet *sheets;
  size_t sheet_count;
  zp_findings findings;
  size_t said;                // findings printed so far
} show;

// ---- printing --------------------------------------------------------------------------------------------------------

static void say(const show *s, zp_word word, zp_text a, zp_text b, zp_text c)
{
  const zp_text given[3] = { a, b, c };
  char rooms[3][SHOW_BYTES], line[4 * SHOW_BYTES];
  zp_text args[3];
  for (size_t i = 0; i < 3; i++) {
    if (zp_arg_is_word(given[i])) args[i] = given[i];
    else args[i] = (zp_text){ rooms[i], zp_text_clean(given[i], rooms[i], sizeof rooms[i]) };
  }
  zp_message_fill(zp_word_text(word, s->cli.lang), s->cli.lang, args, line, sizeof line);
  fprintf(s->cli.out, "%s\n", line);
}

static zp_text number(const show *s, size_t n)
{
  return zp_text_format(s->arena, "%zu", n);
}

static zp_text or_none(zp_text text)
{
  return zp_text_blank(text) ? zp_word_arg(ZP_W_SHOW_NONE) : text;
}

static void say_findings(show *s)
{
  for (; s->said < s->findings.count; s->said++) zp_say_finding(&s->cli, &s->findings.items[s->said]);
}

static zp_text place_text(const show *s, const zp_place *place)
{
  return zp_text_format(s->arena, "%u:%u", place->row, place->column);
}

static void show_column(const show *s, const zp_form_column *c)
{
  zp_text word = zp_lexicon_field_word(&s->lexicon, c->field), args[3] = { word };
  if (!c->used) word = zp_word_arg(ZP_W_SHOW_UNKNOWN);
  else if (c->field == ZP_F_IGNORED) word = zp_word_arg(ZP_W_SHOW_UNUSED);
  else if (c->guessed) word = zp_word_arg_with(ZP_W_SHOW_GUESSED, args, s->arena);
  say(s, ZP_W_SHOW_COLUMN, number(s, c->number), c->heading.text, word);
}

static void show_form(const show *s, const zp_form *f)
{
  zp_text none = { NULL, 0 };
  say(s, ZP_W_SHOW_FORM, f->layout->title, place_text(s, &f->place), none);
  say(s, ZP_W_SHOW_HEAD, or_none(f->project.text), or_none(f->money_unit), or_none(f->title.text));
  for (size_t i = 0; i < f->column_count; i++) show_column(s, &f->columns[i]);
  say(s, ZP_W_SHOW_ROWS, number(s, f->indicators), number(s, f->budget_count), number(s, f->note_count));
  say(s, ZP_W_SHOW_MORE, number(s, f->sub_rows), number(s, f->blanks), number(s, f->goal_count));
}

static void show_sheet(const show *s, const zp_sheet *sheet)
{
  zp_text none = { NULL, 0 };
  if (sheet->records != NULL) say(s, ZP_W_SHOW_RECORDS, number(s, sheet->records->unit_count), none, none);
  if (sheet->goals != NULL)
    say(s, ZP_W_SHOW_GOALS, or_none(sheet->goals->name.text), number(s, sheet->goals->project_count),
        number(s, sheet->goals->item_count));
  for (size_t i = 0; i < sheet->form_count; i++) show_form(s, &sheet->forms[i]);
}

static void show_project(const show *s, const zp_project *p)
{
  zp_word from = p->from_goals && p->filled ? ZP_W_SHOW_FROM_BOTH : p->from_goals ? ZP_W_SHOW_FROM_GOALS : ZP_W_SHOW_FROM_FORM;
  say(s, ZP_W_SHOW_PROJECT, or_none(p->name.text), number(s, p->indicator_count), zp_word_arg(from));
}

// ---- reading ---------------------------------------------------------------------------------------------------------

static zp_status read_document(show *s, const zp_reader *reader, zp_text bytes, zp_text name, zp_sheet *sheet, zp_error *err)
{
  zp_document document = { .file = name };
  if (reader->submit != NULL) {
    zp_submission *records = ZP_TAKE(s->arena, zp_submission, 1);
    if (records == NULL) return zp_fail_memory(err);
    sheet->records = records;
    return reader->submit(bytes, name, s->arena, records, err);
  }
  if (reader->read(bytes, name, s->arena, &document, &s->findings, err) != ZP_OK) return err->status;
  return zp_recognise_with(&document, &s->lexicon, s->arena, sheet, &s->findings, err);
}

/// "csv", and of plain text its encoding: "csv GB18030".
static zp_text reader_text(const show *s, const zp_reader *reader, zp_text bytes)
{
  if (reader == NULL) return zp_word_arg(ZP_W_SHOW_NONE);
  if (!reader->plain) return zp_text_from(reader->name);
  zp_encoding is = s->encoding != ZP_ENCODING_DETECT && !zp_encoding_marked(bytes) ? s->encoding : zp_encoding_detect(bytes);
  return zp_text_format(s->arena, "%s %s", reader->name, zp_encoding_name(is));
}

static void show_file(show *s, size_t i)
{
  zp_text name = s->bundle->files[i].shown, none = { NULL, 0 }, bytes = s->bytes[i];
  zp_error err = { 0 };
  zp_sheet sheet = { 0 };
  const zp_reader *reader = NULL;
  bool there = bytes.ptr != NULL;
  if (there && zp_choose_reader(zp_readers, s->encoding, name, s->arena, &bytes, &reader, &err) == ZP_OK)
    read_document(s, reader, bytes, name, &sheet, &err);
  say(s, ZP_W_SHOW_FILE, name, reader_text(s, reader, s->bytes[i]), none);
  if (there && err.status == ZP_OK) {
    show_sheet(s, &sheet);
    s->sheets[s->sheet_count++] = sheet;
  }
  if (err.status != ZP_OK) zp_findings_take(&s->findings, &err);
  say_findings(s);
}

static void show_join(show *s)
{
  zp_submission all;
  zp_unit_findings *lists;
  zp_error err = { 0 };
  if (zp_join_with(s->sheets, s->sheet_count, &s->lexicon, s->arena, &all, &lists, &s->findings, &err) != ZP_OK) {
    zp_say_error(&s->cli, &err);
    return;
  }
  for (size_t u = 0; u < all.unit_count; u++) {
    const zp_unit *unit = &all.units[u];
    say(s, ZP_W_SHOW_UNIT, or_none(unit->name.text), or_none(unit->code.text), number(s, unit->project_count));
    for (size_t p = 0; p < unit->project_count; p++) show_project(s, &unit->projects[p]);
    for (size_t i = 0; i < lists[u].list.count; i++) zp_say_finding(&s->cli, &lists[u].list.items[i]);
  }
  say_findings(s);
}

/// A file, or the stretch of the spool that one out of an archive is.
static zp_status read_bytes(const show *s, const zp_intake_file *from, zp_text *out, zp_error *err)
{
  zp_span file;
  if (!from->packed) return zp_file_read(from->path.ptr, FILE_BYTES_MOST, s->arena, out, err);
  char *room = from->length > FILE_BYTES_MOST ? NULL : zp_arena_bytes(s->arena, (size_t)from->length);
  if (room == NULL) return zp_fail_memory(err);
  zp_status status = zp_span_open(from->path.ptr, false, &file, err);
  if (status == ZP_OK) status = zp_span_read(&file, from->offset, room, (size_t)from->length, err);
  if (file.file >= 0) close(file.file);
  *out = (zp_text){ room, (size_t)from->length };
  return status;
}

/// libzip asks for local time, whose file a confined process may not open.
static void settle_time_zone(void)
{
  setenv("TZ", "UTC0", 1);
  tzset();
}

/// The confined process: opens the files, gives up everything else, then looks into them.
static int work(show *s)
{
  zp_error err = { 0 };
  s->findings.arena = s->arena;
  s->bytes = ZP_TAKE(s->arena, zp_text, s->bundle->count);
  s->sheets = ZP_TAKE(s->arena, zp_sheet, s->bundle->count);
  if (s->bytes == NULL || s->sheets == NULL) return ZP_EXIT_INTERNAL;
  for (size_t i = 0; i < s->bundle->count; i++) {
    zp_error own = { 0 };
    if (read_bytes(s, &s->bundle->files[i], &s->bytes[i], &own) == ZP_OK) continue;
    s->bytes[i] = (zp_text){ NULL, 0 };
    zp_findings_take(&s->findings, &own);
  }
  settle_time_zone();
  zp_converter *held[2] = { zp_converter_hold(ZP_ENCODING_GB18030), zp_converter_hold(s->encoding) };
  if (zp_lexicon_make(s->layouts, s->arena, &s->lexicon, &err) != ZP_OK || zp_confine_limits(&err) != ZP_OK ||
      zp_confine_calls(&err) != ZP_OK) {
    zp_say_error(&s->cli, &err);
    return ZP_EXIT_INTERNAL;
  }
  for (size_t i = 0; i < s->bundle->count; i++) show_file(s, i);
  show_join(s);
  for (size_t i = 0; i < sizeof held / sizeof held[0]; i++) zp_converter_release(held[i]);
  return ZP_EXIT_OK;
}

/// What comes through the pipe goes out; the status of the process is returned.
static int copy_out(const zp_cli *cli, int from, pid_t child)
{
  char room[COPY_BYTES];
  int status = 0;
  for (ssize_t got; (got = read(from, room, sizeof room)) != 0;) {
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) break;
    fwrite(room, 1, (size_t)got, cli->out);
  }
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  return status;
}

static zp_status cannot_start(zp_error *err)
{
  return zp_fail(err, ZP_E_WORKER_START, NULL, ZP_TEXT("ziping"), zp_text_from(strerror(errno)), (zp_text){ NULL, 0 });
}

/// A process that reads without end is ended by its own limit.
static void begin(show *s, int file)
{
  const struct rlimit seconds = { SECONDS_MOST, SECONDS_MOST };
  s->cli.out = s->cli.err = fdopen(file, "w");
  s->cli.color = false;
  if (s->cli.out == NULL || setrlimit(RLIMIT_CPU, &seconds) != 0) _exit(ZP_EXIT_INTERNAL);
  int status = work(s);
  _exit(fflush(s->cli.out) == 0 ? status : ZP_EXIT_INTERNAL);
}

zp_status zp_score_show(const zp_cli *cli, const zp_bundle *bundle, const zp_layouts *layouts, zp_encoding encoding,
                        zp_arena *arena, zp_error *err)
{
  int ends[2];
  fprintf(cli->out, "%.*s\n", ZP_ARG(bundle->name));
  fflush(cli->out);
  fflush(cli->err);
  if (pipe(ends) != 0) return cannot_start(err);
  pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    show s = { .cli = *cli, .bundle = bundle, .layouts = layouts, .encoding = encoding, .arena = arena };
    begin(&s, ends[1]);
  }
  close(ends[1]);
  int status = child < 0 ? 0 : copy_out(cli, ends[0], child);
  close(ends[0]);
  if (child < 0) return cannot_start(err);
  if (WIFEXITED(status) && WEXITSTATUS(status) == ZP_EXIT_OK) return ZP_OK;
  zp_text why = zp_text_from(WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "exit");
  const zp_finding failed = { .status = ZP_E_BUNDLE_REFUSED, .place = { .file = bundle->name }, .args = { bundle->name, why } };
  zp_say_finding(cli, &failed);
  return ZP_OK;
}
