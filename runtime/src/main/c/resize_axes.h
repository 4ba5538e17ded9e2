#include "axes.h"

/* Loops over a result whose places along some axes read others of x, by tables. */
struct resize_axes {
  int32_t sizes[AXES];
  int32_t x[AXES]; /* strides; 0 along an axis with a table */
  int32_t y[AXES];
  int32_t channel[AXES];
  int32_t taps[AXES];  /* how many places each place reads; 0 along an axis without a table */
  int32_t table[AXES]; /* where its entries start */
};

/* Which entry of the tables a tap along an axis has. */
static inline int32_t table_entry(const struct resize_axes *s, const int32_t *index, const int32_t *tap, int axis) {
  return s->table[axis] + index[axis] * s->taps[axis] + tap[axis];
}

/* Where the taps together read; places are in elements. */
static inline int32_t tapped(
    const struct resize_axes *s, const int32_t *places, const int32_t *index, const int32_t *tap) {
  int32_t from = distance(index, s->x);
  for (int axis = 0; axis < AXES; axis++) {
    from += s->taps[axis] > 0 ? places[table_entry(s, index, tap, axis)] : 0;
  }
  return from;
}
