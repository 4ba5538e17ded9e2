#include "axes.h"
#include "finish_run.h"

struct scaled_sum {
  int32_t sizes[AXES];
  int32_t a[AXES]; /* strides */
  int32_t b[AXES];
  int32_t y[AXES];
  int32_t a_zero;
  int32_t b_zero;
  int32_t a_multiplier;
  int32_t b_multiplier;
  struct finish finish;
};

/* Two tensors of levels, added on a common scale. */
static void scaled_sum(
    const struct scaled_sum *s,
    const struct finish_with *with,
    const level_t *a,
    const level_t *b,
    void *y) {
  const struct run step = {s->y[LAST_AXIS], 0, 0};
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  int32_t index[AXES] = {0};
  do {
    const level_t *one = a + distance(index, s->a);
    const level_t *two = b + distance(index, s->b);
    unsigned char *to = (unsigned char *)y + distance(index, s->y) * width;
    for (int32_t start = 0; start < s->sizes[LAST_AXIS]; start += RUN) {
      int32_t sums[RUN];
      int32_t left = s->sizes[LAST_AXIS] - start;
      int32_t count = left < RUN ? left : RUN;
      for (int32_t i = 0; i < count; i++, one += s->a[LAST_AXIS], two += s->b[LAST_AXIS]) {
        sums[i] = (*one - s->a_zero) * s->a_multiplier + (*two - s->b_zero) * s->b_multiplier;
      }
      finish_run(&s->finish, with, &step, sums, count, 0, 0, to + start * step.y * width);
    }
  } while (next_run(s->sizes, index));
}
