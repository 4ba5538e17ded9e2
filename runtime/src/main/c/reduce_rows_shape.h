#include "finish_run.h"

/* Images whose rows and columns are summed, channels last. */
struct reduce_rows {
  int32_t images;
  int32_t rows;
  int32_t columns;
  int32_t channels;
  int32_t x_image; /* strides */
  int32_t x_row;
  int32_t zero; /* times the number of what is summed */
  struct finish finish;
};
