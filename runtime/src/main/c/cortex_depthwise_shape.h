#include "finish.h"
#include "windows.h"

/* A convolution of every channel by itself, over one or two axes, channels last. */
struct cortex_depthwise {
  int32_t images;
  int32_t rows; /* of the result */
  int32_t columns;
  struct windows windows; /* of all channels, at least four */
  int32_t y_pixel; /* levels from one pixel to the next */
  int32_t other_pixel;
  struct finish finish;
};
