// town.c: see town.h.
#include "town.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "plugins/registry.h"
#include "store/result_file.h"

enum { FILE_MOST = 1 << 26, INPUTS_MOST = 16 };

static void must(zp_status status, const zp_error *err)
{
  if (status != ZP_OK) fail_msg("%s %s:%u %s %s", zp_status_code(status), err->file, err->row, err->arg[0], err->cell);
}

bool town_has(const char *path)
{
  return access(path, R_OK) == 0;
}

static town open_town(const char *pack)
{
  zp_error err = { 0 };
  town t = { .arena = zp_arena_new(NULL, 0) };
  zp_text folder = zp_text_format(t.arena, "%s/rules/%s", ZP_SOURCE, pack);
  must(zp_layouts_load(ZP_TEXT(ZP_SOURCE "/rules/forms"), t.arena, &t.layouts, &err), &err);
  zp_text home = ZP_TEXT(ZP_SOURCE "/rules");
  const zp_pack_place place = { folder, zp_text_from(pack), ZP_TEXT(ZP_SOURCE "/rules/lib"), { &home, 1 } };
  must(zp_host_open(&place, &t.host, &err), &err);
  return t;
}

static void run(town *t, const zp_input_bytes *inputs, size_t count, bool review)
{
  zp_error err = { 0 };
  zp_job job = { .inputs = inputs, .input_count = count, .readers = zp_readers, .layouts = &t->layouts, .host = t->host,
                 .arena = t->arena, .review = review };
  must(zp_run(&job, &t->result, &err), &err);
}

static town run_paths(const char *pack, const char *const *paths, size_t count, bool review)
{
  zp_input_bytes inputs[INPUTS_MOST];
  zp_error err = { 0 };
  town t = open_town(pack);
  assert_true(count <= INPUTS_MOST);
  for (size_t i = 0; i < count; i++) {
    const char *slash = strrchr(paths[i], '/');
    inputs[i] = (zp_input_bytes){ .name = zp_text_from(slash == NULL ? paths[i] : slash + 1) };
    must(zp_file_read(paths[i], FILE_MOST, t.arena, &inputs[i].bytes, &err), &err);
  }
  run(&t, inputs, count, review);
  return t;
}

static town run_texts(const char *pack, const char *const *names, const char *const *texts, size_t count, bool review)
{
  zp_input_bytes inputs[INPUTS_MOST];
  town t = open_town(pack);
  assert_true(count <= INPUTS_MOST);
  for (size_t i = 0; i < count; i++) inputs[i] = (zp_input_bytes){ .name = zp_text_from(names[i]), .bytes = zp_text_from(texts[i]) };
  run(&t, inputs, count, review);
  return t;
}

town town_run_bytes(const char *pack, const char *name, zp_text bytes)
{
  const zp_input_bytes input = { .name = zp_text_from(name), .bytes = bytes };
  town t = open_town(pack);
  run(&t, &input, 1, false);
  return t;
}

town town_run(const char *pack, const char *const *paths, size_t count)
{
  return run_paths(pack, paths, count, false);
}

town town_run_texts(const char *pack, const char *const *names, const char *const *texts, size_t count)
{
  return run_texts(pack, names, texts, count, false);
}

town town_review(const char *pack, const char *const *paths, size_t count)
{
  return run_paths(pack, paths, count, true);
}

town town_review_texts(const char *pack, const char *const *names, const char *const *texts, size_t count)
{
  return run_texts(pack, names, texts, count, true);
}

void town_close(town *t)
{
  zp_host_close(t->host);
  zp_arena_free(t->arena);
}

zp_text town_bytes(town *t)
{
  zp_error err = { 0 };
  zp_sink sink = { .arena = t->arena };
  must(zp_result_pack(t->result, &sink, &err), &err);
  return (zp_text){ sink.bytes, sink.len };
}

static const zp_finding *find(const zp_finding *items, size_t count, zp_status status)
{
  for (size_t i = 0; i < count; i++)
    if (items[i].status == status) return &items[i];
  return NULL;
}

const zp_finding *town_finding(const town *t, zp_status status)
{
  const zp_finding *found = find(t->result->findings, t->result->finding_count, status);
  for (size_t u = 0; found == NULL && u < t->result->unit_count; u++)
    found = find(t->result->units[u].findings, t->result->units[u].finding_count, status);
  return found;
}
