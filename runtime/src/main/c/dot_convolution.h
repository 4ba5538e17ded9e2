#include "dot_windows.h"

/* Four outputs for one window. The length is a product, so that compilers see that no part of a vector is left over. */
static inline void dot_one(
    const operand_t *const *windows, const int8_t *const *weights, int32_t strides, int32_t step, int32_t *sums) {
  const operand_t *x = windows[0];
  const int8_t *a = weights[0], *b = weights[1], *c = weights[2], *d = weights[3];
  int32_t sum_a = 0, sum_b = 0, sum_c = 0, sum_d = 0;
  (void)step;
  for (int32_t i = 0; i != strides * STRIDE; i++) {
    sum_a += x[i] * a[i];
    sum_b += x[i] * b[i];
    sum_c += x[i] * c[i];
    sum_d += x[i] * d[i];
  }
  sums[0] = sum_a;
  sums[1] = sum_b;
  sums[2] = sum_c;
  sums[3] = sum_d;
}

/* Two outputs for all windows: weights that are widened are used four times. */
static inline void dot_pair(
    const operand_t *const *windows, const int8_t *even, const int8_t *odd, int32_t strides, int32_t step, int32_t *sums) {
  const operand_t *a = windows[0], *b = windows[1], *c = windows[2], *d = windows[3];
  int32_t a0 = 0, a1 = 0, b0 = 0, b1 = 0, c0 = 0, c1 = 0, d0 = 0, d1 = 0;
  for (int32_t i = 0; i != strides * STRIDE; i++) {
    a0 += a[i] * even[i];
    a1 += a[i] * odd[i];
    b0 += b[i] * even[i];
    b1 += b[i] * odd[i];
    c0 += c[i] * even[i];
    c1 += c[i] * odd[i];
    d0 += d[i] * even[i];
    d1 += d[i] * odd[i];
  }
  sums[0] = a0;
  sums[1] = a1;
  sums[step] = b0;
  sums[step + 1] = b1;
  sums[2 * step] = c0;
  sums[2 * step + 1] = c1;
  sums[3 * step] = d0;
  sums[3 * step + 1] = d1;
}

static inline void dot_four(
    const operand_t *const *windows, const int8_t *const *weights, int32_t strides, int32_t step, int32_t *sums) {
  for (int32_t i = 0; i < DOTS; i++) {
    if (LEVELS_ARE_OPERANDS) {
      dot_one(windows + i, weights, strides, step, sums + i * step);
    } else if (i % 2 == 0) {
      dot_pair(windows, weights[i], weights[i + 1], strides, step, sums + i);
    }
  }
}

/* A convolution by dot products in the shape that compilers vectorize. */
static void dot_convolution(
    const struct dot_convolution *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y,
    operand_t *windows) {
  const struct dots dots = {dot_four, dot_one, finish};
  convolve(s, with, &dots, x, weights, other, y, windows);
}
