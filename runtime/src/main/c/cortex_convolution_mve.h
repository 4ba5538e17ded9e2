#include "cortex_convolution_window.h"
#include "finish_mve.h"

/* The sums of four channels; of less than four, the last is summed again. */
static inline void four_outputs(
    const level_t *window, const int8_t *a, int32_t stride, int32_t channels, int32_t taps, int32_t *products) {
  const int8_t *b = a + (channels > 1 ? stride : 0);
  const int8_t *c = b + (channels > 2 ? stride : 0);
  const int8_t *d = c + (channels > 3 ? stride : 0);
  int32_t sums[4] = {0};
  for (int32_t i = taps / 16; i > 0; i--, window += 16, a += 16, b += 16, c += 16, d += 16) {
    const int8x16_t levels = vldrbq_s8(window);
    sums[0] = vmladavaq_s8(sums[0], levels, vldrbq_s8(a));
    sums[1] = vmladavaq_s8(sums[1], levels, vldrbq_s8(b));
    sums[2] = vmladavaq_s8(sums[2], levels, vldrbq_s8(c));
    sums[3] = vmladavaq_s8(sums[3], levels, vldrbq_s8(d));
  }
  if (taps % 16 != 0) {
    const mve_pred16_t left = vctp8q((uint32_t)(taps % 16));
    const int8x16_t levels = vldrbq_z_s8(window, left);
    sums[0] = vmladavaq_s8(sums[0], levels, vldrbq_z_s8(a, left));
    sums[1] = vmladavaq_s8(sums[1], levels, vldrbq_z_s8(b, left));
    sums[2] = vmladavaq_s8(sums[2], levels, vldrbq_z_s8(c, left));
    sums[3] = vmladavaq_s8(sums[3], levels, vldrbq_z_s8(d, left));
  }
  memcpy(products, sums, sizeof sums);
}

/* Reads weights [groups][outputs][taps]; the scratch holds the taps of a window, unless each is a pixel. */
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
  const int32_t taps = w->kernel_rows * w->kernel_columns == 1 ? w->channels : s->taps;
  for (int32_t pixel = 0; pixel < s->images * s->rows * s->columns; pixel++) {
    for (int32_t group = 0; group < s->groups; group++) {
      const level_t *window = window_at(s, x + group * w->channels, pixel, scratch);
      for (int32_t start = 0; start < s->outputs; start += CHANNELS) {
        const int32_t count = s->outputs - start < CHANNELS ? s->outputs - start : CHANNELS;
        const int32_t channel = group * s->outputs + start;
        const int8_t *row = weights + channel * s->taps;
        int32_t products[CHANNELS];
        for (int32_t i = 0; i < count; i += 4, row += 4 * s->taps) {
          four_outputs(window, row, s->taps, count - i, taps, products + i);
        }
        finish_mve(
            &s->finish, with, products, count, channel, other ? other + pixel * s->other_pixel + channel : other,
            (unsigned char *)y + (pixel * s->y_pixel + channel) * width);
      }
    }
  }
}
