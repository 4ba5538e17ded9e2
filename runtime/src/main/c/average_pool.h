#include "finish_run.h"
#include "pool.h"

struct average_pool {
  struct pool pool;
  int32_t zero;
  int32_t multiple;       /* of the counts of all windows */
  int32_t counts_padding; /* whether what lies in the border counts */
  struct finish finish;
};

static inline void sum_window(
    const struct average_pool *s, const struct pool_taps *taps, const level_t *x, int32_t count, int32_t *sums) {
  const struct pool *p = &s->pool;
  memset(sums, 0, (size_t)count * sizeof *sums);
  for (int32_t i = 0; i < taps[0].count; i++) {
    for (int32_t j = 0; j < taps[1].count; j++) {
      const level_t *at = x + (taps[0].place + i * p->dilation[0]) * p->x[1]
          + (taps[1].place + j * p->dilation[1]) * p->x[2] + taps[2].place * p->x[3];
      for (int32_t k = 0; k < taps[2].count; k++, at += p->dilation[2] * p->x[3]) {
        for (int32_t c = 0; c < count; c++) {
          sums[c] += at[c] - s->zero;
        }
      }
    }
  }
}

/* The averages of one window, finished. */
static inline void average_window(
    const struct average_pool *s,
    const struct finish_with *with,
    const struct pool_taps *taps,
    int32_t share,
    const level_t *x,
    unsigned char *y) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  for (int32_t start = 0; start < s->pool.channels; start += RUN) {
    int32_t sums[RUN];
    int32_t left = s->pool.channels - start;
    int32_t count = left < RUN ? left : RUN;
    sum_window(s, taps, x + start, count, sums);
    for (int32_t c = 0; c < count; c++) {
      sums[c] *= share;
    }
    finish(&s->finish, with, sums, count, start, 0, y + start * width);
  }
}

/* How many elements along an axis an average divides by. */
static inline int32_t counted(const struct average_pool *s, int axis, int32_t position) {
  const struct pool *p = &s->pool;
  return s->counts_padding
      ? taps_within(p, axis, position, -p->before[axis], p->x_size[axis] + p->after[axis]).count
      : taps_inside(p, axis, position).count;
}

static void average_pool(
    const struct average_pool *s, const struct finish_with *with, const level_t *x, void *y) {
  const struct pool *p = &s->pool;
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  for (int32_t image = 0; image < p->images; image++, x += p->x[0]) {
    struct pool_taps taps[3];
    for (int32_t depth = 0; depth < p->y_size[0]; depth++) {
      taps[0] = taps_inside(p, 0, depth);
      for (int32_t row = 0; row < p->y_size[1]; row++) {
        taps[1] = taps_inside(p, 1, row);
        int32_t rest = counted(s, 0, depth) * counted(s, 1, row);
        for (int32_t column = 0; column < p->y_size[2]; column++) {
          taps[2] = taps_inside(p, 2, column);
          int32_t to = image * p->y[0] + depth * p->y[1] + row * p->y[2] + column * p->y[3];
          int32_t share = s->multiple / (rest * counted(s, 2, column));
          average_window(s, with, taps, share, x, (unsigned char *)y + to * width);
        }
      }
    }
  }
}
