// word_package.c: see word_package.h. The only file of the reports that knows libzip.
#include "plugins/reports/word_package.h"

#include <zip.h>

enum { NO_TIME = 0, FIRST_DAY = 1 << 5 | 1 };  // 1980-01-01, the first day that an archive knows

static bool add_part(zip_t *zip, const zp_package_part *part)
{
  zip_source_t *source = zip_source_buffer(zip, part->bytes.ptr, part->bytes.len, 0);
  if (source == NULL) return false;
  zip_int64_t at = zip_file_add(zip, part->name, source, ZIP_FL_ENC_UTF_8);
  if (at < 0) {
    zip_source_free(source);
    return false;
  }
  return zip_file_set_dostime(zip, (zip_uint64_t)at, NO_TIME, FIRST_DAY, 0) == 0;
}

/// All of what was written, behind what the sink has.
static bool take_bytes(zip_source_t *written, zp_sink *sink)
{
  zip_stat_t stat;
  if (zip_source_stat(written, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0) return false;
  if (stat.size > SIZE_MAX / 2 || !zp_sink_reserve(sink, (size_t)stat.size)) return false;
  if (zip_source_open(written) != 0) return false;
  zip_int64_t got = zip_source_read(written, sink->bytes + sink->len, stat.size);
  zip_source_close(written);
  if (got < 0 || (zip_uint64_t)got != stat.size) return false;
  sink->len += (size_t)got;
  return true;
}

static bool write_parts(zip_source_t *written, const zp_package_part *parts, size_t count)
{
  zip_t *zip = zip_open_from_source(written, ZIP_CREATE | ZIP_TRUNCATE, NULL);
  if (zip == NULL) return false;
  zip_source_keep(written);  // closing gives one back
  bool fine = true;
  for (size_t i = 0; fine && i < count; i++) fine = add_part(zip, &parts[i]);
  if (fine && zip_close(zip) == 0) return true;
  zip_discard(zip);
  return false;
}

zp_status zp_package_put(const zp_package_part *parts, size_t count, zp_sink *sink, zp_error *err)
{
  zip_source_t *written = zip_source_buffer_create(NULL, 0, 0, NULL);
  if (written == NULL) return zp_fail_memory(err);
  bool fine = write_parts(written, parts, count) && take_bytes(written, sink);
  zip_source_free(written);
  return fine ? ZP_OK : zp_fail_memory(err);
}
