// office_peer.h: what a user without ziping would open a workbook with: LibreOffice, converting it
// to CSV without a window.
#pragma once

#include <stdbool.h>

#include "base/text.h"

typedef struct office_peer {
  char folder[64]; // its profile and files; removed by office_close
} office_peer;

/// False when there is no LibreOffice. Makes its profile, which takes seconds.
bool office_open(office_peer *peer);
void office_close(office_peer *peer);

/// Processor seconds of the whole process over one workbook; `name` ends with its format. Negative
/// when it wrote no CSV.
double office_time(const office_peer *peer, const char *name, zp_text bytes);
