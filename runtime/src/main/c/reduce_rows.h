#include "reduce_rows_shape.h"

static void reduce_rows(const struct reduce_rows *s, const struct finish_with *with, const level_t *x, level_t *y) {
  for (int32_t image = 0; image < s->images; image++, x += s->x_image) {
    for (int32_t channel = 0; channel < s->channels; channel++, y++) {
      int32_t sum = -s->zero;
      for (int32_t row = 0; row < s->rows; row++) {
        for (int32_t column = 0; column < s->columns; column++) {
          sum += x[row * s->x_row + column * s->channels + channel];
        }
      }
      finish(&s->finish, with, &sum, 1, 0, 0, y);
    }
  }
}
