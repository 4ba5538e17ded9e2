#include "axes.h"

struct decode {
  int32_t sizes[AXES];
  int32_t x[AXES]; /* strides */
  int32_t y[AXES];
  int32_t scale[AXES];
  int32_t wide; /* whether x holds sums, not levels */
  int32_t zero;
};

/* The common case, in a loop that compilers vectorize. */
static inline void decode_row(const level_t *restrict x, int32_t zero, float scale, int32_t count, float *restrict y) {
  for (int32_t i = 0; i < count; i++) {
    y[i] = (float)(x[i] - zero) * scale;
  }
}

/* What levels or sums stand for. */
static void decode(const struct decode *s, const float *scales, const void *x, float *y) {
  int32_t index[AXES] = {0};
  do {
    int32_t from = distance(index, s->x);
    float *to = y + distance(index, s->y);
    const float *scale = scales + distance(index, s->scale);
    if (!s->wide && s->x[LAST_AXIS] == 1 && s->y[LAST_AXIS] == 1 && s->scale[LAST_AXIS] == 0) {
      decode_row((const level_t *)x + from, s->zero, *scale, s->sizes[LAST_AXIS], to);
      continue;
    }
    for (int32_t i = 0; i < s->sizes[LAST_AXIS]; i++, from += s->x[LAST_AXIS]) {
      int32_t steps = s->wide ? ((const int32_t *)x)[from] : ((const level_t *)x)[from] - s->zero;
      to[i * s->y[LAST_AXIS]] = (float)steps * scale[i * s->scale[LAST_AXIS]];
    }
  } while (next_run(s->sizes, index));
}
