#include "finish_run.h"
#include "copied_columns.h"

/* A convolution over rows and columns; strides in memory are in elements. */
struct dot_convolution {
  int32_t images;
  int32_t groups;
  int32_t outputs; /* channels of a group */
  int32_t rows;    /* of the result */
  int32_t columns;
  int32_t row_step; /* in x, from one row of the result to the next */
  int32_t first_row;
  int32_t column_step;
  int32_t first_column;
  int32_t group_step;
  int32_t length;  /* levels of a window, and weights of an output */
  int32_t windows; /* that are open at once */
  int32_t together; /* those whose results, which are neighbours then, are finished together, the numbers by channel repeated */
  int32_t x;       /* from one image to the next */
  int32_t y[4];    /* strides: image, row, column, channel */
  int32_t other[4];
  struct window window;
  struct finish finish;
};

/* How many windows meet the weights of how many outputs at once. */
enum { DOTS = 4 };

/* How many windows are open at once, at most, and how many sums. */
enum { WINDOWS = 16, SUMS = DOTS * RUN };

/* Sums of windows and outputs over so many strides; those of the next window are a step later. */
typedef void dot_t(
    const operand_t *const *windows, const int8_t *const *weights, int32_t strides, int32_t step, int32_t *sums);

/* The ways of one set of instructions. */
struct dots {
  dot_t *four; /* windows */
  dot_t *one;
  finish_t *finish;
};

static inline int32_t strides_of(const struct dot_convolution *s) {
  return (s->length + STRIDE - 1) / STRIDE;
}

/* Windows of neighbouring pixels of a row, of which the first begins at some place of the image or outside it. */
struct opening {
  const level_t *x;
  int32_t row;
  int32_t column;
  int32_t count;
  int32_t inside; /* whether no window leaves the image */
};

/* Copies windows of one column, each to a length that is a multiple of STRIDE. */
static inline void copy_narrow(
    const struct dot_convolution *s, const struct opening *o, operand_t *copies, const operand_t **windows) {
  const struct window *w = &s->window;
  for (int32_t p = 0; p < o->count; p++, copies += strides_of(s) * STRIDE) {
    if (!o->inside) {
      fill_columns(w, s->length, copies);
    }
    copy_columns(w, o->x, o->row, o->column + p * s->column_step, 0, 1, 0, copies);
    windows[p] = copies;
  }
}

/* Copies the columns of windows one after another, so that neighbouring windows share those that both have; then windows, if
   their length is no multiple of STRIDE. Gives where the columns end. */
static inline operand_t *copy_wide(
    const struct dot_convolution *s, const struct opening *o, operand_t *copies, operand_t *columns,
    const operand_t **windows) {
  const struct window *w = &s->window;
  const int32_t padded = strides_of(s) * STRIDE, pitch = w->rows * w->channels;
  const int32_t shared = w->column_step == 1 && s->column_step < w->columns;
  const int32_t apart = shared ? s->column_step : w->columns;
  const int32_t total = (o->count - 1) * apart + w->columns;
  if (!o->inside) {
    fill_columns(w, total * pitch, columns);
  }
  if (shared) {
    copy_columns(w, o->x, o->row, o->column, 1, total, pitch, columns);
  }
  for (int32_t p = 0; p < o->count; p++) {
    operand_t *first = columns + p * apart * pitch;
    if (!shared) {
      copy_columns(w, o->x, o->row, o->column + p * s->column_step, w->column_step, w->columns, pitch, first);
    }
    windows[p] = first;
    if (s->length != padded) {
      memcpy(copies + p * padded, first, (size_t)s->length * sizeof *copies);
      windows[p] = copies + p * padded;
    }
  }
  return columns + total * pitch;
}

/* Finds windows: where they lie if they are pixels whose length suits, else in copies. Gives where the columns end. */
static inline operand_t *open_windows(
    const struct dot_convolution *s, const struct opening *o, operand_t *copies, operand_t *columns,
    const operand_t **windows) {
  const struct window *w = &s->window;
  const int32_t are_pixels = w->rows * w->columns == 1 && w->x[2] == 1 && s->length % STRIDE == 0;
  if (LEVELS_ARE_OPERANDS && o->inside && are_pixels) {
    for (int32_t p = 0; p < o->count; p++) {
      windows[p] = (const void *)(o->x + o->row * w->x[0] + (o->column + p * s->column_step) * w->x[1]);
    }
    return columns;
  }
  if (w->columns == 1) {
    copy_narrow(s, o, copies, windows);
    return columns;
  }
  return copy_wide(s, o, copies, columns, windows);
}

/* Some pixels of the result, which may be of several rows. */
struct pixels {
  int32_t count;
  const operand_t *windows[WINDOWS];
  int32_t y[WINDOWS];
  int32_t other[WINDOWS];
};

/* Opens the windows of pixels from the given one on, row by row. */
static inline void open_pixels(
    const struct dot_convolution *s, const level_t *x, int32_t start, operand_t *copies, struct pixels *pixels) {
  const struct window *w = &s->window;
  const int32_t padded = strides_of(s) * STRIDE;
  operand_t *columns = copies + s->windows * padded;
  int32_t row = start / s->columns, column = start % s->columns;
  for (int32_t done = 0; done < pixels->count; row++, column = 0) {
    struct opening o = {.x = x, .row = row * s->row_step + s->first_row, .column = column * s->column_step + s->first_column};
    o.count = pixels->count - done < s->columns - column ? pixels->count - done : s->columns - column;
    o.inside = o.row >= 0 && o.row + (w->rows - 1) * w->row_step < w->x_rows && o.column >= 0
               && o.column + (o.count - 1) * s->column_step + (w->columns - 1) * w->column_step < w->x_columns;
    columns = open_windows(s, &o, copies + done * padded, columns, pixels->windows + done);
    for (int32_t p = 0; p < o.count; p++, done++) {
      pixels->y[done] = row * s->y[1] + (column + p) * s->y[2];
      pixels->other[done] = row * s->other[1] + (column + p) * s->other[2];
    }
  }
}

/* Sums for pixels and some outputs; those of the next pixel are a step later. */
static inline void dot_all(
    const struct dot_convolution *s,
    const struct dots *dots,
    const struct pixels *pixels,
    const int8_t *weights,
    int32_t outputs,
    int32_t step,
    int32_t *sums) {
  for (int32_t output = 0; output < outputs; output += DOTS) {
    const int8_t *rows[DOTS];
    for (int32_t i = 0; i < DOTS; i++) {
      rows[i] = weights + (output + i < outputs ? output + i : outputs - 1) * s->length;
    }
    int32_t p = 0;
    for (; p + DOTS <= pixels->count; p += DOTS) {
      dots->four(pixels->windows + p, rows, strides_of(s), step, sums + p * step + output);
    }
    for (; p < pixels->count; p++) {
      dots->one(pixels->windows + p, rows, strides_of(s), step, sums + p * step + output);
    }
  }
}

/* Results of some pixels of an image. */
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
    int32_t sums[SUMS];
    int32_t channels = end - channel < RUN ? end - channel : RUN;
    int32_t apart = s->together > 1 ? channels : RUN;
    dot_all(s, dots, pixels, weights + channel * s->length, channels, apart, sums);
    for (int32_t p = 0; p < pixels->count; p += s->together) {
      const int32_t together = pixels->count - p < s->together ? pixels->count - p : s->together;
      const level_t *beside = other ? other + pixels->other[p] + channel * step.other : other;
      unsigned char *to = y + (pixels->y[p] + channel * step.y) * width;
      if (step.y == 1) {
        dots->finish(&s->finish, with, sums + p * apart, together * channels, channel, beside, to);
      } else {
        finish_run(&s->finish, with, &step, sums + p * apart, channels, channel, beside, to);
      }
    }
  }
}

/* A convolution, weights [outputs][columns][rows][channels of a group], after which 64 bytes may be read; copies is memory for
   the windows that are open at once, and then for their columns. */
static inline void convolve(
    const struct dot_convolution *s,
    const struct finish_with *with,
    const struct dots *dots,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    unsigned char *y,
    operand_t *copies) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  const int32_t end = s->rows * s->columns;
  memset(copies, 0, (size_t)(s->windows * strides_of(s) * STRIDE) * sizeof *copies);
  for (int32_t part = 0; part < s->images * s->groups; part++) {
    const int32_t image = part / s->groups, group = part % s->groups;
    for (int32_t start = 0; start < end; start += s->windows) {
      struct pixels pixels;
      pixels.count = end - start < s->windows ? end - start : s->windows;
      open_pixels(s, x + image * s->x + group * s->group_step, start, copies, &pixels);
      convolve_pixels(
          s, with, dots, &pixels, weights, group, other ? other + image * s->other[0] : other,
          y + image * s->y[0] * width);
    }
  }
}
