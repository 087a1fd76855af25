// form_seen.h: what is noted of a form for people: its columns and what stood above them.
#pragma once

#include "form/form_head.h"
#include "form/headings.h"
#include "form/recognise.h"

/// The columns of a form as they were understood.
zp_status zp_form_columns_note(zp_form *form, const zp_headings *headings, zp_arena *arena, zp_error *err);

/// Title, place, goals, outcomes, total and named amounts of the head.
zp_status zp_form_head_note(zp_form *form, const zp_form_head *head, const zp_headings *headings, zp_arena *arena, zp_error *err);
