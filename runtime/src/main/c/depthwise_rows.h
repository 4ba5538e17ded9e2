#include "copied_rows.h"
#include "finish.h"

/* What levels and weights are copied to: what compilers multiply many of at once. */
#if LEAST_LEVEL < 0 && defined(__ARM_FEATURE_DOTPROD)
typedef int8_t lane_t;
#else
typedef int16_t lane_t;
#endif

/* A convolution over rows and columns of each channel by itself. Levels of neighbouring pixels may count as one pixel's. */
struct depthwise {
  int32_t images;
  int32_t rows; /* of the result */
  int32_t columns;
  int32_t channels;
  int32_t kernel[2];
  int32_t row_dilation; /* from one tap to the next */
  int32_t first_level;
  int32_t column_step;
  int32_t tap_step;
  int32_t y[3]; /* strides: image, row, column */
  int32_t other[3];
  struct copied_rows copied;
  struct finish finish;
};

/* Channels are summed in parts of 16, so many at once. */
enum { PART = 16, AT_ONCE = 128 };

/* Adds the products of one tap, or of three whose weights are step apart, to sums. */
typedef void add_tap_t(const lane_t *x, const lane_t *weights, int32_t count, int32_t *sums);
typedef void add_taps_t(
    const lane_t *left,
    const lane_t *middle,
    const lane_t *right,
    const lane_t *weights,
    int32_t step,
    int32_t count,
    int32_t *sums);

/* The ways of one set of instructions. */
struct taps {
  add_tap_t *one;
  add_taps_t *three;
  finish_t *finish;
};

static inline int32_t whole_parts(int32_t count) {
  return (count + PART - 1) / PART * PART;
}

/* Copies weights, with those of each tap filled up to whole parts; gives where it ends. */
static inline lane_t *copy_weights(const struct depthwise *s, const int8_t *restrict weights, lane_t *restrict to) {
  for (int32_t tap = 0; tap < s->kernel[0] * s->kernel[1]; tap++) {
    for (int32_t c = 0; c < s->channels; c++) {
      to[c] = weights[c];
    }
    weights += s->channels;
    to += whole_parts(s->channels);
  }
  return to;
}

/* Copies a row with what is around it. */
static inline void copy_row(
    const struct copied_rows *c, const level_t *restrict image, int32_t number, lane_t *restrict copies) {
  lane_t *restrict to = copies + number % c->span * c->length;
  const level_t *restrict from = row_to_copy(c, image, number);
  for (int32_t i = 0; i < c->length; i++) {
    to[i] = (lane_t)c->zero;
  }
  for (int32_t i = 0; from && i < c->x_length; i++) {
    to[c->before + i] = (lane_t)from[i];
  }
}

/* Adds a row of taps to sums. */
static inline void add_row(
    const struct depthwise *s,
    const struct taps *taps,
    const lane_t *x,
    const lane_t *weights,
    int32_t count,
    int32_t *sums) {
  const int32_t step = whole_parts(s->channels);
  int32_t left = s->kernel[1];
  for (; left >= 3; left -= 3, x += 3 * s->tap_step, weights += 3 * step) {
    taps->three(x, x + s->tap_step, x + 2 * s->tap_step, weights, step, count, sums);
  }
  for (; left > 0; left--, x += s->tap_step, weights += step) {
    taps->one(x, weights, count, sums);
  }
}

/* A row of the result, of copied rows from the first on. */
static inline void convolve_row(
    const struct depthwise *s,
    const struct finish_with *with,
    const struct taps *taps,
    const lane_t *weights,
    const lane_t *rows,
    int32_t first,
    const level_t *other,
    unsigned char *y) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  const int32_t step = s->kernel[1] * whole_parts(s->channels);
  for (int32_t column = 0; column < s->columns; column++) {
    for (int32_t channel = 0; channel < s->channels; channel += AT_ONCE) {
      int32_t sums[AT_ONCE] = {0};
      int32_t count = s->channels - channel < AT_ONCE ? s->channels - channel : AT_ONCE;
      int32_t at = s->first_level + column * s->column_step + channel;
      for (int32_t i = 0; i < s->kernel[0]; i++) {
        const lane_t *row = rows + (first + i * s->row_dilation) % s->copied.span * s->copied.length;
        add_row(s, taps, row + at, weights + i * step + channel, whole_parts(count), sums);
      }
      taps->finish(
          &s->finish, with, sums, count, channel, other ? other + column * s->other[2] + channel : other,
          y + (column * s->y[2] + channel) * width);
    }
  }
}

/* A convolution of each channel, weights [rows][columns][channels]; copies is memory for them and for as many rows of x as
   a window spans. */
static inline void convolve_channels(
    const struct depthwise *s,
    const struct finish_with *with,
    const struct taps *taps,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    unsigned char *y,
    lane_t *copies) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  lane_t *rows = copy_weights(s, weights, copies);
  for (int32_t image = 0; image < s->images; image++) {
    int32_t number = 0;
    for (int32_t row = 0; row < s->rows; row++) {
      int32_t first = row * s->copied.step;
      for (number = number > first ? number : first; number < first + s->copied.span; number++) {
        copy_row(&s->copied, x + image * s->copied.x[0], number, rows);
      }
      convolve_row(
          s, with, taps, copies, rows, first, other ? other + image * s->other[0] + row * s->other[1] : other,
          y + (image * s->y[0] + row * s->y[1]) * width);
    }
  }
}
