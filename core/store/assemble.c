// assemble.c: first all parts are read and indexed, then the units are copied in order.
#include "store/assemble.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/checksum.h"
#include "pipeline/extract.h"
#include "store/packed.h"

enum { KEPT = 1 << 20, WINDOW = 128 * 1024 };  // bytes of memory that are kept from one unit to the next; read at once
enum { FEW = 64 };                             // units that are not worth a thread

/// A stretch of the file that was read last.
typedef struct window {
  char *room;
  size_t capacity;
  int file;
  uint64_t base, at;         // where the file's span begins; where in it the stretch does
  size_t len;
} window;

/// Units read once more: their bytes, or their extracts. Belongs to one thread.
typedef struct reader {
  const zp_assembly *what;
  zp_arena *room;            // of the window
  zp_arena *scratch;         // for one extract
  window window;
} reader;

/// The hook sees the extracts on a thread of its own while the units are copied. Until it is joined the hook's things, this, and the arena of the
/// assembly are that thread's.
typedef struct pass {
  reader reader;
  const zp_unit_index *index;
  zp_error err;
  pthread_t thread;
  bool running, done;
} pass;

typedef struct work {
  const zp_assembly *what;
  zp_arena *arena;
  zp_unit_index index;
  zp_input_file *inputs;
  size_t input_count, input_capacity;
  zp_finding *findings;
  size_t finding_count, finding_capacity;
  uint32_t part;             // the one that is read
  reader reader;             // of what is copied
  pass pass;
} work;

// ---- first: what there is ------------------------------------------------------------------------------------------------------

static zp_status note_unit(void *context, const zp_unit_result *unit, zp_text bytes, uint64_t offset, zp_error *err)
{
  work *a = context;
  zp_unit_at at = { .code = unit->code, .name = unit->name, .part = a->part, .offset = offset, .findings = unit->finding_count };
  if (bytes.len > UINT32_MAX) return zp_fail_with(err, ZP_E_INTERNAL, NULL, "a unit of more than 4 GiB");
  at.length = (uint32_t)bytes.len;
  zp_sum_of(bytes, at.check);
  return zp_unit_index_add(&a->index, &at, false, err);
}

static zp_status add_input(work *a, const zp_input_file *input, bool borrow, zp_error *err)
{
  zp_input_file *inputs = zp_arena_grow(a->arena, a->inputs, a->input_count, &a->input_capacity, sizeof *inputs);
  if (inputs == NULL) return zp_fail_memory(err);
  a->inputs = inputs;
  zp_input_file own = *input;
  if (!borrow) own = (zp_input_file){ zp_text_copy(input->name, a->arena), zp_text_copy(input->digest, a->arena), input->bytes };
  if (own.name.ptr == NULL || own.digest.ptr == NULL) return zp_fail_memory(err);
  inputs[a->input_count++] = own;
  return ZP_OK;
}

static zp_status add_finding(work *a, const zp_finding *finding, zp_error *err)
{
  zp_finding *findings = zp_arena_grow(a->arena, a->findings, a->finding_count, &a->finding_capacity, sizeof *findings);
  if (findings == NULL) return zp_fail_memory(err);
  a->findings = findings;
  if (!zp_finding_copy(finding, a->arena, &findings[a->finding_count])) return zp_fail_memory(err);
  a->finding_count++;
  return ZP_OK;
}

static zp_status add_lists(work *a, const zp_result *from, bool borrow, zp_error *err)
{
  zp_status status = ZP_OK;
  for (size_t i = 0; i < from->input_count && status == ZP_OK; i++) status = add_input(a, &from->inputs[i], borrow, err);
  for (size_t i = 0; i < from->finding_count && status == ZP_OK; i++) status = add_finding(a, &from->findings[i], err);
  return status;
}

/// A failure of reading a part says which.
static zp_status name_part(const zp_span *part, zp_status status, zp_error *err)
{
  if (err != NULL && err->file[0] == '\0') zp_text_clean(part->name, err->file, sizeof err->file);
  return status;
}

static zp_status read_part(work *a, const zp_span *part, zp_error *err)
{
  const char *key = "";
  zp_result *head = NULL;
  zp_arena *arena = zp_arena_new(NULL, 0);
  if (arena == NULL) return zp_fail_memory(err);
  zp_status status = zp_result_scan(part, note_unit, a, arena, &head, err);
  if (status != ZP_OK) status = name_part(part, status, err);
  if (status == ZP_OK && !zp_heads_equal(a->what->head, head, arena, &key)) {
    if (zp_arena_short(arena)) status = zp_fail_memory(err);
    else status = zp_fail(err, ZP_E_PART_OTHER, NULL, zp_text_from(key), part->name, (zp_text){ NULL, 0 });
  }
  if (status == ZP_OK) status = add_lists(a, head, false, err);
  zp_arena_free(arena);
  return status;
}

/// What is known of a group already; it outlives the assembly.
static zp_status add_group(work *a, const zp_kept_group *group, zp_error *err)
{
  const zp_result lists = { .inputs = group->inputs, .input_count = group->input_count, .findings = group->findings,
                            .finding_count = group->finding_count };
  zp_status status = add_lists(a, &lists, true, err);
  for (size_t i = 0; i < group->unit_count && status == ZP_OK; i++) {
    zp_unit_at at = group->units[i];
    at.part = a->part;
    status = zp_unit_index_add(&a->index, &at, true, err);
  }
  return status;
}

static int by_name_then_digest(const void *a, const void *b)
{
  const zp_input_file *left = a, *right = b;
  int order = zp_text_compare(left->name, right->name);
  return order != 0 ? order : zp_text_compare(left->digest, right->digest);
}

static int compare_numbers(uint32_t a, uint32_t b)
{
  return (a > b) - (a < b);
}

static int by_place_then_code(const void *a, const void *b)
{
  const zp_finding *left = a, *right = b;
  int order = zp_text_compare(left->place.file, right->place.file);
  if (order == 0) order = zp_text_compare(left->place.sheet, right->place.sheet);
  if (order == 0) order = compare_numbers(left->place.row, right->place.row);
  if (order == 0) order = compare_numbers(left->place.column, right->place.column);
  if (order == 0) order = strcmp(zp_status_code(left->status), zp_status_code(right->status));
  for (int i = 0; i < 3 && order == 0; i++) order = zp_text_compare(left->args[i], right->args[i]);
  if (order == 0) order = zp_text_compare(left->cell, right->cell);
  if (order == 0) order = compare_numbers(left->caret_from, right->caret_from);
  return order != 0 ? order : compare_numbers(left->caret_bytes, right->caret_bytes);
}

void zp_findings_sort(zp_finding *items, size_t count)
{
  if (count > 1) qsort(items, count, sizeof *items, by_place_then_code);
}

/// Where a unit is: parts come first, then the groups of the journal.
static zp_span file_of(const zp_assembly *what, const zp_unit_at *unit)
{
  if (unit->part < what->part_count) return what->parts[unit->part];
  zp_span journal = what->journal;
  journal.name = what->group_names[unit->part - what->part_count];
  return journal;
}

static zp_text name_of(const zp_assembly *what, const zp_unit_at *unit)
{
  return file_of(what, unit).name;
}

typedef struct clash { const zp_unit_at *a, *b; } clash;

static void keep_first(void *context, const zp_unit_at *a, const zp_unit_at *b)
{
  clash *first = context;
  if (first->a == NULL) *first = (clash){ a, b };
}

/// The same unit in two parts: neither may be dropped, and their sum is no result.
static zp_status refuse_twice(const work *a, zp_error *err)
{
  clash first = { NULL, NULL };
  zp_status status = zp_unit_index_clashes(&a->index, a->what->lexicon, keep_first, &first, err);
  if (status != ZP_OK || first.a == NULL) return status;
  zp_text shown = first.a->name.len != 0 ? first.a->name : first.a->code;
  return zp_fail(err, ZP_E_UNIT_TWICE, NULL, shown, name_of(a->what, first.a), name_of(a->what, first.b));
}

// ---- then: the units in order ----------------------------------------------------------------------------------------------------

static zp_status altered(const zp_span *part, zp_error *err)
{
  zp_place place = { .file = part->name };
  char room[ZP_ERROR_ARG];
  return zp_fail(err, ZP_E_OPEN, &place, zp_error_cause(EIO, room), (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 });
}

/// Bytes of a part or the journal; they live until the next are asked for. Units mostly follow one another as they did when they
/// were written: after a step forward more is read than asked for, after a jump no more than that.
static zp_status read_bytes(reader *a, const zp_unit_at *unit, uint64_t offset, size_t count, zp_text *out, zp_error *err)
{
  zp_span file = file_of(a->what, unit);
  window *w = &a->window;
  bool same = w->len != 0 && w->file == file.file && w->base == file.offset && offset >= w->at;
  if (!same || offset + count > w->at + w->len) {
    bool forward = same && offset <= w->at + w->len + WINDOW / 4;
    uint64_t rest = offset < file.length ? file.length - offset : 0;
    size_t len = forward && count < WINDOW ? WINDOW : count;
    if (len > rest && rest >= count) len = (size_t)rest;
    if (len > w->capacity) {
      w->capacity = len < WINDOW ? WINDOW : len + len / 2;
      w->room = zp_arena_bytes(a->room, w->capacity);
    }
    w->len = 0;
    if (w->room == NULL) return zp_fail_memory(err);
    if (zp_span_read(&file, offset, w->room, len, err) != ZP_OK) return err->status;
    *w = (window){ w->room, w->capacity, file.file, file.offset, offset, len };
  }
  *out = (zp_text){ w->room + (offset - w->at), count };
  return ZP_OK;
}

/// The extract of a unit, from beside it or made of its bytes, in the scratch memory.
static zp_status read_extract(reader *a, const zp_unit_at *at, zp_unit_extract *out, zp_error *err)
{
  zp_span file = file_of(a->what, at);
  zp_unit_result unit = { .year = 0 };
  zp_text bytes;
  zp_arena_reset(a->scratch, KEPT);
  bool beside = at->extract_length != 0;
  zp_status status = read_bytes(a, at, beside ? at->extract_offset : at->offset, beside ? at->extract_length : at->length, &bytes, err);
  if (status != ZP_OK) return status;
  if (beside) return zp_extract_take(bytes, &file, at, a->scratch, out, err);
  status = zp_packed_take(bytes, &zp_record_unit, a->scratch, &unit);
  if (status != ZP_OK) return status == ZP_E_MEMORY ? zp_fail_memory(err) : altered(&file, err);
  return zp_extract_unit(&unit, a->what->head->groups, a->what->head->group_count, a->scratch, out, err);
}

// ---- the pass of the hook ----------------------------------------------------------------------------------------------------------

static bool open_reader(reader *r, const zp_assembly *what, const zp_arena *arena)
{
  *r = (reader){ .what = what, .room = arena == NULL ? zp_arena_new(NULL, 0) : zp_arena_beside(arena), .scratch = zp_arena_new(NULL, 0) };
  return r->room != NULL && r->scratch != NULL;
}

static void close_reader(reader *r)
{
  zp_arena_free(r->room);
  zp_arena_free(r->scratch);
  *r = (reader){ .what = NULL };
}

static void *pass_all(void *context)
{
  pass *p = context;
  const zp_district_hook *hook = p->reader.what->hook;
  zp_status status = ZP_OK;
  for (size_t i = 0; i < p->index->count && status == ZP_OK; i++) {
    zp_unit_extract extract;
    status = read_extract(&p->reader, &p->index->units[i], &extract, &p->err);
    if (status == ZP_OK) hook->unit(hook->context, &extract);
  }
  p->done = true;
  return NULL;
}

/// Where no thread is to be had, or none is worth it, end_pass() does all.
static zp_status begin_pass(work *a, zp_error *err)
{
  pass *p = &a->pass;
  if (a->what->hook == NULL || a->what->hook->unit == NULL) return ZP_OK;
  p->index = &a->index;
  if (!open_reader(&p->reader, a->what, a->arena)) return zp_fail_memory(err);
  p->running = a->index.count >= FEW && pthread_create(&p->thread, NULL, pass_all, p) == 0;
  return ZP_OK;
}

static zp_status end_pass(pass *p, zp_error *err)
{
  if (p->index == NULL) return ZP_OK;
  if (p->running) pthread_join(p->thread, NULL);
  p->running = false;
  if (!p->done) pass_all(p);
  if (p->err.status != ZP_OK && err != NULL) *err = p->err;
  return p->err.status;
}

static zp_status copy_unit(void *context, size_t i, zp_text *bytes, const unsigned char **digest, zp_error *err)
{
  work *a = context;
  const zp_unit_at *at = &a->index.units[i];
  unsigned char check[ZP_UNIT_CHECK];
  zp_span file = file_of(a->what, at);
  *digest = at->digested ? at->digest : NULL;
  if (read_bytes(&a->reader, at, at->offset, at->length, bytes, err) != ZP_OK) return err->status;
  zp_sum_of(*bytes, check);
  return memcmp(check, at->check, ZP_UNIT_CHECK) == 0 ? ZP_OK : altered(&file, err);  // not what was read before
}

static zp_status finish(void *context, zp_result *result, zp_error *err)
{
  work *a = context;
  const zp_district_hook *hook = a->what->hook;
  if (end_pass(&a->pass, err) != ZP_OK) return err->status;
  return hook == NULL || hook->finish == NULL ? ZP_OK : hook->finish(hook->context, result, err);
}

static zp_status begin(const work *a, zp_result *result, zp_error *err)
{
  const zp_district_hook *hook = a->what->hook;
  zp_status status = ZP_OK;
  if (hook == NULL) return ZP_OK;
  for (size_t i = 0; hook->meet != NULL && i < a->index.count && status == ZP_OK; i++)
    status = hook->meet(hook->context, a->index.units[i].code, a->index.units[i].name, err);
  return status != ZP_OK || hook->begin == NULL ? status : hook->begin(hook->context, result, err);
}

static zp_status write_all(work *a, zp_draft *draft, zp_result *result, zp_error *err)
{
  zp_unit_feed feed = { a->index.count, copy_unit, finish, a };
  *result = *a->what->head;
  result->inputs = a->inputs;
  result->input_count = a->input_count;
  result->findings = a->findings;
  result->finding_count = a->finding_count;
  result->unit_count = a->index.count;
  if (!open_reader(&a->reader, a->what, a->arena)) return zp_fail_memory(err);
  if (begin(a, result, err) != ZP_OK) return err->status;
  zp_findings_sort(result->findings, result->finding_count);
  if (begin_pass(a, err) != ZP_OK) return err->status;
  zp_status status = zp_result_emit(result, &feed, a->reader.room, draft, err);
  zp_error late = { 0 };
  end_pass(&a->pass, &late);  // after a failure the copying ended early
  if (status == ZP_OK) result->digest = zp_text_copy(result->digest, a->arena);
  return status == ZP_OK && result->digest.ptr == NULL ? zp_fail_memory(err) : status;
}

/// Room at once for what the groups are known to have: lists that grow leave their old places behind.
static zp_status reserve(work *a, zp_error *err)
{
  size_t units = 0, inputs = a->what->head->input_count;
  for (size_t i = 0; i < a->what->group_count; i++) {
    units += a->what->groups[i]->unit_count;
    inputs += a->what->groups[i]->input_count;
  }
  a->index.units = ZP_TAKE(a->arena, zp_unit_at, units);
  a->inputs = ZP_TAKE(a->arena, zp_input_file, inputs);
  if (a->index.units == NULL || a->inputs == NULL) return zp_fail_memory(err);
  a->index.capacity = units;
  a->input_capacity = inputs;
  return ZP_OK;
}

zp_status zp_assemble(const zp_assembly *assembly, zp_arena *arena, zp_draft *draft, zp_assembled *out, zp_error *err)
{
  work a = { .what = assembly, .arena = arena, .index = { .arena = arena } };
  zp_status status = reserve(&a, err);
  if (status == ZP_OK) status = add_lists(&a, assembly->head, false, err);
  for (; a.part < assembly->part_count && status == ZP_OK; a.part++) status = read_part(&a, &assembly->parts[a.part], err);
  for (size_t i = 0; i < assembly->group_count && status == ZP_OK; i++, a.part++) status = add_group(&a, assembly->groups[i], err);
  if (status == ZP_OK) status = refuse_twice(&a, err);
  if (status != ZP_OK) return status;
  if (a.input_count > 1) qsort(a.inputs, a.input_count, sizeof *a.inputs, by_name_then_digest);
  zp_unit_index_sort(&a.index);
  *out = (zp_assembled){ .index = a.index };
  status = write_all(&a, draft, &out->result, err);
  out->result.unit_count = 0;
  close_reader(&a.reader);
  close_reader(&a.pass.reader);
  return status;
}

zp_status zp_assembled_tell(const zp_assembly *assembly, const zp_assembled *assembled,
                            void (*each)(void *context, const zp_unit_extract *unit), void *context, zp_error *err)
{
  reader r;
  zp_status status = open_reader(&r, assembly, NULL) ? ZP_OK : zp_fail_memory(err);
  for (size_t i = 0; i < assembled->index.count && status == ZP_OK; i++) {
    zp_unit_extract extract;
    if (assembled->index.units[i].findings == 0) continue;
    status = read_extract(&r, &assembled->index.units[i], &extract, err);
    if (status == ZP_OK) each(context, &extract);
  }
  close_reader(&r);
  return status;
}
