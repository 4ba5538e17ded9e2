#include "cortex_depthwise_shape.h"

/* Reads weights [taps][channels]; the scratch holds a window of CORTEX_PART channels. */
static void cortex_depthwise(
    const struct cortex_depthwise *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y,
    void *scratch) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  const int32_t all = s->windows.channels;
  struct windows w = s->windows;
  level_t *window = scratch;
  for (int32_t first = 0; first < all; first += w.channels) {
    w.channels = channels_of_part(all - first);
    for (int32_t pixel = 0; pixel < s->images * s->rows * s->columns; pixel++) {
      const int32_t row = pixel / s->columns;
      const int32_t image = row / s->rows;
      const struct corner at = window_corner(&w, row - image * s->rows, pixel - row * s->columns);
      gather_window(
          &w, x + window_offset(&w, image * w.rows, 0) + first, at, w.kernel_columns * w.channels, window);
      for (int32_t i = 0; i < w.channels; i++) {
        const int32_t channel = first + i;
        int32_t products = 0;
        for (int32_t tap = 0; tap < w.kernel_rows * w.kernel_columns; tap++) {
          products += window[tap * w.channels + i] * weights[tap * all + channel];
        }
        finish(
            &s->finish, with, &products, 1, channel, other ? other + pixel * s->other_pixel + channel : other,
            (unsigned char *)y + (pixel * s->y_pixel + channel) * width);
      }
    }
  }
}
