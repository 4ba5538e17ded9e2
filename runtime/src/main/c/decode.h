#include "axes.h"

struct decode {
  int32_t sizes[AXES];
  int32_t x[AXES]; /* strides */
  int32_t y[AXES];
  int32_t scale[AXES];
  int32_t wide; /* whether x holds sums, not levels */
  int32_t zero;
};

/* What levels or sums stand for. */
static void decode(const struct decode *s, const float *scales, const void *x, float *y) {
  int32_t index[AXES] = {0};
  do {
    int32_t from = distance(index, s->x);
    float *to = y + distance(index, s->y);
    const float *scale = scales + distance(index, s->scale);
    for (int32_t i = 0; i < s->sizes[LAST_AXIS]; i++, from += s->x[LAST_AXIS]) {
      int32_t steps = s->wide ? ((const int32_t *)x)[from] : ((const level_t *)x)[from] - s->zero;
      to[i * s->y[LAST_AXIS]] = (float)steps * scale[i * s->scale[LAST_AXIS]];
    }
  } while (next_run(s->sizes, index));
}
