#include "walk.h"

struct reduce_extreme {
  struct walk groups; /* each makes one result */
  struct walk members;
  int32_t wide;    /* whether they are sums, not levels */
  int32_t reverse; /* -1 for the smallest, 0 for the largest */
};

/* The largest or smallest over any axes. To reverse all bits is to reverse the order. */
static void reduce_extreme(const struct reduce_extreme *s, const void *x, void *y) {
  int32_t group[AXES] = {0};
  do {
    int32_t first = distance(group, s->groups.x);
    int32_t to = distance(group, s->groups.y);
    int32_t best = INT32_MIN;
    int32_t member[AXES] = {0};
    do {
      int32_t from = first + distance(member, s->members.x);
      for (int32_t i = 0; i < s->members.sizes[LAST_AXIS]; i++, from += s->members.x[LAST_AXIS]) {
        int32_t number = (s->wide ? ((const int32_t *)x)[from] : ((const level_t *)x)[from]) ^ s->reverse;
        best = number > best ? number : best;
      }
    } while (next_run(s->members.sizes, member));
    if (s->wide) {
      ((int32_t *)y)[to] = best ^ s->reverse;
    } else {
      ((level_t *)y)[to] = (level_t)(best ^ s->reverse);
    }
  } while (next_index(s->groups.sizes, group));
}
