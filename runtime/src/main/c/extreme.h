#include "axes.h"

struct extreme {
  int32_t sizes[AXES];
  int32_t a[AXES]; /* strides */
  int32_t b[AXES];
  int32_t y[AXES];
  int32_t wide; /* whether they are sums, not levels */
  int32_t larger;
};

static inline void extreme_levels(
    const struct extreme *s, const level_t *a, const level_t *b, level_t *y) {
  for (int32_t i = 0; i < s->sizes[LAST_AXIS]; i++) {
    level_t one = a[i * s->a[LAST_AXIS]];
    level_t two = b[i * s->b[LAST_AXIS]];
    y[i * s->y[LAST_AXIS]] = (one > two) == s->larger ? one : two;
  }
}

static inline void extreme_sums(
    const struct extreme *s, const int32_t *a, const int32_t *b, int32_t *y) {
  for (int32_t i = 0; i < s->sizes[LAST_AXIS]; i++) {
    int32_t one = a[i * s->a[LAST_AXIS]];
    int32_t two = b[i * s->b[LAST_AXIS]];
    y[i * s->y[LAST_AXIS]] = (one > two) == s->larger ? one : two;
  }
}

/* The larger or the smaller of two tensors' integers. */
static void extreme(const struct extreme *s, const void *a, const void *b, void *y) {
  int32_t index[AXES] = {0};
  do {
    int32_t one = distance(index, s->a);
    int32_t two = distance(index, s->b);
    int32_t to = distance(index, s->y);
    if (s->wide) {
      extreme_sums(s, (const int32_t *)a + one, (const int32_t *)b + two, (int32_t *)y + to);
    } else {
      extreme_levels(s, (const level_t *)a + one, (const level_t *)b + two, (level_t *)y + to);
    }
  } while (next_run(s->sizes, index));
}
