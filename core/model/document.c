// document.c: the cell that is not there.
#include "model/document.h"

const zp_cell zp_no_cell = { .text = { NULL, 0 } };
