#include "finish_run.h"
#include "walk.h"

struct reduce_sum {
  struct walk groups; /* each makes one result */
  struct walk members;
  int32_t zero;
  struct finish finish;
};

/* Adds the next member of count neighbouring groups, which lie step apart. */
static inline void add_members(int32_t *sums, const level_t *x, int32_t count, int32_t step, int32_t zero) {
  if (step == 1) {
    for (int32_t i = 0; i < count; i++) {
      sums[i] += x[i] - zero;
    }
  } else {
    for (int32_t i = 0; i < count; i++) {
      sums[i] += x[i * step] - zero;
    }
  }
}

static inline void sum_groups(const struct reduce_sum *s, const level_t *x, int32_t count, int32_t *sums) {
  int32_t index[AXES] = {0};
  memset(sums, 0, (size_t)count * sizeof *sums);
  do {
    const level_t *from = x + distance(index, s->members.x);
    for (int32_t i = 0; i < s->members.sizes[LAST_AXIS]; i++, from += s->members.x[LAST_AXIS]) {
      add_members(sums, from, count, s->groups.x[LAST_AXIS], s->zero);
    }
  } while (next_run(s->members.sizes, index));
}

/* Sums over any axes. */
static void reduce_sum(
    const struct reduce_sum *s, const struct finish_with *with, const level_t *x, void *y) {
  const struct run step = {s->groups.y[LAST_AXIS], 0, s->groups.channel[LAST_AXIS]};
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  int32_t index[AXES] = {0};
  do {
    const level_t *from = x + distance(index, s->groups.x);
    unsigned char *to = (unsigned char *)y + distance(index, s->groups.y) * width;
    int32_t channel = distance(index, s->groups.channel);
    for (int32_t start = 0; start < s->groups.sizes[LAST_AXIS]; start += RUN) {
      int32_t sums[RUN];
      int32_t left = s->groups.sizes[LAST_AXIS] - start;
      int32_t count = left < RUN ? left : RUN;
      sum_groups(s, from + start * s->groups.x[LAST_AXIS], count, sums);
      finish_run(
          &s->finish, with, &step, sums, count, channel + start * step.channel, 0, to + start * step.y * width);
    }
  } while (next_run(s->groups.sizes, index));
}
