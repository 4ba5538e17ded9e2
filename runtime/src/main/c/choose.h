#include "axes.h"

struct choose {
  int32_t sizes[AXES];
  int32_t choice[AXES]; /* strides */
  int32_t a[AXES];
  int32_t b[AXES];
  int32_t y[AXES];
  int32_t bytes; /* of an element: 1 or 4 */
};

/* Elements of a where the choice is 1, of b where it is 0. */
static void choose(const struct choose *s, const int8_t *choice, const void *a, const void *b, void *y) {
  int32_t index[AXES] = {0};
  do {
    const int8_t *chosen = choice + distance(index, s->choice);
    int32_t one = distance(index, s->a);
    int32_t two = distance(index, s->b);
    int32_t to = distance(index, s->y);
    for (int32_t i = 0; i < s->sizes[LAST_AXIS]; i++, to += s->y[LAST_AXIS]) {
      const unsigned char *from = chosen[i * s->choice[LAST_AXIS]]
          ? (const unsigned char *)a + (one + i * s->a[LAST_AXIS]) * s->bytes
          : (const unsigned char *)b + (two + i * s->b[LAST_AXIS]) * s->bytes;
      if (s->bytes == 1) {
        ((unsigned char *)y)[to] = *from;
      } else {
        int32_t element;
        memcpy(&element, from, sizeof element);
        memcpy((int32_t *)y + to, &element, sizeof element);
      }
    }
  } while (next_run(s->sizes, index));
}
