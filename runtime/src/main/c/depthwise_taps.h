#include "finish.h"

/* A convolution over rows and columns of each channel by itself; strides in memory are in elements. */
struct depthwise {
  int32_t images;
  int32_t channels;
  int32_t x_rows;
  int32_t x_columns;
  int32_t rows; /* of the result */
  int32_t columns;
  int32_t kernel[2];
  int32_t stride[2];
  int32_t dilation[2];
  int32_t before[2];
  int32_t x[3]; /* strides: image, row, column */
  int32_t y[3];
  int32_t other[3];
  int32_t zero;
  struct finish finish;
};

/* How many channels are summed at once: of a part, and so many times. */
enum { PART = 16, LANES = 64 };

/* Adds the products of one tap, or of three neighbouring ones whose weights are step apart, to sums. */
typedef void add_tap_t(const level_t *x, const int8_t *weights, int32_t count, int32_t *sums);
typedef void add_taps_t(
    const level_t *left,
    const level_t *middle,
    const level_t *right,
    const int8_t *weights,
    int32_t step,
    int32_t count,
    int32_t *sums);

/* The ways of one set of instructions. */
struct taps {
  add_tap_t *one;
  add_taps_t *three;
  finish_t *finish;
};

/* A tap's levels from some channel on; zeros for one beside the image. */
static inline const level_t *tap(
    const struct depthwise *s, const level_t *image, const level_t *zeros, int32_t row, int32_t column) {
  int inside = row >= 0 && row < s->x_rows && column >= 0 && column < s->x_columns;
  return inside ? image + row * s->x[1] + column * s->x[2] : zeros;
}

static inline void sum_taps(
    const struct depthwise *s,
    const struct taps *taps,
    const level_t *image,
    const level_t *zeros,
    int32_t row,
    int32_t column,
    const int8_t *weights,
    int32_t count,
    int32_t *sums) {
  const int32_t padded = (count + PART - 1) / PART * PART;
  for (int32_t i = 0; i < s->kernel[0]; i++, row += s->dilation[0]) {
    int32_t at = column, left = s->kernel[1];
    for (; left >= 3; left -= 3, weights += 3 * s->channels) {
      const level_t *first = tap(s, image, zeros, row, at);
      const level_t *second = tap(s, image, zeros, row, at + s->dilation[1]);
      const level_t *third = tap(s, image, zeros, row, at + 2 * s->dilation[1]);
      taps->three(first, second, third, weights, s->channels, padded, sums);
      at += 3 * s->dilation[1];
    }
    for (; left > 0; left--, weights += s->channels, at += s->dilation[1]) {
      taps->one(tap(s, image, zeros, row, at), weights, padded, sums);
    }
  }
}

/* A convolution of each channel, weights [rows][columns][channels]; after x and weights 16 bytes may be read. */
static inline void convolve_channels(
    const struct depthwise *s,
    const struct finish_with *with,
    const struct taps *taps,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    unsigned char *y) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  level_t zeros[LANES];
  memset(zeros, s->zero, sizeof zeros);
  for (int32_t i = 0; i < s->images * s->rows * s->columns; i++) {
    int32_t image = i / (s->rows * s->columns), row = i / s->columns % s->rows, column = i % s->columns;
    int32_t to = image * s->y[0] + row * s->y[1] + column * s->y[2];
    int32_t beside = image * s->other[0] + row * s->other[1] + column * s->other[2];
    for (int32_t channel = 0; channel < s->channels; channel += LANES) {
      int32_t sums[LANES] = {0};
      int32_t count = s->channels - channel < LANES ? s->channels - channel : LANES;
      sum_taps(
          s, taps, x + image * s->x[0] + channel, zeros, row * s->stride[0] - s->before[0],
          column * s->stride[1] - s->before[1], weights + channel, count, sums);
      taps->finish(
          &s->finish, with, sums, count, channel, other ? other + beside + channel : other,
          y + (to + channel) * width);
    }
  }
}
