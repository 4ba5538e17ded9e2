#include "axes.h"
#include "finish_run.h"
#include "steps.h"

struct scaled_sum {
  int32_t sizes[AXES];
  int32_t a[AXES]; /* strides */
  int32_t b[AXES];
  int32_t y[AXES];
  int32_t channel[AXES];
  struct steps a_steps;
  struct steps b_steps;
  int32_t a_multiplier;
  int32_t b_multiplier;
  struct finish finish;
};

/* Two tensors, added on a common scale. */
static void scaled_sum(
    const struct scaled_sum *s, const struct finish_with *with, const void *a, const void *b, void *y) {
  const struct run step = {s->y[LAST_AXIS], 0, s->channel[LAST_AXIS]};
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  int32_t index[AXES] = {0};
  do {
    unsigned char *to = (unsigned char *)y + distance(index, s->y) * width;
    for (int32_t start = 0; start < s->sizes[LAST_AXIS]; start += RUN) {
      int32_t sums[RUN];
      int32_t others[RUN];
      int32_t left = s->sizes[LAST_AXIS] - start;
      int32_t count = left < RUN ? left : RUN;
      read_steps(&s->a_steps, a, distance(index, s->a) + start * s->a[LAST_AXIS], s->a[LAST_AXIS], count, sums);
      read_steps(&s->b_steps, b, distance(index, s->b) + start * s->b[LAST_AXIS], s->b[LAST_AXIS], count, others);
      for (int32_t i = 0; i < count; i++) {
        sums[i] = sums[i] * s->a_multiplier + others[i] * s->b_multiplier;
      }
      int32_t channel = distance(index, s->channel) + start * step.channel;
      finish_run(&s->finish, with, &step, sums, count, channel, 0, to + start * step.y * width);
    }
  } while (next_run(s->sizes, index));
}
