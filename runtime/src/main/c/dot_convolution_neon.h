#include "dot_windows.h"
#include "finish_neon.h"

/* The sums of four vectors each, as one. */
static inline int32x4_t added_neon(int32x4_t a, int32x4_t b, int32x4_t c, int32x4_t d) {
  return vpaddq_s32(vpaddq_s32(a, b), vpaddq_s32(c, d));
}

/* Adds the products of an output's weights and four vectors to sums; without a loop, so that these stay in registers. */
static inline void add_dots_neon(int32x4_t *sums, const int8_t *weights, const int8x16_t *x) {
  int8x16_t w = vld1q_s8(weights);
  sums[0] = vdotq_s32(sums[0], w, x[0]);
  sums[1] = vdotq_s32(sums[1], w, x[1]);
  sums[2] = vdotq_s32(sums[2], w, x[2]);
  sums[3] = vdotq_s32(sums[3], w, x[3]);
}

static void dot_four_neon(
    const operand_t *const *windows, const int8_t *const *weights, int32_t strides, int32_t step, int32_t *sums) {
  int32x4_t a[DOTS] = {{0}}, b[DOTS] = {{0}}, c[DOTS] = {{0}}, d[DOTS] = {{0}};
  for (int32_t i = 0; i < strides * STRIDE; i += STRIDE) {
    const int8x16_t x[] = {
        vld1q_s8(windows[0] + i), vld1q_s8(windows[1] + i), vld1q_s8(windows[2] + i), vld1q_s8(windows[3] + i)};
    add_dots_neon(a, weights[0] + i, x);
    add_dots_neon(b, weights[1] + i, x);
    add_dots_neon(c, weights[2] + i, x);
    add_dots_neon(d, weights[3] + i, x);
  }
  vst1q_s32(sums, added_neon(a[0], b[0], c[0], d[0]));
  vst1q_s32(sums + step, added_neon(a[1], b[1], c[1], d[1]));
  vst1q_s32(sums + 2 * step, added_neon(a[2], b[2], c[2], d[2]));
  vst1q_s32(sums + 3 * step, added_neon(a[3], b[3], c[3], d[3]));
}

static void dot_one_neon(
    const operand_t *const *windows, const int8_t *const *weights, int32_t strides, int32_t step, int32_t *sums) {
  int32x4_t a = {0}, b = {0}, c = {0}, d = {0};
  (void)step;
  for (int32_t i = 0; i < strides * STRIDE; i += STRIDE) {
    int8x16_t x = vld1q_s8(windows[0] + i);
    a = vdotq_s32(a, vld1q_s8(weights[0] + i), x);
    b = vdotq_s32(b, vld1q_s8(weights[1] + i), x);
    c = vdotq_s32(c, vld1q_s8(weights[2] + i), x);
    d = vdotq_s32(d, vld1q_s8(weights[3] + i), x);
  }
  vst1q_s32(sums, added_neon(a, b, c, d));
}

/* A convolution by dot products of 16 levels at once. */
static void dot_convolution_neon(
    const struct dot_convolution *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y,
    operand_t *windows) {
  const struct dots dots = {dot_four_neon, dot_one_neon, finish_neon};
  convolve(s, with, &dots, x, weights, other, y, windows);
}
