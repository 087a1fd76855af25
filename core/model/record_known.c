// record_known.c: keeps what records repeat.
#include "model/record_known.h"

void zp_known_start(const zp_tokens *tokens, zp_record_known *out)
{
  *out = (zp_record_known){ .units_read = 0 };
  for (int i = 0; i < ZP_KINDS_KNOWN; i++)
    out->kinds[i] = zp_text_from(zp_kind_name(ZP_KIND_NUMBER + (zp_kind)i));
  for (int i = 0; i < ZP_OPS_KNOWN; i++) out->ops[i] = zp_text_from(zp_op_name(ZP_OP_EQ + (zp_op)i));
  if (tokens->spell == NULL) return;
  for (int i = 0; i < ZP_KINDS_KNOWN; i++) out->spelled_kinds[i] = tokens->spell(out->kinds[i]);
  for (int i = 0; i < ZP_OPS_KNOWN; i++) out->spelled_ops[i] = tokens->spell(out->ops[i]);
}

const zp_spelling *zp_known_keys(zp_record_known *known, const zp_tokens *tokens,
                                 const zp_record_schema *schema, zp_arena *arena)
{
  const zp_spelling **spelled = &known->keys[schema->number];
  if (*spelled != NULL || tokens->spell == NULL) return *spelled;
  zp_spelling *keys = ZP_ROOM(arena, zp_spelling, schema->count);
  for (size_t i = 0; keys != NULL && i < schema->count; i++)
    keys[i] = tokens->spell(schema->fields[i].key);
  *spelled = keys;
  return keys;
}

void zp_known_unit(zp_record_known *known, const zp_tokens *tokens, zp_text unit)
{
  size_t at = known->units_read++ % ZP_UNITS_KNOWN;
  known->units[at] = unit;
  if (tokens->spell != NULL) known->spelled_units[at] = tokens->spell(unit);
}

zp_text zp_known_print(zp_record_known *known, zp_dec points, zp_arena *arena)
{
  char room[ZP_NUMBER_ROOM];
  uint32_t at = (uint32_t)points.e4 * 0x9E3779B1u >> (32 - ZP_POINTS_KNOWN_BITS);
  zp_known_points *kept = &known->points[at];
  if (kept->text.len != 0 && kept->value.e4 == points.e4) return kept->text;
  zp_text text = zp_text_copy(zp_dec_print_short(points, 0, room), arena);
  if (text.ptr != NULL) *kept = (zp_known_points){ points, text };
  return text;
}
