// json.c: reader of unit records in JSON. A scan over the text finds where each token stands and bounds what the tree will take;
// jansson then makes the tree of one unit (or list) after another, in which the order of the text is kept.
#include <jansson.h>
#include <string.h>

#include "model/record.h"
#include "plugins/readers/plain.h"

enum {
  DEPTH_MOST = 16,
  TREE_BYTES_MOST = 128 << 20,  // of one tree
  OBJECT_BYTES = 280, LIST_BYTES = 128, TOKEN_BYTES = 64  // what jansson takes, rounded up
};

typedef struct frame {
  json_t *node;
  void *pair;    // of an object: where its iteration stands
  size_t index;  // of a list
  bool value;    // the key of the pair was given out
} frame;

typedef struct source {
  zp_tokens tokens;
  zp_text text;
  zp_arena *arena;
  size_t at;                    // behind the last tree
  json_t *tree;                 // NULL: none is open
  frame frames[DEPTH_MOST];
  size_t depth;
  uint32_t *starts;             // of the tree's tokens, in order
  size_t start_count, start_capacity, start_next;
  size_t seen;                  // offset up to which lines were counted
  uint32_t line, column;        // of `seen`
  bool short_of_memory;
} source;

static void broken(zp_token *out, zp_text why)
{
  out->kind = ZP_TOKEN_BROKEN;
  out->text = why;
}

/// Offsets only grow, so that all counting together passes the text once.
static void locate(source *s, size_t offset, zp_token *out)
{
  for (; s->seen < offset && s->seen < s->text.len; s->seen++) {
    if (s->text.ptr[s->seen] == '\n') {
      s->line++;
      s->column = 1;
    } else if (((unsigned char)s->text.ptr[s->seen] & 0xC0) != 0x80) {
      s->column++;
    }
  }
  out->row = s->line;
  out->column = s->column;
}

// ---- the scan --------------------------------------------------------------------------------------------------------

static bool is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool ends_literal(char c)
{
  return is_space(c) || c == ',' || c == ':' || c == '"' || c == '{' || c == '}' || c == '[' || c == ']';
}

static size_t skip_string(zp_text text, size_t at)
{
  for (at++; at < text.len && text.ptr[at] != '"'; at++)
    if (text.ptr[at] == '\\') at++;
  return at < text.len ? at + 1 : text.len;
}

static size_t skip_token(zp_text text, size_t at)
{
  if (text.ptr[at] == '"') return skip_string(text, at);
  do at++;
  while (at < text.len && !ends_literal(text.ptr[at]));
  return at;
}

static bool add_start(source *s, size_t at)
{
  uint32_t *starts = zp_arena_grow(s->arena, s->starts, s->start_count, &s->start_capacity, sizeof *starts);
  if (starts == NULL) return !(s->short_of_memory = true);
  s->starts = starts;
  starts[s->start_count++] = (uint32_t)at;
  return true;
}

/// The value at s->at: where its tokens start, and its end in *end. False when it is refused: why, and the place in s->at.
static bool scan(source *s, size_t *end, zp_word *why)
{
  size_t depth = 0, bytes = 0, at = s->at;
  s->start_count = s->start_next = 0;
  do {
    char c = s->text.ptr[at];
    bool opens = c == '{' || c == '[', closes = c == '}' || c == ']';
    if (is_space(c) || c == ',' || c == ':' || closes) {
      depth -= closes && depth > 0;
      at++;
    } else {
      if (!add_start(s, at)) return false;
      bytes += opens ? (c == '{' ? OBJECT_BYTES : LIST_BYTES) : TOKEN_BYTES;
      depth += opens;
      if (depth > DEPTH_MOST || bytes > TREE_BYTES_MOST) {
        *why = depth > DEPTH_MOST ? ZP_W_RECORD_DEEP : ZP_W_RECORD_LARGE;
        s->at = at;
        return false;
      }
      at = opens ? at + 1 : skip_token(s->text, at);
    }
  } while (depth != 0 && at < s->text.len);
  *end = at;
  return true;
}

// ---- the tree --------------------------------------------------------------------------------------------------------

static void push(source *s, json_t *node)
{
  s->frames[s->depth++] = (frame){ .node = node, .pair = json_is_object(node) ? json_object_iter(node) : NULL };
}

static void give_text(source *s, json_t *node, zp_token *out)
{
  zp_text text = { json_string_value(node), json_string_length(node) };
  out->kind = ZP_TOKEN_TEXT;
  out->text = zp_text_copy(text, s->arena);  // the tree goes away
  if (out->text.ptr != NULL) return;
  s->short_of_memory = true;
  broken(out, (zp_text){ NULL, 0 });
}

static void give_node(source *s, json_t *node, zp_token *out)
{
  switch (json_typeof(node)) {
    case JSON_OBJECT: case JSON_ARRAY:
      out->kind = json_is_object(node) ? ZP_TOKEN_MAP : ZP_TOKEN_LIST;
      out->count = json_is_object(node) ? json_object_size(node) : json_array_size(node);
      push(s, node);
      break;
    case JSON_STRING: give_text(s, node, out); break;
    case JSON_INTEGER:
      out->kind = ZP_TOKEN_NUMBER;
      out->number = json_integer_value(node);
      break;
    case JSON_REAL: out->kind = ZP_TOKEN_REAL; break;
    default: out->kind = ZP_TOKEN_OTHER; break;
  }
}

/// The next key or value inside the tree; false when the container at hand is at its end.
static bool step(source *s, zp_token *out)
{
  frame *top = &s->frames[s->depth - 1];
  if (!json_is_object(top->node)) {
    json_t *item = json_array_get(top->node, top->index++);
    if (item == NULL) return false;
    give_node(s, item, out);
    return true;
  }
  if (top->pair == NULL) return false;
  top->value = !top->value;
  if (top->value) {
    out->kind = ZP_TOKEN_TEXT;
    out->text = zp_text_from(json_object_iter_key(top->pair));
    return true;
  }
  json_t *value = json_object_iter_value(top->pair);
  top->pair = json_object_iter_next(top->node, top->pair);
  give_node(s, value, out);
  return true;
}

static void close_tree(source *s)
{
  json_decref(s->tree);
  s->tree = NULL;
}

static void open_tree(source *s, zp_token *out)
{
  json_error_t error;
  size_t end = s->at;
  bool container = s->text.ptr[s->at] == '{' || s->text.ptr[s->at] == '[';
  zp_word why = ZP_W_RECORD_BYTE;
  if (!container || !scan(s, &end, &why)) {
    locate(s, s->at, out);
    broken(out, zp_word_arg(why));
    return;
  }
  s->tree = json_loadb(s->text.ptr + s->at, end - s->at, JSON_REJECT_DUPLICATES, &error);
  if (s->tree == NULL) {
    locate(s, s->at + (error.position > 0 ? (size_t)error.position - 1 : 0), out);
    s->short_of_memory = json_error_code(&error) == json_error_out_of_memory;
    broken(out, zp_text_copy(zp_text_from(error.text), s->arena));
    return;
  }
  locate(s, s->starts[s->start_next++], out);
  s->at = end;
  give_node(s, s->tree, out);
}

static void next(zp_tokens *tokens, zp_token *out)
{
  source *s = (source *)tokens;
  while (s->depth != 0) {
    if (s->start_next < s->start_count) locate(s, s->starts[s->start_next], out);
    if (step(s, out)) {
      s->start_next++;
      return;
    }
    if (--s->depth == 0) close_tree(s);
  }
  while (s->at < s->text.len && is_space(s->text.ptr[s->at])) s->at++;
  if (s->at < s->text.len) {
    open_tree(s, out);
    return;
  }
  locate(s, s->text.len, out);
  out->kind = ZP_TOKEN_END;
}

// ---- the reader ------------------------------------------------------------------------------------------------------

static size_t skip_space(zp_text text, size_t at)
{
  while (at < text.len && is_space(text.ptr[at])) at++;
  return at;
}

/// Only what begins like a unit, or a list of units.
static int claims_json(zp_text bytes, zp_text name)
{
  (void)name;
  size_t at = zp_text_starts(bytes, ZP_TEXT("\xEF\xBB\xBF")) ? 3 : 0;
  at = skip_space(bytes, at);
  if (at < bytes.len && bytes.ptr[at] == '[') at = skip_space(bytes, at + 1);
  if (at >= bytes.len || bytes.ptr[at] != '{') return 0;
  at = skip_space(bytes, at + 1);
  return zp_text_starts(zp_text_slice(bytes, at, bytes.len), ZP_TEXT("\"ziping\"")) ? ZP_CERTAIN : 0;
}

static zp_status submit_json(zp_text bytes, zp_text name, zp_arena *arena, zp_submission *out, zp_error *err)
{
  source s = { .tokens = { .next = next, .format = "JSON", .file = name }, .arena = arena, .line = 1, .column = 1 };
  zp_error own = { 0 };
  if (zp_plain_decode(bytes, name, arena, &s.text, err) != ZP_OK) return err->status;
  zp_status status = zp_records_read(&s.tokens, arena, out, &own);
  close_tree(&s);
  if (s.short_of_memory) return zp_fail_memory(err);
  if (status != ZP_OK && err != NULL) *err = own;
  return status;
}

extern const zp_reader zp_reader_json;
const zp_reader zp_reader_json = {
  .name = "json",
  .title = "unit records in JSON (plugins/README.md)",
  .claims = claims_json,
  .submit = submit_json,
};
