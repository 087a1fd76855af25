// number_section.h: a number format taken apart; shared by number_format.c and the files that show numbers and dates.
#pragma once

#include "plugins/readers/number_format.h"

/// Products of fifteen digits with more of them.
__extension__ typedef __int128 wide;

typedef enum token_kind {
  TOKEN_LITERAL,   // text as it is
  TOKEN_DIGIT,     // c: '0', '#' or '?'
  TOKEN_POINT,
  TOKEN_COMMA,
  TOKEN_PERCENT,
  TOKEN_SLASH,
  TOKEN_EXPONENT,  // c: '+' or '-'
  TOKEN_GENERAL,
  TOKEN_TEXT,      // @
  TOKEN_YEAR, TOKEN_MONTH, TOKEN_DAY, TOKEN_WEEKDAY,  // count: letters
  TOKEN_HOUR, TOKEN_MINUTE, TOKEN_SECOND,             // elapsed: in brackets
  TOKEN_FRACTION,  // count: digits of a second
  TOKEN_NOON       // literal: "AM/PM" and the like
} token_kind;

typedef struct token {
  zp_text literal;
  uint8_t kind, count;
  char c;
  bool elapsed;
} token;

typedef enum condition_op { CONDITION_NONE, CONDITION_LT, CONDITION_LE, CONDITION_EQ, CONDITION_NE, CONDITION_GE, CONDITION_GT } condition_op;

typedef struct section {
  token *tokens;
  size_t count;
  condition_op op;
  zp_number limit;
  bool date, text, chinese;  // text: has an @; chinese: a locale tag says so
  bool grouped, exponent, fraction;
  uint8_t digits;            // places for digits before the point
  uint8_t decimals;          // behind it
  uint8_t exponent_digits;
  int16_t shift;             // powers of ten to multiply with before showing: percent signs, trailing commas
} section;

struct zp_number_format {
  section sections[ZP_FORMAT_SECTIONS];
  size_t count;
};

/// Bytes of what is shown, in the arena.
typedef struct shown {
  zp_arena *arena;
  char *bytes;
  size_t len, capacity;
  bool failed;
} shown;

void zp_shown_put(shown *out, zp_text text);
void zp_shown_char(shown *out, char c);

/// Digits of |number| with exactly `decimals` places, rounded half up, no leading zeros before the point: "1250" with 2 is 12.50.
/// Returns how many stand before the point. `room` holds ZP_NUMBER_ROOM bytes; *len is the count of digits in it.
enum { ZP_NUMBER_POINT_MOST = 400, ZP_NUMBER_DECIMALS_MOST = 60, ZP_NUMBER_ROOM = ZP_NUMBER_POINT_MOST + ZP_NUMBER_DECIMALS_MOST + 8 };
size_t zp_number_places(const zp_number *number, size_t decimals, char *room, size_t *len);

void zp_show_general(const zp_number *number, shown *out);
void zp_show_number(const section *part, const zp_number *number, shown *out);
/// False when no calendar has that day: nothing was shown then.
bool zp_show_date(const section *part, const zp_number *number, zp_date_base base, shown *out);
