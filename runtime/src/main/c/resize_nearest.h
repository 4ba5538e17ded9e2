#include "resize_axes.h"

struct resize_nearest {
  struct resize_axes axes;
  int32_t bytes; /* of an element */
};

/* Copies the nearest element to each place. */
static void resize_nearest(const struct resize_nearest *s, const int32_t *places, const void *x, void *y) {
  const struct resize_axes *axes = &s->axes;
  const int32_t count = axes->sizes[LAST_AXIS];
  const int32_t x_step = axes->x[LAST_AXIS] * s->bytes;
  const int32_t y_step = axes->y[LAST_AXIS] * s->bytes;
  const int32_t tap[AXES] = {0};
  int32_t index[AXES] = {0};
  do {
    const unsigned char *from = (const unsigned char *)x + tapped(axes, places, index, tap) * s->bytes;
    unsigned char *to = (unsigned char *)y + distance(index, axes->y) * s->bytes;
    if (x_step == s->bytes && y_step == s->bytes) {
      memcpy(to, from, (size_t)(count * s->bytes));
    } else {
      for (int32_t i = 0; i < count; i++) {
        memcpy(to + i * y_step, from + i * x_step, (size_t)s->bytes);
      }
    }
  } while (next_run(axes->sizes, index));
}
