// test_script_gate.c: the gate's own rounding is that of zp_dec_from_answer(), to the last bit, and no more than the weight passes.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

#include "base/decimal.h"
#include "random.h"
#include "script/gate.h"

enum { CASES = 400000 };

/// Answers near what decides: halves of a cent, halves of 1e-9, their neighbours, the weight, zero.
static double draw_answer(uint64_t *seed, zp_dec weight)
{
  double full = zp_dec_to_double(weight), answer = full;
  switch (random_below(seed, 6)) {
    case 0: answer = full * (double)random_below(seed, 1000001) / 1e6; break;
    case 1: answer = ((double)random_below(seed, 1u << 30) + 0.5) / 100; break;
    case 2: answer = ((double)random_below(seed, 1u << 30) + 0.5) / 1e9; break;
    case 3: answer = full + ((double)random_below(seed, 9) - 4) * 1e-9; break;
    case 4: answer = ((double)random_below(seed, 9) - 4) * 2.5e-10; break;
    default: break;
  }
  for (uint64_t steps = random_below(seed, 3); steps > 0; steps--) answer = nextafter(answer, INFINITY);
  for (uint64_t steps = random_below(seed, 3); steps > 0; steps--) answer = nextafter(answer, -INFINITY);
  return answer;
}

static zp_dec draw_weight(uint64_t *seed)
{
  bool fine = random_below(seed, 4) == 0;  // with four decimals
  return (zp_dec){ (int64_t)random_below(seed, 1000001) * (fine ? 1 : 100) };
}

static void rounds_as_the_core_does(void **state)
{
  uint64_t seed = 20261126;
  size_t taken = 0, refused = 0;
  (void)state;
  for (int i = 0; i < CASES; i++) {
    zp_dec weight = draw_weight(&seed), wanted = { 0 };
    double answer = draw_answer(&seed, weight);
    zp_outcome outcome = { .kind = ZP_UNSCORED };
    int64_t e9 = llround(answer * 1e9), most = weight.e4 * 100000;
    bool fits = e9 >= 0 && e9 <= most + 1;
    if (zp_gate_number(answer, weight, &outcome) != fits) fail_msg("%.17g of %.4f", answer, zp_dec_to_double(weight));
    *(fits ? &taken : &refused) += 1;
    if (!fits) continue;
    assert_true(zp_dec_from_answer(answer, 2, &wanted));
    if (wanted.e4 > weight.e4) wanted.e4 = weight.e4 / 100 * 100;
    if (outcome.kind != ZP_SCORED || outcome.points.e4 != wanted.e4)
      fail_msg("%.17g of %.4f: %lld, not %lld", answer, zp_dec_to_double(weight), (long long)outcome.points.e4, (long long)wanted.e4);
  }
  print_message("%zu answers taken, %zu refused\n", taken, refused);
  assert_true(taken > CASES / 3 && refused > CASES / 10);
}

static void refuses_what_is_no_number_of_points(void **state)
{
  static const double bad[] = { NAN, INFINITY, -INFINITY, -1e-9, -1, 10.01, 1e10, 1e300, -1e300 };
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    zp_outcome outcome = { .kind = ZP_UNSCORED };
    assert_false(zp_gate_number(bad[i], (zp_dec){ 100000 }, &outcome));
    assert_int_equal(outcome.kind, ZP_UNSCORED);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(rounds_as_the_core_does),
    cmocka_unit_test(refuses_what_is_no_number_of_points),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
