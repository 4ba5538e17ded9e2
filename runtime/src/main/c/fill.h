#include "axes.h"

struct fill {
  int32_t sizes[AXES];
  int32_t y[AXES]; /* strides */
  int32_t bytes;   /* of an element: 1 or 4 */
  int32_t pattern; /* its bits */
};

/* Writes one element everywhere. */
static void fill(const struct fill *s, void *y) {
  int32_t index[AXES] = {0};
  int32_t count = s->sizes[LAST_AXIS];
  int32_t step = s->y[LAST_AXIS] * s->bytes;
  do {
    unsigned char *to = (unsigned char *)y + distance(index, s->y) * s->bytes;
    if (step == 1) {
      memset(to, s->pattern, (size_t)count);
      continue;
    }
    for (int32_t i = 0; i < count; i++, to += step) {
      if (s->bytes == 1) {
        *to = (unsigned char)s->pattern;
      } else {
        memcpy(to, &s->pattern, sizeof s->pattern);
      }
    }
  } while (next_run(s->sizes, index));
}
