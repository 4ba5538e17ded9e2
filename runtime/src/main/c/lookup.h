#include "axes.h"

struct lookup {
  int32_t sizes[AXES];
  int32_t x[AXES]; /* strides */
  int32_t y[AXES];
  int32_t bytes; /* of an entry: 1 or 4 */
};

/* The entry of each level; the first is that of the least. */
static void lookup(const struct lookup *s, const void *table, const level_t *x, void *y) {
  int32_t index[AXES] = {0};
  do {
    const level_t *from = x + distance(index, s->x);
    int32_t to = distance(index, s->y);
    for (int32_t i = 0; i < s->sizes[LAST_AXIS]; i++, to += s->y[LAST_AXIS]) {
      int32_t entry = from[i * s->x[LAST_AXIS]] - LEAST_LEVEL;
      if (s->bytes == 1) {
        ((level_t *)y)[to] = ((const level_t *)table)[entry];
      } else {
        memcpy((int32_t *)y + to, (const int32_t *)table + entry, sizeof(int32_t));
      }
    }
  } while (next_run(s->sizes, index));
}
