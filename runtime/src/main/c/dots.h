#include "copied_window.h"

/* How many windows meet the same weights at once, and how many outputs a single window. */
enum { DOTS = 4 };

/* Sums of products of four windows and the weights of two outputs; the sums of a window are step from those of the one before. */
static void dot_windows(
    const operand_t *const *windows, const int8_t *const *weights, int32_t length, int32_t *sums, int32_t step) {
  const operand_t *a = windows[0], *b = windows[1], *c = windows[2], *d = windows[3];
  const int8_t *even = weights[0], *odd = weights[1];
  int32_t a0 = 0, a1 = 0, b0 = 0, b1 = 0, c0 = 0, c1 = 0, d0 = 0, d1 = 0;
  for (int32_t i = 0; i < length / STRIDE * STRIDE; i++) {
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

/* Sums of products of a window and the weights of four outputs. */
static void dot_outputs(const operand_t *window, const int8_t *const *weights, int32_t length, int32_t *sums) {
  const int8_t *a = weights[0], *b = weights[1], *c = weights[2], *d = weights[3];
  int32_t sum_a = 0, sum_b = 0, sum_c = 0, sum_d = 0;
  for (int32_t i = 0; i < length / STRIDE * STRIDE; i++) {
    sum_a += window[i] * a[i];
    sum_b += window[i] * b[i];
    sum_c += window[i] * c[i];
    sum_d += window[i] * d[i];
  }
  sums[0] = sum_a;
  sums[1] = sum_b;
  sums[2] = sum_c;
  sums[3] = sum_d;
}
