// form_label.h: words that label a value in the head of a form: 项目名称 in a cell of its own, or 单位名称：老庄子镇.
#pragma once

#include "form/lexicon.h"
#include "model/document.h"

/// What a label can name in the head of a form, as 1 << zp_field; 1 << ZP_F_IGNORED for one whose value is not used; 0 when the
/// text is no label.
uint32_t zp_label_of(const zp_lexicon *lexicon, zp_text text, zp_arena *arena);

/// Splits "单位名称：老庄子镇  单位：万元" at its first colon: what its label names and the value; *rest is what the next label
/// begins. 0 when it is no such text.
uint32_t zp_label_split(const zp_lexicon *lexicon, const zp_cell *cell, zp_arena *arena, zp_cell *value, zp_cell *rest);

/// The field of the lowest bit; ZP_F_IGNORED for none.
zp_field zp_label_field(uint32_t fields);
