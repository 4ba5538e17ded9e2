#include "walk.h"

struct reduce_extreme {
  struct walk groups; /* each makes one result */
  struct walk members;
  int32_t reverse; /* -1 for the smallest, 0 for the largest */
};

/* The largest or smallest over any axes. To reverse all bits is to reverse the order. */
static void reduce_extreme(const struct reduce_extreme *s, const level_t *x, level_t *y) {
  int32_t group[AXES] = {0};
  do {
    const level_t *first = x + distance(group, s->groups.x);
    int32_t best = LEAST_LEVEL;
    int32_t member[AXES] = {0};
    do {
      const level_t *from = first + distance(member, s->members.x);
      for (int32_t i = 0; i < s->members.sizes[LAST_AXIS]; i++, from += s->members.x[LAST_AXIS]) {
        int32_t level = (level_t)(*from ^ s->reverse);
        best = level > best ? level : best;
      }
    } while (next_run(s->members.sizes, member));
    y[distance(group, s->groups.y)] = (level_t)(best ^ s->reverse);
  } while (next_index(s->groups.sizes, group));
}
