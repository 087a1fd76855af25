// side_hash.c: one thread and one piece of bytes at a time: they are the thread's while `busy`, all else is the caller's.
#include "store/side_hash.h"

#include <pthread.h>
#include <stdlib.h>

struct zp_side_hash {
  zp_hash hash;
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t change;
  zp_text bytes;
  bool threaded, tried, busy, ended;
};

enum { WORTH = 64 * 1024 };  // bytes that are worth a thread

static void *serve(void *context)
{
  zp_side_hash *side = context;
  pthread_mutex_lock(&side->lock);
  for (;;) {
    while (!side->busy && !side->ended) pthread_cond_wait(&side->change, &side->lock);
    if (!side->busy) break;
    pthread_mutex_unlock(&side->lock);
    zp_hash_add(&side->hash, side->bytes);
    pthread_mutex_lock(&side->lock);
    side->busy = false;
    pthread_cond_signal(&side->change);
  }
  pthread_mutex_unlock(&side->lock);
  return NULL;
}

zp_side_hash *zp_side_hash_new(void)
{
  void *room = NULL;
  if (posix_memalign(&room, _Alignof(zp_side_hash), sizeof(zp_side_hash)) != 0) return NULL;
  zp_side_hash *side = room;
  *side = (zp_side_hash){ .busy = false };
  zp_hash_start(&side->hash);
  if (pthread_mutex_init(&side->lock, NULL) != 0) {
    free(side);
    return NULL;
  }
  if (pthread_cond_init(&side->change, NULL) != 0) {
    pthread_mutex_destroy(&side->lock);
    free(side);
    return NULL;
  }
  return side;
}

/// Waits until the bytes that were given before are the caller's again.
static void settle(zp_side_hash *side)
{
  while (side->busy) pthread_cond_wait(&side->change, &side->lock);
}

void zp_side_hash_add(zp_side_hash *side, zp_text bytes)
{
  if (!side->tried && bytes.len >= WORTH) {
    side->tried = true;
    side->threaded = pthread_create(&side->thread, NULL, serve, side) == 0;
  }
  if (!side->threaded) {
    zp_hash_add(&side->hash, bytes);
    return;
  }
  pthread_mutex_lock(&side->lock);
  settle(side);
  side->bytes = bytes;
  side->busy = true;
  pthread_cond_signal(&side->change);
  pthread_mutex_unlock(&side->lock);
}

static void end_thread(zp_side_hash *side)
{
  if (!side->threaded) return;
  pthread_mutex_lock(&side->lock);
  settle(side);
  side->ended = true;
  pthread_cond_signal(&side->change);
  pthread_mutex_unlock(&side->lock);
  pthread_join(side->thread, NULL);
  side->threaded = false;
}

void zp_side_hash_end(zp_side_hash *side, unsigned char out[ZP_DIGEST_BYTES])
{
  end_thread(side);
  zp_hash_end(&side->hash, out);
}

void zp_side_hash_free(zp_side_hash *side)
{
  if (side == NULL) return;
  end_thread(side);
  pthread_cond_destroy(&side->change);
  pthread_mutex_destroy(&side->lock);
  free(side);
}
