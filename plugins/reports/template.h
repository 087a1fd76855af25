// template.h: pages from templates: files of plugins/reports/pages, compiled in, made of parts with slots.
//
// A line "[[name]]" begins a part. In a part "{{slot}}" is a text given when the part is put, "{{#WORD}}" a word of the catalogue, "{{@file}}" another
// file as it is. All but files is escaped, always: there is no way to put a text as markup.
#pragma once

#include "model/format.h"
#include "plugins/reports/wording.h"

/// A file compiled in; the last has no name.
typedef struct zp_template_file { const char *name, *bytes; size_t len; } zp_template_file;
extern const zp_template_file zp_templates[];
/// The bytes of a file; empty when there is none of that name.
zp_text zp_template_bytes(zp_text file);

typedef struct zp_part { zp_text name, text; } zp_part;

/// A template in one language. Lives in the arena of `say` at opening.
typedef struct zp_template { zp_part *parts; size_t count, capacity; } zp_template;

typedef struct zp_slot { const char *name; zp_text value; } zp_slot;

/// False when memory is short, or the template has no such file or word: then `say` has failed.
bool zp_template_open(const char *file, zp_wording *say, zp_template *out);
/// Puts a part with its slots filled. A part or slot that is not there fails the sink: templates and code are made together, and a test puts every part.
void zp_template_put(const zp_template *template, const char *part, const zp_slot *slots, size_t count, zp_sink *sink);
#define ZP_PUT(template, sink, part, ...) \
  zp_template_put(template, part, (const zp_slot[]){ __VA_ARGS__ }, sizeof((const zp_slot[]){ __VA_ARGS__ }) / sizeof(zp_slot), sink)

/// Text as content of an element or a quoted attribute: & < > " ' written out, controls (zp_is_control) as blanks, malformed bytes as U+FFFD.
void zp_escape(zp_text text, zp_sink *sink);
