#include "cortex_linear_shape.h"

/* Reads weights [outputs / 4][inputs / 4][4 outputs][4 inputs], filled up with zeros. */
static void cortex_linear(
    const struct cortex_linear *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  const int32_t blocks = (s->inputs + 3) / 4;
  for (int32_t row = 0; row < s->rows; row++) {
    for (int32_t channel = 0; channel < s->outputs; channel++) {
      const int8_t *block = weights + (channel / 4 * blocks * 4 + channel % 4) * 4;
      int32_t products = 0;
      for (int32_t k = 0; k < s->inputs; k++) {
        products += x[row * s->x_row + k] * block[k / 4 * 16 + k % 4];
      }
      finish(
          &s->finish, with, &products, 1, channel, other ? other + row * s->other_row + channel : other,
          (unsigned char *)y + (row * s->y_row + channel) * width);
    }
  }
}
