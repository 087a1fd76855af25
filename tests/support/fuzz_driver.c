// fuzz_driver.c: runs a fuzz target without libFuzzer: every file of the corpus, then seeded mutations of them.
// Usage: fuzz_NAME CORPUS [RUNS]. Prints how many inputs were tried; fails when the corpus is empty.
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SEEDS_MOST = 512, SEED_BYTES = 1 << 16, RUNS = 20000 };

typedef struct seed { uint8_t *data; size_t size; } seed;

static uint64_t next(uint64_t *state)
{
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state;
}

static size_t load(const char *folder, seed *seeds)
{
  size_t count = 0;
  DIR *dir = opendir(folder);
  if (dir == NULL) return 0;
  for (struct dirent *entry; (entry = readdir(dir)) != NULL && count < SEEDS_MOST;) {
    char path[4096];
    if (entry->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) continue;
    seeds[count].data = malloc(SEED_BYTES);
    if (seeds[count].data == NULL) abort();
    seeds[count].size = fread(seeds[count].data, 1, SEED_BYTES, file);
    count++;
    fclose(file);
  }
  closedir(dir);
  return count;
}

/// One to four edits: flip, overwrite with a telling byte, delete a run, repeat a run, splice from another seed.
static size_t mutate(uint8_t *room, size_t size, const seed *other, uint64_t *state)
{
  static const uint8_t telling[] = { 0, '\n', '\r', '\t', ',', '"', '%', '9', '-', '.', 0x7F, 0x80, 0xC0, 0xDD, 0xE3, 0xFF };
  for (uint64_t edits = 1 + next(state) % 4; edits > 0; edits--) {
    size_t at = size == 0 ? 0 : next(state) % size, run = 1 + next(state) % 16;
    switch (next(state) % 5) {
      case 0: if (size > 0) room[at] ^= (uint8_t)(1u << next(state) % 8); break;
      case 1: if (size > 0) room[at] = telling[next(state) % sizeof telling]; break;
      case 2:
        if (run > size - at) run = size - at;
        memmove(room + at, room + at + run, size - at - run);
        size -= run;
        break;
      case 3:
        if (run > size - at) run = size - at;
        if (size + run > SEED_BYTES) break;
        memmove(room + at + run, room + at, size - at);
        size += run;
        break;
      default: {
        size_t from = other->size == 0 ? 0 : next(state) % other->size;
        size_t most = other->size - from < SEED_BYTES - at ? other->size - from : SEED_BYTES - at;
        if (run > most) run = most;
        memcpy(room + at, other->data + from, run);
        if (at + run > size) size = at + run;
      }
    }
  }
  return size;
}

int main(int argc, char **argv)
{
  static seed seeds[SEEDS_MOST];
  uint8_t *room = malloc(SEED_BYTES + 1);
  size_t count = argc > 1 ? load(argv[1], seeds) : 0;
  long runs = argc > 2 ? atol(argv[2]) : RUNS;
  uint64_t state = 0x9E3779B97F4A7C15u;
  if (room == NULL || count == 0) {
    fprintf(stderr, "no corpus\n");
    return 1;
  }
  for (size_t i = 0; i < count; i++) LLVMFuzzerTestOneInput(seeds[i].data, seeds[i].size);
  for (long i = 0; i < runs; i++) {
    const seed *from = &seeds[next(&state) % count];
    memcpy(room, from->data, from->size);
    size_t size = mutate(room, from->size, &seeds[next(&state) % count], &state);
    uint8_t *exact = malloc(size == 0 ? 1 : size);  // its own block, so that a read past the end is seen
    if (exact == NULL) abort();
    memcpy(exact, room, size);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
  }
  printf("%zu seeds, %ld mutations, no finding\n", count, runs);
  for (size_t i = 0; i < count; i++) free(seeds[i].data);
  free(room);
  return 0;
}
