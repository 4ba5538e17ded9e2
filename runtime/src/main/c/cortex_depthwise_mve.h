#include "cortex_depthwise_taps.h"
#include "finish_mve.h"

/* Up to eight channels; the weights of a tap follow those of the one before after `step` bytes. */
static inline void eight_channels(
    const struct windows *w,
    struct taps taps,
    const int8_t *weights,
    int32_t step,
    int32_t count,
    int32_t *products) {
  const mve_pred16_t left = vctp16q((uint32_t)count);
  int32x4x2_t sums = {{vdupq_n_s32(0), vdupq_n_s32(0)}};
  for (int32_t i = 0; i < w->kernel_rows; i++, taps.first += taps.row) {
    const level_t *tap = taps.first;
    for (int32_t j = 0; j < w->kernel_columns; j++, tap += taps.column, weights += step) {
      const int16x8_t levels = vldrbq_z_s16(tap, left);
      const int16x8_t steps = vldrbq_z_s16(weights, left);
      sums.val[0] = vaddq_s32(sums.val[0], vmullbq_int_s16(levels, steps));
      sums.val[1] = vaddq_s32(sums.val[1], vmulltq_int_s16(levels, steps));
    }
  }
  vst2q_s32(products, sums);
}

/* Reads weights [taps][channels]; the scratch holds a window of CORTEX_PART channels. */
static void cortex_depthwise_mve(
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
  for (int32_t first = 0; first < all; first += w.channels) {
    w.channels = channels_of_part(all - first);
    for (int32_t pixel = 0; pixel < s->images * s->rows * s->columns; pixel++) {
      const int32_t row = pixel / s->columns;
      const int32_t image = row / s->rows;
      const struct corner at = window_corner(&w, row - image * s->rows, pixel - row * s->columns);
      const struct taps taps =
          window_taps(&w, x + window_offset(&w, image * w.rows, 0) + first, at, scratch);
      int32_t products[CORTEX_PART];
      for (int32_t i = 0; i < w.channels; i += 8) {
        const struct taps eight = {taps.first + i, taps.column, taps.row};
        eight_channels(&w, eight, weights + first + i, all, w.channels - i, products + i);
      }
      finish_mve(
          &s->finish, with, products, w.channels, first, other ? other + pixel * s->other_pixel + first : other,
          (unsigned char *)y + (pixel * s->y_pixel + first) * width);
    }
  }
}
