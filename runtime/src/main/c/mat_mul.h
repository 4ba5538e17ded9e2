#include "axes.h"
#include "finish_run.h"

struct mat_mul {
  int32_t sizes[AXES]; /* the matrices, how many along each axis */
  int32_t a[AXES];     /* strides from one to the next */
  int32_t b[AXES];
  int32_t y[AXES];
  int32_t rows;
  int32_t columns;
  int32_t depth;
  int32_t a_row;
  int32_t a_depth;
  int32_t b_depth;
  int32_t b_column;
  int32_t y_row;
  int32_t y_column;
  int32_t a_zero;
  int32_t b_zero;
  struct finish finish;
};

/* Adds one number's products with count columns. */
static inline void add_products(
    int32_t *sums, int32_t steps, const level_t *b, int32_t zero, int32_t stride, int32_t count) {
  if (stride == 1) {
    for (int32_t i = 0; i < count; i++) {
      sums[i] += steps * (b[i] - zero);
    }
  } else {
    for (int32_t i = 0; i < count; i++) {
      sums[i] += steps * (b[i * stride] - zero);
    }
  }
}

static inline void row_products(
    const struct mat_mul *s,
    const struct finish_with *with,
    const level_t *a,
    const level_t *b,
    unsigned char *y) {
  const struct run step = {s->y_column, 0, 1};
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  for (int32_t start = 0; start < s->columns; start += RUN) {
    int32_t sums[RUN] = {0};
    int32_t left = s->columns - start;
    int32_t count = left < RUN ? left : RUN;
    for (int32_t k = 0; k < s->depth; k++) {
      const level_t *from = b + k * s->b_depth + start * s->b_column;
      add_products(sums, a[k * s->a_depth] - s->a_zero, from, s->b_zero, s->b_column, count);
    }
    finish_run(&s->finish, with, &step, sums, count, start, 0, y + start * s->y_column * width);
  }
}

/* Products of matrices of levels. */
static void mat_mul(
    const struct mat_mul *s,
    const struct finish_with *with,
    const level_t *a,
    const level_t *b,
    void *y) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  int32_t index[AXES] = {0};
  do {
    const level_t *row = a + distance(index, s->a);
    const level_t *right = b + distance(index, s->b);
    unsigned char *to = (unsigned char *)y + distance(index, s->y) * width;
    for (int32_t i = 0; i < s->rows; i++) {
      row_products(s, with, row + i * s->a_row, right, to + i * s->y_row * width);
    }
  } while (next_index(s->sizes, index));
}
