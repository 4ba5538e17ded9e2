#include "cortex_convolution_shape.h"

/* The taps of one pixel: where they are if they are one pixel of the operand, or copied together with the border. */
static inline const level_t *window_at(
    const struct cortex_convolution *s, const level_t *x, int32_t pixel, level_t *scratch) {
  const struct windows *w = &s->windows;
  const int32_t row = pixel / s->columns;
  const int32_t image = row / s->rows;
  const struct corner at = window_corner(w, row - image * s->rows, pixel - row * s->columns);
  x += window_offset(w, image * w->rows, 0);
  if (w->kernel_rows * w->kernel_columns == 1 && at.row >= 0 && at.row < w->rows && at.column >= 0
      && at.column < w->columns) {
    return x + window_offset(w, at.row, at.column);
  }
  gather_window(w, x, at, s->row_taps, scratch);
  return scratch;
}
