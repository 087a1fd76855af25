// said.h: what an argument of a sentence says: a word of the catalogue in a language, or the text itself.
#pragma once

#include "base/messages.h"

enum { SAID_ROOM = 1024 };

static inline const char *said(zp_text arg, zp_lang lang, char room[SAID_ROOM])
{
  const zp_text args[3] = { arg, { "", 0 }, { "", 0 } };
  zp_message_fill("{1}", lang, args, room, SAID_ROOM);
  return room;
}
