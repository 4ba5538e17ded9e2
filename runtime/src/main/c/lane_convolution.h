#include "copied_rows.h"
#include "finish_run.h"

/* What levels and weights are copied to: what compilers multiply and add many of at once where there surely are vectors. Windows
   are so short that all sums are below 2^24, and so exact in float. */
#if defined(__SSE2__) || defined(__ARM_NEON)
#define SUMS_IN_VECTORS 1
typedef float exact_t;
#else
#define SUMS_IN_VECTORS 0
typedef int32_t exact_t;
#endif

/* A convolution over rows and columns of windows that are short. */
struct lane_convolution {
  int32_t images;
  int32_t rows; /* of the result */
  int32_t columns;
  int32_t outputs;      /* a multiple of LANES */
  int32_t kernel_rows;
  int32_t runs;         /* of neighbouring levels, in a row of a window */
  int32_t run;          /* levels in each */
  int32_t run_step;     /* from the start of one to that of the next */
  int32_t row_dilation; /* from one tap to the next */
  int32_t first_level;
  int32_t column_step;
  int32_t joined; /* whether the results of pixels are neighbours that are finished together, the numbers by channel repeated */
  int32_t y[3];   /* strides: image, row, column */
  int32_t other[3];
  struct copied_rows copied;
  struct finish finish;
};

/* Outputs that are summed at once, and pixels. */
enum { LANES = 16, LANE_PIXELS = 4 };

#if SUMS_IN_VECTORS
/* Adds the products of a run of levels of each pixel. Arrays of their own for the pixels are what compilers keep in registers;
   one array of all is not. */
static inline void add_run(
    const exact_t *restrict x, int32_t pixel, int32_t count, const exact_t *restrict weights, exact_t *restrict sums) {
  exact_t a[LANES], b[LANES], c[LANES], d[LANES];
  memcpy(a, sums, sizeof a);
  memcpy(b, sums + LANES, sizeof b);
  memcpy(c, sums + 2 * LANES, sizeof c);
  memcpy(d, sums + 3 * LANES, sizeof d);
  for (int32_t i = 0; i < count; i++) {
    const exact_t *level = x + i, *lanes = weights + i * LANES;
    for (int32_t lane = 0; lane < LANES; lane++) {
      a[lane] += level[0] * lanes[lane];
      b[lane] += level[pixel] * lanes[lane];
      c[lane] += level[2 * pixel] * lanes[lane];
      d[lane] += level[3 * pixel] * lanes[lane];
    }
  }
  memcpy(sums, a, sizeof a);
  memcpy(sums + LANES, b, sizeof b);
  memcpy(sums + 2 * LANES, c, sizeof c);
  memcpy(sums + 3 * LANES, d, sizeof d);
}

#else
/* The same with a register for each pixel. */
static inline void add_run(
    const exact_t *restrict x, int32_t pixel, int32_t count, const exact_t *restrict weights, exact_t *restrict sums) {
  for (int32_t lane = 0; lane < LANES; lane++) {
    exact_t a = 0, b = 0, c = 0, d = 0;
    for (int32_t i = 0; i < count; i++) {
      const exact_t *level = x + i, weight = weights[i * LANES + lane];
      a += level[0] * weight;
      b += level[pixel] * weight;
      c += level[2 * pixel] * weight;
      d += level[3 * pixel] * weight;
    }
    sums[lane] += a;
    sums[lane + LANES] += b;
    sums[lane + 2 * LANES] += c;
    sums[lane + 3 * LANES] += d;
  }
}
#endif

/* Sums of neighbouring pixels, apart from each other, over copied rows. */
static inline void sum_lanes(
    const struct lane_convolution *s, const exact_t *rows, int32_t first, int32_t at, const exact_t *weights,
    int32_t apart, int32_t *sums) {
  exact_t all[LANE_PIXELS * LANES] = {0};
  for (int32_t i = 0; i < s->kernel_rows; i++) {
    const exact_t *x = rows + (first + i * s->row_dilation) % s->copied.span * s->copied.length + at;
    for (int32_t j = 0; j < s->runs; j++, x += s->run_step, weights += s->run * LANES) {
      add_run(x, s->column_step, s->run, weights, all);
    }
  }
  for (int32_t p = 0; p < LANE_PIXELS; p++) {
    for (int32_t lane = 0; lane < LANES; lane++) {
      sums[p * apart + lane] = (int32_t)all[p * LANES + lane];
    }
  }
}

/* Results of LANE_PIXELS pixels of a row. */
static inline void convolve_lanes(
    const struct lane_convolution *s,
    const struct finish_with *with,
    finish_t *finish_all,
    const exact_t *rows,
    int32_t first,
    int32_t column,
    const exact_t *weights,
    const level_t *other,
    unsigned char *y) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  const int32_t joined = s->joined ? LANE_PIXELS : 1;
  const int32_t depth = s->kernel_rows * s->runs * s->run;
  for (int32_t channel = 0; channel < s->outputs; channel += RUN) {
    int32_t sums[LANE_PIXELS * RUN];
    const int32_t channels = s->outputs - channel < RUN ? s->outputs - channel : RUN;
    for (int32_t i = 0; i < channels; i += LANES) {
      sum_lanes(
          s, rows, first, s->first_level + column * s->column_step, weights + (channel + i) * depth, channels, sums + i);
    }
    for (int32_t p = 0; p < LANE_PIXELS; p += joined) {
      finish_all(
          &s->finish, with, sums + p * channels, joined * channels, channel,
          other ? other + (column + p) * s->other[2] + channel : other, y + ((column + p) * s->y[2] + channel) * width);
    }
  }
}

/* Copies a row with what is around it. */
static inline void copy_exact_row(
    const struct copied_rows *c, const level_t *restrict image, int32_t number, exact_t *restrict copies) {
  exact_t *restrict to = copies + number % c->span * c->length;
  const level_t *restrict from = row_to_copy(c, image, number);
  for (int32_t i = 0; i < c->length; i++) {
    to[i] = (exact_t)c->zero;
  }
  for (int32_t i = 0; from && i < c->x_length; i++) {
    to[c->before + i] = (exact_t)from[i];
  }
}

/* A convolution whose outputs are lanes, since sums over a vector would take longer than their products. Weights are
   [outputs / LANES][rows][columns][channels][LANES]; copies is memory for them and for as many rows of x as a window spans. */
static void lane_convolution(
    const struct lane_convolution *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *restrict weights,
    const level_t *other,
    void *y,
    exact_t *restrict copies) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  const int32_t count = s->outputs * s->kernel_rows * s->runs * s->run;
  for (int32_t i = 0; i < count; i++) {
    copies[i] = (exact_t)weights[i];
  }
  exact_t *rows = copies + count;
  finish_t *volatile finish_all = finish; /* where GCC knows the bounds, it makes branches of them and no vectors */
  for (int32_t image = 0; image < s->images; image++) {
    int32_t number = 0;
    for (int32_t row = 0; row < s->rows; row++) {
      int32_t first = row * s->copied.step;
      for (number = number > first ? number : first; number < first + s->copied.span; number++) {
        copy_exact_row(&s->copied, x + image * s->copied.x[0], number, rows);
      }
      for (int32_t column = 0; column < s->columns; column += LANE_PIXELS) {
        convolve_lanes(
            s, with, finish_all, rows, first, column + LANE_PIXELS < s->columns ? column : s->columns - LANE_PIXELS, copies,
            other ? other + image * s->other[0] + row * s->other[1] : other,
            (unsigned char *)y + (image * s->y[0] + row * s->y[1]) * width);
      }
    }
  }
}
