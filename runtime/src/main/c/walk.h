#include "axes.h"

/* Loops over elements of x, and what belongs to them in y. */
struct walk {
  int32_t sizes[AXES];
  int32_t x[AXES]; /* strides */
  int32_t y[AXES];
  int32_t channel[AXES];
};
