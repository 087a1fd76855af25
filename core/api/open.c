// open.c: rules: form layouts and a pack, loaded once.
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/handle.h"
#include "base/digest.h"
#include "plugins/reports/wording.h"

const char *ziping_version(void)
{
  return ZP_VERSION;
}

static zp_lang lang_of(ziping_language language)
{
  return language == ZIPING_ENGLISH ? ZP_LANG_EN : ZP_LANG_ZH;
}

// ---- errors ------------------------------------------------------------------------------------------------------------------

bool zp_api_fail(ziping_error *out, const zp_error *err, zp_lang lang)
{
  char within[ZP_PLACE_ROOM];
  if (out == NULL) return false;
  const zp_place place = { zp_text_from(err->file), zp_text_from(err->sheet), err->row, err->column };
  const zp_text args[3] = { zp_text_from(err->arg[0]), zp_text_from(err->arg[1]), zp_text_from(err->arg[2]) };
  *out = (ziping_error){ .code = "" };
  snprintf(out->code, sizeof out->code, "%s", zp_status_code(err->status));
  zp_place_within(&place, within);
  if (err->file[0] != '\0')
    snprintf(out->place, sizeof out->place, "%s%s%s%s", err->file, err->sheet[0] != '\0' ? "!" : "", err->sheet, within);
  zp_message_fill(zp_status_sentence(err->status, lang), lang, args, out->sentence, sizeof out->sentence);
  return false;
}

bool zp_api_bytes(zp_text from, ziping_bytes *out, ziping_error *error, zp_lang lang)
{
  char *own = malloc(from.len + 1);
  if (own == NULL) return zp_api_fail(error, &(zp_error){ .status = ZP_E_MEMORY }, lang);
  if (from.len != 0) memcpy(own, from.ptr, from.len);
  own[from.len] = '\0';
  *out = (ziping_bytes){ own, from.len };
  return true;
}

void ziping_bytes_free(ziping_bytes *bytes)
{
  if (bytes == NULL) return;
  free(bytes->bytes);
  *bytes = (ziping_bytes){ NULL, 0 };
}

// ---- rules -------------------------------------------------------------------------------------------------------------------

/// The rules that were installed with the library, or are in its source tree; what is not there is said when it is opened.
static const char *own_rules(char room[PATH_MAX])
{
  static const char *const folders[] = { "../share/ziping/rules", "../../share/ziping/rules", "../../../../rules" };
  Dl_info own;
  char path[PATH_MAX], *slash;
  union { const char *(*function)(void); const void *address; } here = { ziping_version };
  if (dladdr(here.address, &own) == 0 || realpath(own.dli_fname, path) == NULL || (slash = strrchr(path, '/')) == NULL) return folders[0];
  *slash = '\0';
  for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
    char tried[PATH_MAX];
    int length = snprintf(tried, sizeof tried, "%s/%s", path, folders[i]);
    if (length > 0 && (size_t)length < sizeof tried && realpath(tried, room) != NULL) return room;
  }
  return folders[0];
}

static zp_status load(ziping *z, const ziping_options *o, zp_error *err)
{
  char room[PATH_MAX];
  const char *rules = o->rules != NULL ? o->rules : own_rules(room), *pack = o->pack != NULL ? o->pack : "mof-2020";
  zp_text home = zp_text_copy(zp_text_from(rules), z->arena), shown = zp_text_last_part(zp_text_from(pack));
  zp_text folder = strchr(pack, '/') != NULL ? zp_text_from(pack) : zp_text_format(z->arena, "%s/%s", rules, pack);
  zp_text forms = zp_text_format(z->arena, "%s/forms", rules), lib = zp_text_format(z->arena, "%s/lib", rules);
  if (zp_arena_short(z->arena)) return zp_fail_memory(err);
  const zp_pack_place place = { folder, shown, lib, { &home, 1 } };
  if (zp_layouts_load(forms, z->arena, &z->layouts, err) != ZP_OK) return err->status;
  if (zp_lexicon_make(&z->layouts, z->arena, &z->lexicon, err) != ZP_OK) return err->status;
  return zp_host_open(&place, &z->host, err);
}

ziping *ziping_open(const ziping_options *options, ziping_error *error)
{
  const ziping_options own = options != NULL ? *options : (ziping_options){ .rules = NULL };
  zp_error err = { 0 };
  ziping *z = calloc(1, sizeof *z);
  zp_digest_prepare();
  if (z != NULL) *z = (ziping){ .arena = zp_arena_new(NULL, 0), .lang = lang_of(own.language) };
  if (z == NULL || z->arena == NULL) zp_fail_memory(&err);
  else load(z, &own, &err);
  if (err.status == ZP_OK) return z;
  zp_api_fail(error, &err, lang_of(own.language));
  ziping_close(z);
  return NULL;
}

void ziping_close(ziping *rules)
{
  if (rules == NULL) return;
  zp_host_close(rules->host);
  zp_arena_free(rules->arena);
  free(rules);
}
