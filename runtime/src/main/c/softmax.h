#include "finish_run.h"
#include "walk.h"

struct softmax {
  struct walk groups; /* a row each */
  struct walk members;
  struct finish finish;
};

static inline int32_t row_peak(const struct walk *row, const level_t *x) {
  int32_t peak = LEAST_LEVEL;
  for (int32_t i = 0; i < row->sizes[LAST_AXIS]; i++) {
    int32_t level = x[i * row->x[LAST_AXIS]];
    peak = level > peak ? level : peak;
  }
  return peak;
}

/* By a table of exponentials, times 2^30, of steps below the row's largest; the results times 2^24. */
static void softmax(
    const struct softmax *s,
    const struct finish_with *with,
    const level_t *x,
    const int32_t *exponentials,
    void *y) {
  const struct walk *row = &s->members;
  const struct run step = {row->y[LAST_AXIS], 0, row->channel[LAST_AXIS]};
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  int32_t index[AXES] = {0};
  do {
    const level_t *from = x + distance(index, s->groups.x);
    unsigned char *to = (unsigned char *)y + distance(index, s->groups.y) * width;
    int32_t channel = distance(index, s->groups.channel);
    int32_t peak = row_peak(row, from);
    uint64_t whole = 0;
    for (int32_t i = 0; i < row->sizes[LAST_AXIS]; i++) {
      whole += (uint64_t)exponentials[peak - from[i * row->x[LAST_AXIS]]];
    }
    for (int32_t start = 0; start < row->sizes[LAST_AXIS]; start += RUN) {
      int32_t parts[RUN];
      int32_t left = row->sizes[LAST_AXIS] - start;
      int32_t count = left < RUN ? left : RUN;
      for (int32_t i = 0; i < count; i++) {
        uint64_t part = (uint64_t)exponentials[peak - from[(start + i) * row->x[LAST_AXIS]]];
        parts[i] = (int32_t)(((part << 24) + whole / 2) / whole);
      }
      finish_run(
          &s->finish, with, &step, parts, count, channel + start * step.channel, 0, to + start * step.y * width);
    }
  } while (next_index(s->groups.sizes, index));
}
