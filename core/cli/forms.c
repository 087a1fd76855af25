// forms.c: the form layouts that came with the program.
#include "cli/cli.h"

zp_status zp_forms_load(zp_arena *arena, zp_layouts *out, zp_error *err)
{
  zp_text rules = zp_rules_folder(arena);
  if (rules.len == 0) return zp_fail_with(err, ZP_E_PACK_NOT_FOUND, NULL, "rules");
  zp_text forms = zp_text_format(arena, "%.*s/forms", ZP_ARG(rules));
  if (forms.ptr == NULL) return zp_fail_memory(err);
  return zp_layouts_load(forms, arena, out, err);
}
