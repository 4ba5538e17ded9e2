#include "finish_run.h"
#include "copied_window.h"

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

/* How many windows meet the weights of how many outputs at once. */
enum { DOTS = 4 };

/* Sums of windows and outputs; those of the next window are RUN later. */
typedef void dot_t(const operand_t *const *windows, const int8_t *const *weights, int32_t length, int32_t *sums);

/* The ways of one set of instructions. */
struct dots {
  dot_t *four; /* windows */
  dot_t *one;
  finish_t *finish;
};

/* Some pixels of the result. */
struct pixels {
  int32_t count;
  const operand_t *windows[DOTS]; /* the last one's again for those that are missing */
  int32_t y[DOTS];
  int32_t other[DOTS];
};

static inline int32_t padded_length(const struct dot_convolution *s) {
  return (s->length + STRIDE - 1) / STRIDE * STRIDE;
}

/* Finds the window of a pixel: where it lies if its length suits, else in a copy. */
static inline void open_window(
    const struct dot_convolution *s, const level_t *x, int32_t part, int32_t pixel, int32_t p, operand_t *copy,
    struct pixels *pixels) {
  const int32_t image = part / s->groups, group = part % s->groups;
  const int32_t row = pixel / s->columns, column = pixel % s->columns;
  const int32_t x_row = row * s->row_step + s->first_row;
  const int32_t first = column * s->column_step + s->first_level + group * s->group_step;
  const int32_t is_run = s->window.rows * s->window.runs == 1 && s->length % STRIDE == 0;
  pixels->y[p] = image * s->y[0] + row * s->y[1] + column * s->y[2];
  pixels->other[p] = image * s->other[0] + row * s->other[1] + column * s->other[2];
  if (LEVELS_ARE_OPERANDS && is_run && is_inside(&s->window, x_row, first)) {
    pixels->windows[p] = (const void *)(x + image * s->x + x_row * s->window.x_row + first);
    return;
  }
  copy_window(&s->window, x + image * s->x, x_row, first, copy);
  pixels->windows[p] = copy;
}

/* Sums for pixels and count outputs, of which each pixel has room for RUN. */
static inline void dot_run(
    const struct dots *dots,
    const struct pixels *pixels,
    const int8_t *weights,
    const struct dot_convolution *s,
    int32_t count,
    int32_t *sums) {
  for (int32_t output = 0; output < count; output += DOTS) {
    const int8_t *rows[DOTS];
    for (int32_t i = 0; i < DOTS; i++) {
      rows[i] = weights + (output + i < count ? output + i : count - 1) * s->length;
    }
    (pixels->count == 1 ? dots->one : dots->four)(pixels->windows, rows, padded_length(s), sums + output);
  }
}

static inline void convolve_pixels(
    const struct dot_convolution *s,
    const struct finish_with *with,
    const struct dots *dots,
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
    dot_run(dots, pixels, weights + channel * s->length, s, count, sums);
    for (int32_t p = 0; p < pixels->count; p++) {
      const level_t *beside = other ? other + pixels->other[p] + channel * step.other : other;
      unsigned char *to = y + (pixels->y[p] + channel * step.y) * width;
      if (step.y == 1) {
        dots->finish(&s->finish, with, sums + p * RUN, count, channel, beside, to);
      } else {
        finish_run(&s->finish, with, &step, sums + p * RUN, count, channel, beside, to);
      }
    }
  }
}

/* A convolution, weights [outputs][rows][columns][channels of a group], after which 64 bytes may be read; copies is memory
   for four windows. */
static inline void convolve_windows(
    const struct dot_convolution *s,
    const struct finish_with *with,
    const struct dots *dots,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    unsigned char *y,
    operand_t *copies) {
  const int32_t pixels_in_all = s->rows * s->columns, length = padded_length(s);
  memset(copies, 0, (size_t)(DOTS * length) * sizeof *copies);
  for (int32_t part = 0; part < s->images * s->groups; part++) {
    for (int32_t start = 0; start < pixels_in_all; start += DOTS) {
      struct pixels pixels = {.count = pixels_in_all - start < DOTS ? pixels_in_all - start : DOTS};
      for (int32_t p = 0; p < DOTS; p++) {
        if (p < pixels.count) {
          open_window(s, x, part, start + p, p, copies + p * length, &pixels);
        } else {
          pixels.windows[p] = pixels.windows[pixels.count - 1];
        }
      }
      convolve_pixels(s, with, dots, &pixels, weights, part % s->groups, other, y);
    }
  }
}
