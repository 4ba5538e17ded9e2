#include "levels_dsp.h"

#ifdef SATURATES_LEVELS

/* As finish. */
static void finish_dsp(
    const struct finish *f,
    const struct finish_with *with,
    int32_t *products,
    int32_t count,
    int32_t channel,
    const level_t *other,
    void *y) {
  if (!starts_with_levels(f, with)) {
    finish(f, with, products, count, channel, other, y);
    return;
  }
  level_t *levels = y;
  const int32_t whole = count / 4 * 4;
  for (int32_t i = 0; i < count; i++) {
    products[i] = finished_sum(f, with, products[i], channel + i);
  }
  for (int32_t i = 0; i < whole; i += 4) {
    const float *factors = f->uniform ? with->factors : with->factors + channel + i;
    const int32_t *sums = products + i;
    uint32_t four = four_levels(sums[0], sums[1], sums[2], sums[3], factors, !f->uniform, f->zero);
    memcpy(levels + i, &four, sizeof four);
  }
  for (int32_t i = whole; i < count; i++) {
    levels[i] = (level_t)(finished_steps(f, with, products[i], channel + i) + f->zero);
  }
  if (!ends_with_levels(f)) {
    after_levels(f, with, other, levels, count);
  }
}

#else

static inline void finish_dsp(
    const struct finish *f,
    const struct finish_with *with,
    int32_t *products,
    int32_t count,
    int32_t channel,
    const level_t *other,
    void *y) {
  finish(f, with, products, count, channel, other, y);
}

#endif
