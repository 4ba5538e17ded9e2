/* What becomes of exact sums. */
enum {
  TO_SUMS,   /* they stay as they are: y is int32_t */
  TO_LEVELS, /* requantized */
  TO_LEAKY,  /* requantized by another factor below zero */
  TO_TABLE,  /* requantized, and looked up */
  TO_ADDED   /* requantized, added to the levels of another tensor, and requantized again */
};

struct finish {
  int32_t to;
  int32_t uniform; /* whether one factor holds for all channels */
  int32_t shift;   /* a sum is products * 2^shift + bias */
  int32_t lowest;  /* bounds of what is rounded, to which zero is added */
  int32_t highest;
  int32_t zero;
  int32_t own; /* TO_ADDED: what is rounded * own + (other - other_zero) * others is the second sum */
  int32_t others;
  int32_t other_zero;
  factor_t added; /* TO_ADDED: the second requantization */
  int32_t added_lowest;
  int32_t added_highest;
  int32_t added_zero;
};

/* The numbers by channel that belong to a finish. Those that it does not need are null. */
struct finish_with {
  const int32_t *bias;
  const factor_t *factors;
  const factor_t *below; /* TO_LEAKY: for sums under zero */
  const level_t *table;  /* TO_TABLE: entry 0 is that of the least level */
};

/* The sum fits in 32 bits, but what leads to it need not: the zero point's part is in the bias. */
static inline int32_t finished_sum(
    const struct finish *f, const struct finish_with *with, int32_t products, int32_t channel) {
  uint32_t sum = (uint32_t)products << f->shift;
  return (int32_t)(with->bias ? sum + (uint32_t)with->bias[channel] : sum);
}

/* Rounded, without the zero point. */
static inline int32_t finished_steps(
    const struct finish *f, const struct finish_with *with, int32_t sum, int32_t channel) {
  int32_t index = f->uniform ? 0 : channel;
  const factor_t *factors = f->to == TO_LEAKY && sum < 0 ? with->below : with->factors;
  return rounded(sum, factors[index], f->lowest, f->highest);
}

static inline level_t finished_addition(const struct finish *f, int32_t steps, level_t other) {
  int32_t sum = steps * f->own + (other - f->other_zero) * f->others;
  return (level_t)(rounded(sum, f->added, f->added_lowest, f->added_highest) + f->added_zero);
}

/* The common case, in loops that compilers vectorize. */
static inline void finish_levels(
    const struct finish *f,
    const struct finish_with *with,
    const int32_t *restrict products,
    int32_t count,
    int32_t channel,
    level_t *restrict y) {
  const int32_t *restrict bias = with->bias + channel;
  const factor_t *restrict factors = with->factors;
  const int32_t shift = f->shift, lowest = f->lowest, highest = f->highest, zero = f->zero;
  if (f->uniform) {
    for (int32_t i = 0; i < count; i++) {
      int32_t sum = (int32_t)(((uint32_t)products[i] << shift) + (uint32_t)bias[i]);
      y[i] = (level_t)(rounded(sum, *factors, lowest, highest) + zero);
    }
    return;
  }
  factors += channel;
  for (int32_t i = 0; i < count; i++) {
    int32_t sum = (int32_t)(((uint32_t)products[i] << shift) + (uint32_t)bias[i]);
    y[i] = (level_t)(rounded(sum, factors[i], lowest, highest) + zero);
  }
}

/* The same for what is added to something else, with a factor for each channel. */
static inline void finish_added(
    const struct finish *f,
    const struct finish_with *with,
    const int32_t *restrict products,
    int32_t count,
    int32_t channel,
    const level_t *restrict other,
    level_t *restrict y) {
  const struct finish own = *f; /* which y surely does not change */
  const int32_t *restrict bias = with->bias + channel;
  const factor_t *restrict factors = with->factors + channel;
  for (int32_t i = 0; i < count; i++) {
    int32_t sum = (int32_t)(((uint32_t)products[i] << own.shift) + (uint32_t)bias[i]);
    y[i] = finished_addition(&own, rounded(sum, factors[i], own.lowest, own.highest), other[i]);
  }
}

/* A way to finish the sums of count neighbouring channels from the given one on; other and y point to that channel's place. */
typedef void finish_t(
    const struct finish *f,
    const struct finish_with *with,
    const int32_t *products,
    int32_t count,
    int32_t channel,
    const level_t *other,
    void *y);

static inline void finish(
    const struct finish *f,
    const struct finish_with *with,
    const int32_t *products,
    int32_t count,
    int32_t channel,
    const level_t *other,
    void *y) {
  if (f->to == TO_LEVELS && with->bias) {
    finish_levels(f, with, products, count, channel, y);
    return;
  }
  if (f->to == TO_ADDED && with->bias && !f->uniform) {
    finish_added(f, with, products, count, channel, other, y);
    return;
  }
  if (f->to == TO_SUMS) {
    int32_t *sums = y;
    for (int32_t i = 0; i < count; i++) {
      sums[i] = finished_sum(f, with, products[i], channel + i);
    }
    return;
  }
  level_t *levels = y;
  for (int32_t i = 0; i < count; i++) {
    int32_t sum = finished_sum(f, with, products[i], channel + i);
    int32_t steps = finished_steps(f, with, sum, channel + i);
    if (f->to == TO_TABLE) {
      levels[i] = with->table[steps + f->zero - LEAST_LEVEL];
    } else if (f->to == TO_ADDED) {
      levels[i] = finished_addition(f, steps, other[i]);
    } else {
      levels[i] = (level_t)(steps + f->zero);
    }
  }
}
