#include "finish_run.h"

/* Sums of products over up to three spatial axes, of any strides; strides in memory are in elements. */
struct convolution {
  int32_t images;
  int32_t groups;
  int32_t inputs; /* channels of a group */
  int32_t outputs;
  int32_t x_size[3];
  int32_t y_size[3];
  int32_t kernel[3];
  int32_t stride[3];
  int32_t dilation[3];
  int32_t before[3];
  int32_t x[5]; /* strides: image, three spatial axes, channel */
  int32_t y[5];
  int32_t other[5];
  int32_t zero;
  struct finish finish;
};

static inline int32_t convolved(
    const struct convolution *s, const level_t *x, const int16_t *weights, const int32_t *at) {
  int32_t sum = 0;
  for (int32_t i = 0; i < s->kernel[0]; i++) {
    int32_t depth = at[0] * s->stride[0] - s->before[0] + i * s->dilation[0];
    for (int32_t j = 0; j < s->kernel[1]; j++) {
      int32_t row = at[1] * s->stride[1] - s->before[1] + j * s->dilation[1];
      for (int32_t k = 0; k < s->kernel[2]; k++, weights += s->inputs) {
        int32_t column = at[2] * s->stride[2] - s->before[2] + k * s->dilation[2];
        if (depth < 0 || depth >= s->x_size[0] || row < 0 || row >= s->x_size[1] || column < 0
            || column >= s->x_size[2]) {
          continue;
        }
        const level_t *tap = x + depth * s->x[1] + row * s->x[2] + column * s->x[3];
        for (int32_t c = 0; c < s->inputs; c++) {
          sum += (tap[c * s->x[4]] - s->zero) * weights[c];
        }
      }
    }
  }
  return sum;
}

static inline void convolve_pixel(
    const struct convolution *s,
    const struct finish_with *with,
    const level_t *x,
    const int16_t *weights,
    const level_t *other,
    unsigned char *y,
    const int32_t *at) {
  const struct run step = {s->y[4], s->other[4], 1};
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  const int32_t taps = s->kernel[0] * s->kernel[1] * s->kernel[2] * s->inputs;
  const int32_t group_outputs = s->outputs / s->groups;
  for (int32_t start = 0; start < s->outputs; start += RUN) {
    int32_t sums[RUN];
    int32_t count = s->outputs - start < RUN ? s->outputs - start : RUN;
    for (int32_t i = 0; i < count; i++) {
      int32_t group = (start + i) / group_outputs;
      sums[i] = convolved(s, x + group * s->inputs * s->x[4], weights + (start + i) * taps, at);
    }
    finish_run(
        &s->finish, with, &step, sums, count, start, other ? other + start * step.other : other,
        y + start * step.y * width);
  }
}

/* A convolution of any kind, weights [outputs][kernel][inputs] as they stand for themselves. */
static void convolution(
    const struct convolution *s,
    const struct finish_with *with,
    const level_t *x,
    const int16_t *weights,
    const level_t *other,
    void *y) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  for (int32_t image = 0; image < s->images; image++) {
    int32_t at[3];
    for (at[0] = 0; at[0] < s->y_size[0]; at[0]++) {
      for (at[1] = 0; at[1] < s->y_size[1]; at[1]++) {
        for (at[2] = 0; at[2] < s->y_size[2]; at[2]++) {
          int32_t to = image * s->y[0] + at[0] * s->y[1] + at[1] * s->y[2] + at[2] * s->y[3];
          int32_t beside = image * s->other[0] + at[0] * s->other[1] + at[1] * s->other[2] + at[2] * s->other[3];
          convolve_pixel(
              s, with, x + image * s->x[0], weights, other ? other + beside : other,
              (unsigned char *)y + to * width, at);
        }
      }
    }
  }
}
