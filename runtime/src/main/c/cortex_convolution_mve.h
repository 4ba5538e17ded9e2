#include "cortex_convolution_shape.h"
#include "finish_mve.h"

/* The sums of four channels, whose weights begin every `stride` bytes; those of fewer where they end before. */
static inline void four_outputs(
    const level_t *window, const int8_t *weights, int32_t stride, int32_t taps, int32_t *products) {
  int32_t a = 0;
  int32_t b = 0;
  int32_t c = 0;
  int32_t d = 0;
  for (; taps >= 16; taps -= 16, window += 16, weights += 16) {
    const int8x16_t levels = vldrbq_s8(window);
    a = vmladavaq_s8(a, levels, vldrbq_s8(weights));
    b = vmladavaq_s8(b, levels, vldrbq_s8(weights + stride));
    c = vmladavaq_s8(c, levels, vldrbq_s8(weights + 2 * stride));
    d = vmladavaq_s8(d, levels, vldrbq_s8(weights + 3 * stride));
  }
  if (taps > 0) {
    const mve_pred16_t left = vctp8q((uint32_t)taps);
    const int8x16_t levels = vldrbq_z_s8(window, left);
    a = vmladavaq_s8(a, levels, vldrbq_z_s8(weights, left));
    b = vmladavaq_s8(b, levels, vldrbq_z_s8(weights + stride, left));
    c = vmladavaq_s8(c, levels, vldrbq_z_s8(weights + 2 * stride, left));
    d = vmladavaq_s8(d, levels, vldrbq_z_s8(weights + 3 * stride, left));
  }
  products[0] = a;
  products[1] = b;
  products[2] = c;
  products[3] = d;
}

static inline int32_t one_output(const level_t *window, const int8_t *weights, int32_t taps) {
  int32_t sum = 0;
  for (; taps > 0; taps -= 16, window += 16, weights += 16) {
    const mve_pred16_t left = vctp8q((uint32_t)taps);
    sum = vmladavaq_s8(sum, vldrbq_z_s8(window, left), vldrbq_z_s8(weights, left));
  }
  return sum;
}

/* The taps of one pixel, where they are if they are neighbours there. */
static const level_t *window_at(
    const struct cortex_convolution *s, const level_t *x, int32_t pixel, level_t *scratch) {
  const struct windows *w = &s->windows;
  const int32_t row = pixel / s->columns;
  const int32_t image = row / s->rows;
  const struct corner at = window_corner(w, row - image * s->rows, pixel - row * s->columns);
  x += image * w->rows * w->columns * w->pixel;
  if (w->kernel_rows * w->kernel_columns == 1 && at.row >= 0 && at.row < w->rows && at.column >= 0
      && at.column < w->columns) {
    return window_pixel(w, x, at.row, at.column);
  }
  gather_window(w, x, at, scratch);
  return scratch;
}

/* Reads weights [groups][outputs][taps]; the scratch holds the taps of a window. */
static void cortex_convolution_mve(
    const struct cortex_convolution *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y,
    void *scratch) {
  enum { CHANNELS = 64 };
  const struct windows *w = &s->windows;
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  const int32_t used = w->kernel_rows * w->kernel_columns * w->channels;
  for (int32_t pixel = 0; pixel < s->images * s->rows * s->columns; pixel++) {
    for (int32_t group = 0; group < s->groups; group++) {
      const level_t *window = window_at(s, x + group * w->channels, pixel, scratch);
      for (int32_t start = 0; start < s->outputs; start += CHANNELS) {
        const int32_t count = s->outputs - start < CHANNELS ? s->outputs - start : CHANNELS;
        const int32_t channel = group * s->outputs + start;
        const int8_t *row = weights + channel * s->taps;
        int32_t products[CHANNELS];
        int32_t i = 0;
        for (; i + 4 <= count; i += 4, row += 4 * s->taps) {
          four_outputs(window, row, s->taps, used, products + i);
        }
        for (; i < count; i++, row += s->taps) {
          products[i] = one_output(window, row, used);
        }
        finish_mve(
            &s->finish, with, products, count, channel, other ? other + pixel * s->other_pixel + channel : other,
            (unsigned char *)y + (pixel * s->y_pixel + channel) * width);
      }
    }
  }
}
