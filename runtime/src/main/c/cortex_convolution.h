#include "cortex_convolution_shape.h"

/* Reads weights [groups][outputs][taps]; the scratch holds the taps of a window. */
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
  const int32_t pixels = s->rows * s->columns;
  level_t *window = scratch;
  for (int32_t pixel = 0; pixel < s->images * pixels; pixel++) {
    const level_t *image = x + window_offset(w, pixel / pixels * w->rows, 0);
    struct corner at = window_corner(w, pixel % pixels / s->columns, pixel % s->columns);
    unsigned char *to = (unsigned char *)y + pixel * s->y_pixel * width;
    const level_t *beside = other ? other + pixel * s->other_pixel : other;
    for (int32_t channel = 0; channel < s->groups * s->outputs; channel++) {
      if (channel % s->outputs == 0) {
        gather_window(w, image + channel / s->outputs * w->channels, at, s->row_taps, window);
      }
      const int8_t *row = weights + channel * s->taps;
      int32_t products = 0;
      for (int32_t i = 0; i < s->taps; i += s->row_taps) {
        for (int32_t k = i; k < i + used; k++) {
          products += window[k] * row[k];
        }
      }
      finish(&s->finish, with, &products, 1, channel, beside ? beside + channel : beside, to + channel * width);
    }
  }
}
