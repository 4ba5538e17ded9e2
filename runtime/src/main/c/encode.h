#include "encoded.h"

static void encode(const struct encode *s, const float *x, level_t *y) {
  int32_t index[AXES] = {0};
  do {
    const float *from = x + distance(index, s->x);
    level_t *to = y + distance(index, s->y);
    for (int32_t i = 0; i < s->sizes[LAST_AXIS]; i++) {
      to[i * s->y[LAST_AXIS]] = encoded(s, from[i * s->x[LAST_AXIS]]);
    }
  } while (next_run(s->sizes, index));
}
