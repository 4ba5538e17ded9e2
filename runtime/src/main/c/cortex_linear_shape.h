#include "finish.h"

/* Matrix times vectors. */
struct cortex_linear {
  int32_t rows; /* vectors */
  int32_t inputs;
  int32_t outputs;
  int32_t x_row; /* levels from one vector to the next */
  int32_t y_row;
  int32_t other_row;
  struct finish finish;
};
