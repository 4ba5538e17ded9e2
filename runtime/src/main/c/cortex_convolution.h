#include "cortex_convolution_window.h"

/* Reads weights [groups][outputs][taps]; the scratch holds the taps of a window, unless each is a pixel. */
static void cortex_convolution(
    const struct cortex_convolution *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y,
    void *scratch) {
  const struct windows *w = &s->windows;
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  const int32_t used = w->kernel_columns * w->channels;
  for (int32_t pixel = 0; pixel < s->images * s->rows * s->columns; pixel++) {
    const level_t *window = x;
    for (int32_t channel = 0; channel < s->groups * s->outputs; channel++) {
      if (channel % s->outputs == 0) {
        window = window_at(s, x + channel / s->outputs * w->channels, pixel, scratch);
      }
      const int8_t *row = weights + channel * s->taps;
      int32_t products = 0;
      for (int32_t i = 0; i < s->taps; i += s->row_taps) {
        for (int32_t k = i; k < i + used; k++) {
          products += window[k] * row[k];
        }
      }
      finish(
          &s->finish, with, &products, 1, channel, other ? other + pixel * s->other_pixel + channel : other,
          (unsigned char *)y + (pixel * s->y_pixel + channel) * width);
    }
  }
}
