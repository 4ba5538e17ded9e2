#include "depthwise_taps.h"

static void add_tap(const level_t *restrict x, const int8_t *restrict weights, int32_t count, int32_t *restrict sums) {
  for (int32_t c = 0; c < count / PART * PART; c++) {
    sums[c] += x[c] * weights[c];
  }
}

/* Adds three neighbouring taps, whose weights are step apart. */
static void add_taps(
    const level_t *restrict left,
    const level_t *restrict middle,
    const level_t *restrict right,
    const int8_t *restrict weights,
    int32_t step,
    int32_t count,
    int32_t *restrict sums) {
  const int8_t *restrict next = weights + step;
  const int8_t *restrict last = next + step;
  for (int32_t c = 0; c < count / PART * PART; c++) {
    sums[c] += left[c] * weights[c] + middle[c] * next[c] + right[c] * last[c];
  }
}

/* A convolution of each channel, in loops that compilers vectorize. */
static void depthwise(
    const struct depthwise *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y) {
  const struct taps taps = {add_tap, add_taps, finish};
  convolve_channels(s, with, &taps, x, weights, other, y);
}
