#include "cortex_depthwise_taps.h"
#include "finish_mve.h"

/* Up to four channels. */
static inline void four_channels(
    const struct windows *w, struct taps taps, const int8_t *weights, int32_t count, int32_t *products) {
  const mve_pred16_t left = vctp32q((uint32_t)count);
  int32x4_t sums = vdupq_n_s32(0);
  for (int32_t i = 0; i < w->kernel_rows; i++, taps.first += taps.row) {
    const level_t *tap = taps.first;
    for (int32_t j = 0; j < w->kernel_columns; j++, tap += taps.column, weights += w->channels) {
      sums = vaddq_s32(sums, vmulq_s32(vldrbq_z_s32(tap, left), vldrbq_z_s32(weights, left)));
    }
  }
  vstrwq_p_s32(products, sums, left);
}

/* Reads weights [taps][channels]; the scratch holds a window. */
static void cortex_depthwise_mve(
    const struct cortex_depthwise *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y,
    void *scratch) {
  enum { CHANNELS = 64 };
  const struct windows *w = &s->windows;
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  for (int32_t pixel = 0; pixel < s->images * s->rows * s->columns; pixel++) {
    const int32_t row = pixel / s->columns;
    const int32_t image = row / s->rows;
    const struct corner at = window_corner(w, row - image * s->rows, pixel - row * s->columns);
    const struct taps taps = window_taps(w, x + image * w->rows * w->columns * w->pixel, at, scratch);
    for (int32_t start = 0; start < w->channels; start += CHANNELS) {
      const int32_t count = w->channels - start < CHANNELS ? w->channels - start : CHANNELS;
      int32_t products[CHANNELS];
      for (int32_t i = 0; i < count; i += 4) {
        const struct taps four = {taps.first + start + i, taps.column, taps.row};
        four_channels(w, four, weights + start + i, count - i, products + i);
      }
      finish_mve(
          &s->finish, with, products, count, start, other ? other + pixel * s->other_pixel + start : other,
          (unsigned char *)y + (pixel * s->y_pixel + start) * width);
    }
  }
}
