#include "encoded.h"

/* Images whose channels lie apart, to such whose channels lie together. */
struct encode_image {
  int32_t images;
  int32_t channels;
  int32_t rows;
  int32_t columns;
  int32_t x_image; /* strides */
  int32_t x_channel;
  int32_t x_row;
  int32_t y_image;
  int32_t y_row;
  struct encode encode; /* without sizes */
};
