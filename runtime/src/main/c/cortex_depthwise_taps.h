#include "cortex_depthwise_shape.h"
#include "window_inside.h"

/* The levels under a window: from one tap to the right neighbour, and from one row to the next. */
struct taps {
  const level_t *first;
  int32_t column;
  int32_t row;
};

/* Where they are in an image, or copied together with the border. */
static inline struct taps window_taps(const struct windows *w, const level_t *x, struct corner at, level_t *window) {
  if (window_inside(w, at)) {
    struct taps inside = {
        x + window_offset(w, at.row, at.column), w->dilation_columns * w->pixel,
        w->dilation_rows * w->columns * w->pixel};
    return inside;
  }
  gather_window(w, x, at, w->kernel_columns * w->channels, window);
  struct taps copied = {window, w->channels, w->kernel_columns * w->channels};
  return copied;
}
