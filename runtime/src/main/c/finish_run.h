#include "finish.h"

/* How many sums a kernel hands over at once, at most. */
enum { RUN = 64 };

/* Where the results of a run lie: steps between neighbours, in elements, and between their channels. */
struct run {
  int32_t y;
  int32_t other;
  int32_t channel;
};

/* Finishes sums that need not be neighbouring channels. */
static inline void finish_run(
    const struct finish *f,
    const struct finish_with *with,
    const struct run *step,
    const int32_t *products,
    int32_t count,
    int32_t channel,
    const level_t *other,
    void *y) {
  if (step->y == 1 && (step->other == 1 || !other) && (step->channel == 1 || (f->uniform && !with->bias))) {
    finish(f, with, products, count, channel, other, y);
    return;
  }
  for (int32_t i = 0; i < count; i++) {
    void *at = f->to == TO_SUMS ? (void *)((int32_t *)y + i * step->y) : (void *)((level_t *)y + i * step->y);
    finish(f, with, products + i, 1, channel + i * step->channel, other ? other + i * step->other : other, at);
  }
}
