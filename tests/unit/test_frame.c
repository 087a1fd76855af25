// test_frame.c: heads of frames survive, are msgpack, and nothing else is taken for one.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <msgpack.h>
#include <string.h>

#include "batch/frame.h"

static void heads_survive(void **state)
{
  static const uint32_t numbers[] = { 0, 1, 255, 256, 65536, ZP_FRAME_PART };
  (void)state;
  for (int type = 1; type < ZP_FRAME_TYPES; type++)
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
      const zp_frame frame = { (zp_frame_type)type, numbers[i] + 7, numbers[i] };
      unsigned char head[ZP_FRAME_HEAD];
      zp_frame back = { ZP_FRAME_TYPES, 0, 0 };
      zp_frame_put_head(&frame, head);
      assert_true(zp_frame_take_head(head, &back));
      assert_int_equal(back.type, frame.type);
      assert_int_equal(back.id, frame.id);
      assert_int_equal(back.len, frame.len);
    }
}

static void a_frame_is_msgpack(void **state)
{
  (void)state;
  unsigned char bytes[ZP_FRAME_HEAD + 3];
  const zp_frame frame = { ZP_FRAME_RESULT, 0x01020304, 3 };
  msgpack_unpacked item;
  size_t at = 0;
  zp_frame_put_head(&frame, bytes);
  memcpy(bytes + ZP_FRAME_HEAD, "abc", 3);
  msgpack_unpacked_init(&item);
  assert_int_equal(msgpack_unpack_next(&item, (const char *)bytes, sizeof bytes, &at), MSGPACK_UNPACK_SUCCESS);
  assert_int_equal(at, sizeof bytes);
  assert_int_equal(item.data.type, MSGPACK_OBJECT_ARRAY);
  assert_int_equal(item.data.via.array.size, 3);
  assert_int_equal(item.data.via.array.ptr[1].via.u64, 0x01020304);
  assert_int_equal(item.data.via.array.ptr[2].type, MSGPACK_OBJECT_BIN);
  msgpack_unpacked_destroy(&item);
}

/// Every other byte in the head's fixed places is refused, as are unknown types and lengths over the bounds.
static void nothing_else_is_a_head(void **state)
{
  static const size_t fixed[] = { 0, 1, 3, 8 };
  (void)state;
  unsigned char head[ZP_FRAME_HEAD];
  zp_frame back;
  const zp_frame frame = { ZP_FRAME_FILE, 1, 4 };
  for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
    for (int byte = 0; byte < 256; byte++) {
      zp_frame_put_head(&frame, head);
      if (head[fixed[i]] == byte) continue;
      head[fixed[i]] = (unsigned char)byte;
      assert_false(zp_frame_take_head(head, &back));
    }
  for (int type = 0; type < 256; type++) {
    zp_frame_put_head(&frame, head);
    head[2] = (unsigned char)type;
    assert_int_equal(zp_frame_take_head(head, &back), type > 0 && type < ZP_FRAME_TYPES);
  }
  zp_frame_put_head(&(zp_frame){ ZP_FRAME_DATA, 1, ZP_FRAME_PART + 1 }, head);
  assert_false(zp_frame_take_head(head, &back));
  zp_frame_put_head(&(zp_frame){ ZP_FRAME_RESULT, 1, (uint32_t)ZP_FRAME_MOST + 1 }, head);
  assert_false(zp_frame_take_head(head, &back));
}

static void failures_come_back_as_they_were(void **state)
{
  (void)state;
  char room[64];
  zp_status status;
  zp_text first, second;
  size_t len = zp_frame_put_failure(ZP_E_OPEN, ZP_TEXT("one"), ZP_TEXT(""), room, sizeof room);
  assert_true(zp_frame_take_failure((zp_text){ room, len }, &status, &first, &second));
  assert_true(status == ZP_E_OPEN && zp_text_equal(first, ZP_TEXT("one")) && second.len == 0);
  len = zp_frame_put_failure(ZP_E_OPEN, ZP_TEXT("0123456789"), ZP_TEXT("behind"), room, 9);  // what does not fit is cut
  assert_int_equal(len, 9);
  assert_true(zp_frame_take_failure((zp_text){ room, len }, &status, &first, &second));
  assert_true(zp_text_equal(first, ZP_TEXT("0123")) && second.len == 0);
  const zp_text bad[] = { { "", 0 }, ZP_TEXT("E"), ZP_TEXT("E9999\0a\0b"), { "\0\0", 2 } };
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) assert_false(zp_frame_take_failure(bad[i], &status, &first, &second));
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(heads_survive), cmocka_unit_test(a_frame_is_msgpack),
                                      cmocka_unit_test(nothing_else_is_a_head),
                                      cmocka_unit_test(failures_come_back_as_they_were) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
