// package.c: zip members by libzip, counted while they are inflated.
#include "plugins/readers/package.h"

#include <string.h>
#include <strings.h>
#include <zip.h>

#include "plugins/readers/plain.h"

static zp_status refuse(const zp_package *package, zp_status status, zp_text arg1, zp_text arg2, zp_error *err)
{
  zp_place place = { .file = package->name };
  return zp_fail(err, status, &place, arg1, arg2, (zp_text){ NULL, 0 });
}

static zp_status damaged(const zp_package *package, zp_word why, zp_error *err)
{
  return refuse(package, ZP_E_PACKAGE_DAMAGED, zp_word_arg(why), (zp_text){ NULL, 0 }, err);
}

zp_status zp_package_open(zp_text bytes, zp_text name, zp_arena *arena, zp_package *out, zp_error *err)
{
  *out = (zp_package){ .arena = arena, .name = name };
  if (zp_plain_bound(bytes, name, arena, err) != ZP_OK) return err->status;
  zip_error_t why;
  zip_error_init(&why);
  zip_source_t *source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, &why);
  out->zip = source == NULL ? NULL : zip_open_from_source(source, ZIP_RDONLY, &why);
  bool short_of_memory = zip_error_code_zip(&why) == ZIP_ER_MEMORY;
  zip_error_fini(&why);
  if (out->zip == NULL) {
    if (source != NULL) zip_source_free(source);
    return short_of_memory ? zp_fail_memory(err) : damaged(out, ZP_W_PACKAGE_NO_ZIP, err);
  }
  zip_int64_t count = zip_get_num_entries(out->zip, 0);
  out->members = count < 0 ? 0 : (size_t)count;
  if (out->members <= ZP_PACKAGE_MEMBERS_MOST) return ZP_OK;
  zp_package_close(out);
  zp_text most = zp_text_format(arena, "%d", ZP_PACKAGE_MEMBERS_MOST);
  return refuse(out, ZP_E_OFFICE_MANY, zp_word_arg(ZP_W_OFFICE_MEMBERS), most, err);
}

void zp_package_close(zp_package *package)
{
  if (package->zip != NULL) zip_discard(package->zip);
  package->zip = NULL;
}

/// Some writers of zips put backslashes or a leading slash into names.
static bool same_name(const char *member, zp_text name)
{
  while (*member == '/' || *member == '\\') member++;
  size_t len = strlen(member);
  if (len != name.len) return false;
  for (size_t i = 0; i < len; i++) {
    char a = member[i] == '\\' ? '/' : member[i], b = name.ptr[i];
    if (a >= 'A' && a <= 'Z') a = (char)(a + 32);
    if (b >= 'A' && b <= 'Z') b = (char)(b + 32);
    if (a != b) return false;
  }
  return true;
}

zp_status zp_part_open(zp_package *package, zp_text name, zp_part *out, bool *found, zp_error *err)
{
  zip_uint64_t at = 0;
  *found = false;
  *out = (zp_part){ .package = package, .name = name };
  for (size_t i = 0; i < package->members; i++) {
    const char *member = zip_get_name(package->zip, i, ZIP_FL_ENC_RAW);
    if (member == NULL || !same_name(member, name)) continue;
    if (*found) return damaged(package, ZP_W_PACKAGE_TWICE, err);
    *found = true;
    at = i;
  }
  if (!*found) return ZP_OK;
  zip_stat_t about;
  if (zip_stat_index(package->zip, at, 0, &about) != 0) return damaged(package, ZP_W_PACKAGE_NO_ZIP, err);
  if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && about.encryption_method != ZIP_EM_NONE)
    return refuse(package, ZP_E_OFFICE_ENCRYPTED, (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 }, err);
  out->stored = (about.valid & ZIP_STAT_COMP_SIZE) != 0 ? about.comp_size : 0;
  out->file = zip_fopen_index(package->zip, at, 0);
  return out->file == NULL ? damaged(package, ZP_W_PACKAGE_NO_MEMBER, err) : ZP_OK;
}

zp_status zp_part_read(zp_part *part, char *room, size_t size, size_t *got, zp_error *err)
{
  zp_package *package = part->package;
  zip_int64_t count = zip_fread(part->file, room, size);
  *got = 0;
  if (count < 0) {
    bool memory = zip_error_code_zip(zip_file_get_error(part->file)) == ZIP_ER_MEMORY;
    return memory ? zp_fail_memory(err) : damaged(package, ZP_W_PACKAGE_NO_MEMBER, err);
  }
  *got = (size_t)count;
  part->inflated += *got;
  package->inflated += *got;
  if (part->inflated > ZP_PACKAGE_RATIO_FREE && part->inflated / ZP_PACKAGE_RATIO_MOST > part->stored)
    return refuse(package, ZP_E_PACKAGE_RATIO, part->name, zp_text_format(package->arena, "%d", ZP_PACKAGE_RATIO_MOST), err);
  if (package->inflated <= ZP_PACKAGE_INFLATED_MOST) return ZP_OK;
  zp_text most = zp_text_format(package->arena, "%d MiB", ZP_PACKAGE_INFLATED_MOST >> 20);
  return refuse(package, ZP_E_OFFICE_MANY, zp_word_arg(ZP_W_OFFICE_INFLATED), most, err);
}

void zp_part_close(zp_part *part)
{
  if (part->file != NULL) zip_fclose(part->file);
  part->file = NULL;
}
