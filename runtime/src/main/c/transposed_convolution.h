#include "finish_run.h"

/* Spatial axes are up to three; channels lie side by side. */
struct transposed_convolution {
  int32_t images;
  int32_t inputs; /* channels of a group */
  int32_t outputs;
  int32_t group_outputs;
  int32_t x_size[3];
  int32_t y_size[3];
  int32_t kernel[3];
  int32_t stride[3];
  int32_t dilation[3];
  int32_t before[3];
  int32_t x[4]; /* strides: image, three spatial axes */
  int32_t y[4];
  int32_t zero;
  struct finish finish;
};

/* Which place of x adds to this one of y by a tap, along one axis; -1 for none. */
static inline int32_t spread_from(const struct transposed_convolution *s, int axis, int32_t place, int32_t tap) {
  int32_t spread = place + s->before[axis] - tap * s->dilation[axis];
  if (spread < 0 || spread % s->stride[axis] != 0 || spread / s->stride[axis] >= s->x_size[axis]) {
    return -1;
  }
  return spread / s->stride[axis];
}

/* Adds what one tap contributes to count channels of one place of y. */
static inline void add_spread_tap(
    const struct transposed_convolution *s,
    const level_t *x,
    const int16_t *weights,
    int32_t taps,
    int32_t start,
    int32_t count,
    int32_t *sums) {
  for (int32_t i = 0; i < count; i++, weights += taps * s->inputs) {
    const level_t *from = x + (start + i) / s->group_outputs * s->inputs;
    for (int32_t c = 0; c < s->inputs; c++) {
      sums[i] += (from[c] - s->zero) * weights[c];
    }
  }
}

/* The sums of count channels at one place of y. */
static inline void add_spread_taps(
    const struct transposed_convolution *s,
    const level_t *x,
    const int16_t *weights,
    const int32_t *at,
    int32_t start,
    int32_t count,
    int32_t *sums) {
  const int32_t taps = s->kernel[0] * s->kernel[1] * s->kernel[2];
  weights += start * taps * s->inputs;
  for (int32_t i = 0; i < s->kernel[0]; i++) {
    int32_t depth = spread_from(s, 0, at[0], i);
    for (int32_t j = 0; j < s->kernel[1]; j++) {
      int32_t row = spread_from(s, 1, at[1], j);
      for (int32_t k = 0; k < s->kernel[2]; k++, weights += s->inputs) {
        int32_t column = spread_from(s, 2, at[2], k);
        if (depth >= 0 && row >= 0 && column >= 0) {
          const level_t *from = x + depth * s->x[1] + row * s->x[2] + column * s->x[3];
          add_spread_tap(s, from, weights, taps, start, count, sums);
        }
      }
    }
  }
}

/* Place by place of the result; weights [outputs][kernel][inputs of a group] as they stand for themselves. */
static void transposed_convolution(
    const struct transposed_convolution *s,
    const struct finish_with *with,
    const level_t *x,
    const int16_t *weights,
    void *y) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  for (int32_t image = 0; image < s->images; image++, x += s->x[0]) {
    int32_t at[3];
    for (at[0] = 0; at[0] < s->y_size[0]; at[0]++) {
      for (at[1] = 0; at[1] < s->y_size[1]; at[1]++) {
        for (at[2] = 0; at[2] < s->y_size[2]; at[2]++) {
          int32_t to = image * s->y[0] + at[0] * s->y[1] + at[1] * s->y[2] + at[2] * s->y[3];
          for (int32_t start = 0; start < s->outputs; start += RUN) {
            int32_t sums[RUN] = {0};
            int32_t left = s->outputs - start;
            int32_t count = left < RUN ? left : RUN;
            add_spread_taps(s, x, weights, at, start, count, sums);
            finish(&s->finish, with, sums, count, start, 0, (unsigned char *)y + (to + start) * width);
          }
        }
      }
    }
  }
}
