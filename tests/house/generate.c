// generate.c: prints a generated district (bench/gen.h) as CSV, for scripts.
// Usage: generate SEED UNITS PROJECTS INDICATORS
#include <stdio.h>
#include <stdlib.h>

#include "bench/gen.h"

int main(int argc, char **argv)
{
  if (argc != 5) return 2;
  const zp_gen gen = { .seed = strtoull(argv[1], NULL, 10), .units = strtoul(argv[2], NULL, 10),
                       .projects = strtoul(argv[3], NULL, 10),
                       .indicators = strtoul(argv[4], NULL, 10) };
  zp_sink csv = { .arena = zp_arena_new(NULL, 0) };
  if (csv.arena == NULL) return 1;
  zp_gen_csv(&gen, &csv);
  bool whole = !csv.failed && fwrite(csv.bytes, 1, csv.len, stdout) == csv.len && fflush(stdout) == 0;
  zp_arena_free(csv.arena);
  return whole ? 0 : 1;
}
