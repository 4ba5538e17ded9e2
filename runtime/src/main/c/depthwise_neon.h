#include "depthwise_rows.h"
#include "finish_neon.h"

static void add_tap_neon(const lane_t *x, const lane_t *weights, int32_t count, int32_t *sums) {
  for (int32_t c = 0; c < count; c += 8) {
    int16x8_t products = vmull_s8(vld1_s8(x + c), vld1_s8(weights + c));
    vst1q_s32(sums + c, vaddw_s16(vld1q_s32(sums + c), vget_low_s16(products)));
    vst1q_s32(sums + c + 4, vaddw_high_s16(vld1q_s32(sums + c + 4), products));
  }
}

static void add_taps_neon(
    const lane_t *left,
    const lane_t *middle,
    const lane_t *right,
    const lane_t *weights,
    int32_t step,
    int32_t count,
    int32_t *sums) {
  for (int32_t c = 0; c < count; c += 8) {
    int16x8_t one = vmull_s8(vld1_s8(right + c), vld1_s8(weights + 2 * step + c));
    int16x8_t two = vmull_s8(vld1_s8(left + c), vld1_s8(weights + c));
    two = vmlal_s8(two, vld1_s8(middle + c), vld1_s8(weights + step + c));
    int32x4_t low = vaddl_s16(vget_low_s16(one), vget_low_s16(two));
    int32x4_t high = vaddl_high_s16(one, two);
    vst1q_s32(sums + c, vaddq_s32(vld1q_s32(sums + c), low));
    vst1q_s32(sums + c + 4, vaddq_s32(vld1q_s32(sums + c + 4), high));
  }
}

/* A convolution of each channel; no weight is -128, so that two products fit in 16 bits. */
static void depthwise_neon(
    const struct depthwise *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y,
    lane_t *copies) {
  const struct taps taps = {add_tap_neon, add_taps_neon, finish_neon};
  convolve_channels(s, with, &taps, x, weights, other, y, copies);
}
