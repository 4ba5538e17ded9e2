#include "cortex_depthwise_shape.h"

/* Reads weights [taps][channels]; the scratch holds a window. */
static void cortex_depthwise(
    const struct cortex_depthwise *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y,
    void *scratch) {
  const struct windows *w = &s->windows;
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  const int32_t taps = w->kernel_rows * w->kernel_columns;
  level_t *window = scratch;
  for (int32_t pixel = 0; pixel < s->images * s->rows * s->columns; pixel++) {
    const int32_t row = pixel / s->columns;
    const int32_t image = row / s->rows;
    const struct corner at = window_corner(w, row - image * s->rows, pixel - row * s->columns);
    gather_window(w, x + image * w->rows * w->columns * w->pixel, at, window);
    for (int32_t channel = 0; channel < w->channels; channel++) {
      int32_t products = 0;
      for (int32_t tap = 0; tap < taps; tap++) {
        products += window[tap * w->channels + channel] * weights[tap * w->channels + channel];
      }
      finish(
          &s->finish, with, &products, 1, channel, other ? other + pixel * s->other_pixel + channel : other,
          (unsigned char *)y + (pixel * s->y_pixel + channel) * width);
    }
  }
}
