/* Loops over up to six axes, the outermost first; those in front that are not needed have size 1. */
enum { AXES = 6, LAST_AXIS = AXES - 1 };

/* How far an index is from the first element, in elements. */
static inline int32_t distance(const int32_t *index, const int32_t *strides) {
  int32_t sum = 0;
  for (int axis = 0; axis < AXES; axis++) {
    sum += index[axis] * strides[axis];
  }
  return sum;
}

/* The next index over the axes up to the given one; 0 after the end. */
static inline int next_along(const int32_t *sizes, int32_t *index, int last) {
  for (int axis = last; axis >= 0; axis--) {
    if (++index[axis] < sizes[axis]) {
      return 1;
    }
    index[axis] = 0;
  }
  return 0;
}

/* The next index over all axes but the last; 0 after the end. */
static inline int next_run(const int32_t *sizes, int32_t *index) {
  return next_along(sizes, index, LAST_AXIS - 1);
}

/* The next index over all axes; 0 after the end. */
static inline int next_index(const int32_t *sizes, int32_t *index) {
  return next_along(sizes, index, LAST_AXIS);
}
