// word_package.h: the parts of an office document -> the archive that they are kept in.
#pragma once

#include "model/format.h"

typedef struct zp_package_part {
  const char *name;  // "word/document.xml"
  zp_text bytes;     // outlive the call
} zp_package_part;

/// Puts the archive of `parts`, in their order and without a time, so that equal parts give equal
/// bytes. Fails with ZP_E_MEMORY.
zp_status zp_package_put(const zp_package_part *parts, size_t count, zp_sink *sink, zp_error *err);
