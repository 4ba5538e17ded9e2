#include "walk.h"

struct reduce_extreme {
  struct walk groups; /* each makes one result */
  struct walk members;
  int32_t wide;    /* whether they are sums, not levels */
  int32_t reverse; /* -1 for the smallest, 0 for the largest */
};

/* To reverse all bits is to reverse the order. */
static inline int32_t group_extreme(const struct reduce_extreme *s, const void *x, int32_t first) {
  int32_t best = INT32_MIN;
  int32_t index[AXES] = {0};
  do {
    int32_t from = first + distance(index, s->members.x);
    for (int32_t i = 0; i < s->members.sizes[LAST_AXIS]; i++, from += s->members.x[LAST_AXIS]) {
      int32_t integer = (s->wide ? ((const int32_t *)x)[from] : ((const level_t *)x)[from]) ^ s->reverse;
      best = integer > best ? integer : best;
    }
  } while (next_run(s->members.sizes, index));
  return best ^ s->reverse;
}

/* The largest or smallest over any axes. */
static void reduce_extreme(const struct reduce_extreme *s, const void *x, void *y) {
  int32_t index[AXES] = {0};
  do {
    int32_t best = group_extreme(s, x, distance(index, s->groups.x));
    int32_t to = distance(index, s->groups.y);
    if (s->wide) {
      ((int32_t *)y)[to] = best;
    } else {
      ((level_t *)y)[to] = (level_t)best;
    }
  } while (next_index(s->groups.sizes, index));
}
