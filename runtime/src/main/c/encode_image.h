#include "encode_image_shape.h"

static void encode_image(const struct encode_image *s, const float *x, level_t *y) {
  for (int32_t image = 0; image < s->images; image++) {
    for (int32_t row = 0; row < s->rows; row++) {
      const float *from = x + image * s->x_image + row * s->x_row;
      level_t *to = y + image * s->y_image + row * s->y_row;
      for (int32_t column = 0; column < s->columns; column++) {
        for (int32_t channel = 0; channel < s->channels; channel++) {
          *to++ = encoded(&s->encode, from[channel * s->x_channel + column]);
        }
      }
    }
  }
}
