#include "axes.h"
#include "finish_run.h"

struct requantize {
  int32_t sizes[AXES];
  int32_t x[AXES]; /* strides */
  int32_t y[AXES];
  int32_t channel[AXES];
  int32_t wide; /* whether x holds sums, not levels */
  int32_t zero;
  struct finish finish;
};

/* Sums or levels brought to other levels. */
static void requantize(
    const struct requantize *s, const struct finish_with *with, const void *x, void *y) {
  const struct run step = {s->y[LAST_AXIS], 0, s->channel[LAST_AXIS]};
  int32_t index[AXES] = {0};
  do {
    int32_t from = distance(index, s->x);
    int32_t channel = distance(index, s->channel);
    level_t *to = (level_t *)y + distance(index, s->y);
    for (int32_t start = 0; start < s->sizes[LAST_AXIS]; start += RUN) {
      int32_t sums[RUN];
      int32_t left = s->sizes[LAST_AXIS] - start;
      int32_t count = left < RUN ? left : RUN;
      for (int32_t i = 0; i < count; i++, from += s->x[LAST_AXIS]) {
        sums[i] = s->wide ? ((const int32_t *)x)[from] : ((const level_t *)x)[from] - s->zero;
      }
      finish_run(&s->finish, with, &step, sums, count, channel + start * step.channel, 0, to + start * step.y);
    }
  } while (next_run(s->sizes, index));
}
