#include "pool.h"

/* How many channels are compared at once, at most. */
enum { MAX_POOL_RUN = 64 };

static inline void larger_channels(level_t *best, const level_t *x, int32_t count) {
  for (int32_t c = 0; c < count; c++) {
    best[c] = x[c] > best[c] ? x[c] : best[c];
  }
}

/* The largest of a window in each of count channels; the least level there is, if it has no taps. */
static inline void largest_of_window(
    const struct pool *s, const struct pool_taps *taps, const level_t *x, int32_t count, level_t *y) {
  level_t best[MAX_POOL_RUN];
  memset(best, LEAST_LEVEL, sizeof best);
  for (int32_t i = 0; i < taps[0].count; i++) {
    for (int32_t j = 0; j < taps[1].count; j++) {
      const level_t *row = x + (taps[0].place + i * s->dilation[0]) * s->x[1]
          + (taps[1].place + j * s->dilation[1]) * s->x[2] + taps[2].place * s->x[3];
      for (int32_t k = 0; k < taps[2].count; k++) {
        larger_channels(best, row + k * s->dilation[2] * s->x[3], count);
      }
    }
  }
  memcpy(y, best, (size_t)count);
}

static void max_pool(const struct pool *s, const level_t *x, level_t *y) {
  for (int32_t image = 0; image < s->images; image++, x += s->x[0], y += s->y[0]) {
    struct pool_taps taps[3];
    for (int32_t depth = 0; depth < s->y_size[0]; depth++) {
      taps[0] = taps_inside(s, 0, depth);
      for (int32_t row = 0; row < s->y_size[1]; row++) {
        taps[1] = taps_inside(s, 1, row);
        for (int32_t column = 0; column < s->y_size[2]; column++) {
          taps[2] = taps_inside(s, 2, column);
          level_t *to = y + depth * s->y[1] + row * s->y[2] + column * s->y[3];
          for (int32_t c = 0; c < s->channels; c += MAX_POOL_RUN) {
            int32_t left = s->channels - c;
            largest_of_window(s, taps, x + c, left < MAX_POOL_RUN ? left : MAX_POOL_RUN, to + c);
          }
        }
      }
    }
  }
}
