#include "finish.h"

/* A convolution of each channel by itself, with weights in units of 64 places by up to 4 taps:
   [units][taps / group][4][4][4][4], that is, of place 16 * i + 4 * j + k and tap l of a group at [j][i][k][l], with weights
   of 0 for what is missing. A unit's places are neighbouring channels; where pixels are joined, those of a row of y, which is
   one line of channels then, and after the units begins anew. Bias and factors are in the order of places, too.

   x86 reads as many bytes after the last pixel as 64 places and as many more cover. */
struct depthwise64x4 {
  int32_t images;
  int32_t rows; /* of y */
  int32_t columns;
  int32_t channels;
  int32_t joined;
  int32_t units;
  int32_t taps;
  int32_t group; /* taps of a group: four, or the three of a column */
  int32_t x_image; /* steps in x */
  int32_t x_row;   /* of what neighbouring rows of y see */
  int32_t x_column;
  int32_t y_image;
  int32_t y_row;
  int32_t y_column;
  int32_t other_image;
  int32_t other_row;
  int32_t other_column;
  int32_t bounded;    /* whether sum * factor is within 2^30 for every x */
  int32_t places[64]; /* of taps in x */
  struct finish finish;
};

/* The bytes of a unit. */
static inline int32_t depthwise64x4_unit(const struct depthwise64x4 *s) {
  return (s->taps + s->group - 1) / s->group * 256;
}

static inline int32_t depthwise64x4_product(
    const struct depthwise64x4 *s, const level_t *x, const int8_t *weights, int32_t place) {
  const int8_t *own = weights + place / 64 * depthwise64x4_unit(s) + place / 4 % 4 * 64 + place % 64 / 16 * 16 + place % 4 * 4;
  int32_t product = 0;
  for (int32_t tap = 0; tap < s->taps; tap++) {
    product += x[s->places[tap]] * own[tap / s->group * 256 + tap % s->group];
  }
  return product;
}

static void depthwise64x4(
    const struct depthwise64x4 *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  for (int32_t pixel = 0; pixel < s->images * s->rows * s->columns; pixel++) {
    int32_t image = pixel / s->columns / s->rows, row = pixel / s->columns % s->rows, column = pixel % s->columns;
    int32_t first = s->joined ? column * s->channels % (64 * s->units) : 0;
    const level_t *from = x + image * s->x_image + row * s->x_row + column * s->x_column;
    int32_t place = image * s->y_image + row * s->y_row + column * s->y_column;
    int32_t beside = image * s->other_image + row * s->other_row + column * s->other_column;
    for (int32_t channel = 0; channel < s->channels; channel++) {
      int32_t product = depthwise64x4_product(s, from + channel, weights, first + channel);
      finish(
          &s->finish, with, &product, 1, first + channel, other ? other + beside + channel : other,
          (unsigned char *)y + (place + channel) * width);
    }
  }
}
