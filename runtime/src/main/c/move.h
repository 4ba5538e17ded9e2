#include "axes.h"

struct move {
  int32_t sizes[AXES];
  int32_t x[AXES]; /* strides */
  int32_t y[AXES];
  int32_t bytes; /* of an element: 1 or 4 */
  int32_t flip;  /* 0x80 where one of both is signed and the other is not, else 0 */
};

/* Copies elements to where another layout has them. */
static void move(const struct move *s, const void *x, void *y) {
  int32_t index[AXES] = {0};
  int32_t count = s->sizes[LAST_AXIS];
  do {
    const unsigned char *from = (const unsigned char *)x + distance(index, s->x) * s->bytes;
    unsigned char *to = (unsigned char *)y + distance(index, s->y) * s->bytes;
    if (s->flip == 0 && s->x[LAST_AXIS] == 1 && s->y[LAST_AXIS] == 1) {
      memcpy(to, from, (size_t)(count * s->bytes));
    } else if (s->bytes > 1) {
      for (int32_t i = 0; i < count; i++) {
        memcpy((int32_t *)to + i * s->y[LAST_AXIS], (const int32_t *)from + i * s->x[LAST_AXIS], sizeof(int32_t));
      }
    } else {
      for (int32_t i = 0; i < count; i++) {
        to[i * s->y[LAST_AXIS]] = (unsigned char)(from[i * s->x[LAST_AXIS]] ^ s->flip);
      }
    }
  } while (next_run(s->sizes, index));
}
