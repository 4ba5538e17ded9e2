#include "finish_run.h"
#include "resize_axes.h"

struct resize {
  struct resize_axes axes;
  int32_t zero;
  struct finish finish;
};

static inline void add_weighted(
    const struct resize *s, int32_t weight, const level_t *x, int32_t count, int32_t *sums) {
  const int32_t step = s->axes.x[LAST_AXIS];
  for (int32_t i = 0; i < count; i++) {
    sums[i] += weight * (x[i * step] - s->zero);
  }
}

/* The sums over all taps for count neighbours from start on. */
static inline void sum_weighted(
    const struct resize *s,
    const int32_t *places,
    const int32_t *weights,
    const level_t *x,
    const int32_t *index,
    int32_t count,
    int32_t *sums) {
  int32_t tap[AXES] = {0};
  do {
    int32_t weight = 1;
    for (int axis = 0; axis < AXES; axis++) {
      weight *= s->axes.taps[axis] > 0 ? weights[table_entry(&s->axes, index, tap, axis)] : 1;
    }
    add_weighted(s, weight, x + tapped(&s->axes, places, index, tap), count, sums);
  } while (next_index(s->axes.taps, tap));
}

/* Means of neighbours along some axes, with integer weights. */
static void resize(
    const struct resize *s,
    const struct finish_with *with,
    const int32_t *places,
    const int32_t *weights,
    const level_t *x,
    void *y) {
  const struct resize_axes *axes = &s->axes;
  const struct run step = {axes->y[LAST_AXIS], 0, axes->channel[LAST_AXIS]};
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  int32_t index[AXES] = {0};
  do {
    int32_t channel = distance(index, axes->channel);
    unsigned char *to = (unsigned char *)y + distance(index, axes->y) * width;
    for (int32_t start = 0; start < axes->sizes[LAST_AXIS]; start += RUN) {
      int32_t sums[RUN] = {0};
      int32_t left = axes->sizes[LAST_AXIS] - start;
      int32_t count = left < RUN ? left : RUN;
      sum_weighted(s, places, weights, x + start * axes->x[LAST_AXIS], index, count, sums);
      finish_run(
          &s->finish, with, &step, sums, count, channel + start * step.channel, 0, to + start * step.y * width);
    }
  } while (next_run(axes->sizes, index));
}
