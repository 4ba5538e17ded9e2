#include "axes.h"
#include "finish_run.h"

/* Loops over elements, and what belongs to them. */
struct normalize_walk {
  int32_t sizes[AXES];
  int32_t x[AXES]; /* strides */
  int32_t y[AXES];
  int32_t channel[AXES];
  int32_t gain[AXES];
  int32_t shift[AXES];
};

struct normalize {
  struct normalize_walk groups; /* each is normalized by itself */
  struct normalize_walk members;
  int32_t zero;
  int32_t count;     /* of a group's members */
  int32_t root_bits; /* how fine the root is */
  int32_t bits;      /* how much finer the numbers are that it divides */
  int64_t epsilon;   /* in the unit of the root's square */
  struct finish finish;
};

/* What a group's members have in common. */
struct group_moments {
  int64_t sum;
  int64_t root;
};

/* The square root, rounded down: a bit at a time. */
static inline int64_t square_root(uint64_t square) {
  uint64_t root = 0;
  for (uint64_t bit = (uint64_t)1 << 62; bit != 0; bit >>= 2) {
    uint64_t taken = root + bit;
    root >>= 1;
    if (square >= taken) {
      square -= taken;
      root += bit;
    }
  }
  return (int64_t)root;
}

/* The quotient, rounded toward minus infinity. */
static inline int64_t floor_quotient(int64_t number, int64_t divisor) {
  int64_t quotient = number / divisor;
  return quotient - (number % divisor < 0);
}

/* Parts of the variance may leave 64 bits; their difference does not. */
static inline struct group_moments moments(const struct normalize *s, const level_t *x) {
  struct group_moments moments = {0, 0};
  uint64_t squares = 0;
  int32_t index[AXES] = {0};
  do {
    const level_t *from = x + distance(index, s->members.x);
    for (int32_t i = 0; i < s->members.sizes[LAST_AXIS]; i++, from += s->members.x[LAST_AXIS]) {
      int32_t steps = *from - s->zero;
      moments.sum += steps;
      squares += (uint64_t)(steps * steps);
    }
  } while (next_run(s->members.sizes, index));
  uint64_t variance = (uint64_t)s->count * squares - (uint64_t)moments.sum * (uint64_t)moments.sum;
  moments.root = square_root((variance << (2 * s->root_bits)) + (uint64_t)s->epsilon);
  return moments;
}

static inline int32_t normalized(
    const struct normalize *s, const struct group_moments *of, int32_t steps, int32_t gain, int32_t shift) {
  if (of->root == 0) {
    return shift;
  }
  int64_t from_mean = (int64_t)s->count * steps - of->sum;
  int64_t number = from_mean * (gain * ((int64_t)1 << s->bits));
  return (int32_t)(floor_quotient(number + of->root / 2, of->root) + shift);
}

static inline void normalize_group(
    const struct normalize *s,
    const struct finish_with *with,
    const level_t *x,
    const int32_t *gains,
    const int32_t *shifts,
    int32_t channel,
    unsigned char *y) {
  const struct normalize_walk *m = &s->members;
  const struct run step = {m->y[LAST_AXIS], 0, m->channel[LAST_AXIS]};
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  const struct group_moments of = moments(s, x);
  int32_t index[AXES] = {0};
  do {
    const level_t *from = x + distance(index, m->x);
    const int32_t *gain = gains + distance(index, m->gain);
    const int32_t *shift = shifts + distance(index, m->shift);
    unsigned char *to = y + distance(index, m->y) * width;
    int32_t own = channel + distance(index, m->channel);
    for (int32_t start = 0; start < m->sizes[LAST_AXIS]; start += RUN) {
      int32_t sums[RUN];
      int32_t left = m->sizes[LAST_AXIS] - start;
      int32_t count = left < RUN ? left : RUN;
      for (int32_t i = 0; i < count; i++) {
        int32_t at = start + i;
        int32_t steps = from[at * m->x[LAST_AXIS]] - s->zero;
        sums[i] = normalized(s, &of, steps, gain[at * m->gain[LAST_AXIS]], shift[at * m->shift[LAST_AXIS]]);
      }
      finish_run(&s->finish, with, &step, sums, count, own + start * step.channel, 0, to + start * step.y * width);
    }
  } while (next_run(m->sizes, index));
}

/* Brings groups to the same mean and variance, in 64 bits. */
static void normalize(
    const struct normalize *s,
    const struct finish_with *with,
    const level_t *x,
    const int32_t *gains,
    const int32_t *shifts,
    void *y) {
  const struct normalize_walk *g = &s->groups;
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  int32_t index[AXES] = {0};
  do {
    normalize_group(
        s, with, x + distance(index, g->x), gains + distance(index, g->gain),
        shifts + distance(index, g->shift), distance(index, g->channel),
        (unsigned char *)y + distance(index, g->y) * width);
  } while (next_index(g->sizes, index));
}
