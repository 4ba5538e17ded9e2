#include "finish_run.h"
#include "dots.h"

/* A convolution over rows and columns; strides in memory are in elements. */
struct dot_convolution {
  int32_t images;
  int32_t groups;
  int32_t outputs; /* channels of a group */
  int32_t rows;    /* of the result */
  int32_t columns;
  int32_t row_step; /* rows of x from one row of the result to the next */
  int32_t first_row;
  int32_t column_step; /* levels of a row of x from one column of the result to the next */
  int32_t first_level;
  int32_t group_step;
  int32_t length; /* levels of a window, and weights of an output */
  int32_t x;      /* from one image to the next */
  int32_t y[4];   /* strides: image, row, column, channel */
  int32_t other[4];
  struct window window;
  struct finish finish;
};

/* Some pixels of the result. */
struct pixels {
  int32_t count;
  const operand_t *windows[DOTS]; /* the last one's again for those that are missing */
  int32_t y[DOTS];
  int32_t other[DOTS];
};

/* Sums for pixels and count outputs, of which each pixel has room for RUN. */
static inline void dot_run(
    const struct pixels *pixels, const int8_t *weights, int32_t length, int32_t count, int32_t *sums) {
  const int32_t padded = (length + STRIDE - 1) / STRIDE * STRIDE;
  const int32_t step = pixels->count == 1 ? DOTS : 2;
  for (int32_t output = 0; output < count; output += step) {
    const int8_t *rows[DOTS];
    for (int32_t i = 0; i < step; i++) {
      int32_t row = output + i < count ? output + i : count - 1;
      rows[i] = weights + row * length;
    }
    if (pixels->count == 1) {
      dot_outputs(pixels->windows[0], rows, padded, sums + output);
    } else {
      dot_windows(pixels->windows, rows, padded, sums + output, RUN);
    }
  }
}

static inline void convolve_pixels(
    const struct dot_convolution *s,
    const struct finish_with *with,
    const struct pixels *pixels,
    const int8_t *weights,
    int32_t group,
    const level_t *other,
    unsigned char *y) {
  const struct run step = {s->y[3], s->other[3], 1};
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  const int32_t end = (group + 1) * s->outputs;
  for (int32_t channel = group * s->outputs; channel < end; channel += RUN) {
    int32_t sums[DOTS * RUN];
    int32_t count = end - channel < RUN ? end - channel : RUN;
    dot_run(pixels, weights + channel * s->length, s->length, count, sums);
    for (int32_t p = 0; p < pixels->count; p++) {
      finish_run(
          &s->finish, with, &step, sums + p * RUN, count, channel,
          other ? other + pixels->other[p] + channel * step.other : other,
          y + (pixels->y[p] + channel * step.y) * width);
    }
  }
}

/* A convolution, weights [outputs][rows][columns][channels of a group], after which 64 bytes may be read; windows is memory
   for four of them. */
static void dot_convolution(
    const struct dot_convolution *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y,
    operand_t *windows) {
  const int32_t padded = (s->length + STRIDE - 1) / STRIDE * STRIDE;
  memset(windows, 0, (size_t)(DOTS * padded) * sizeof *windows);
  for (int32_t part = 0; part < s->images * s->groups; part++) {
    int32_t image = part / s->groups, group = part % s->groups;
    for (int32_t start = 0; start < s->rows * s->columns; start += DOTS) {
      int32_t left = s->rows * s->columns - start;
      struct pixels pixels = {.count = left < DOTS ? left : DOTS};
      for (int32_t p = 0; p < DOTS; p++) {
        int32_t own = p < pixels.count ? p : pixels.count - 1;
        int32_t row = (start + own) / s->columns, column = (start + own) % s->columns;
        pixels.windows[p] = windows + own * padded;
        pixels.y[p] = image * s->y[0] + row * s->y[1] + column * s->y[2];
        pixels.other[p] = image * s->other[0] + row * s->other[1] + column * s->other[2];
        if (own == p) {
          copy_window(
              &s->window, x + image * s->x, row * s->row_step + s->first_row,
              column * s->column_step + s->first_level + group * s->group_step, windows + p * padded);
        }
      }
      convolve_pixels(s, with, &pixels, weights, group, other, y);
    }
  }
}
