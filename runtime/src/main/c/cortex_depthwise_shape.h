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

enum { CORTEX_PART = 32 };

/* How many of the channels left are done together: at least four, at most CORTEX_PART, so that windows copied take little memory. */
static inline int32_t channels_of_part(int32_t left) {
  return left <= CORTEX_PART ? left : left < CORTEX_PART + 4 ? CORTEX_PART - 4 : CORTEX_PART;
}
