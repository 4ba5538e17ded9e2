#include "finish.h"
#include "windows.h"

/* A convolution over one or two axes, channels last. */
struct cortex_convolution {
  int32_t images;
  int32_t rows; /* of the result */
  int32_t columns;
  int32_t groups;
  int32_t outputs;  /* channels of a group */
  int32_t row_taps; /* of a row of the window, which weights fill up with zeros to a multiple of four */
  int32_t taps;     /* of the whole window */
  struct windows windows;
  int32_t y_pixel; /* levels from one pixel to the next */
  int32_t other_pixel;
  struct finish finish;
};
