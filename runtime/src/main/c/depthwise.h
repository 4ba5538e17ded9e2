#include "depthwise_rows.h"

static void add_tap(const lane_t *restrict x, const lane_t *restrict weights, int32_t count, int32_t *restrict sums) {
  for (int32_t c = 0; c < count / PART * PART; c++) {
    sums[c] += x[c] * weights[c];
  }
}

static void add_taps(
    const lane_t *restrict left,
    const lane_t *restrict middle,
    const lane_t *restrict right,
    const lane_t *restrict weights,
    int32_t step,
    int32_t count,
    int32_t *restrict sums) {
  const lane_t *restrict next = weights + step;
  const lane_t *restrict last = next + step;
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
    void *y,
    lane_t *copies) {
  const struct taps taps = {add_tap, add_taps, finish};
  convolve_channels(s, with, &taps, x, weights, other, y, copies);
}
