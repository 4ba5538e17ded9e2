#include "conv16x4.h"
#include "finish_x86.h"

/* Some pixels and vectors of channels whose sums are in registers at a time. */
struct conv16x4_tile {
  int32_t channel; /* the first one */
  int32_t last;    /* how many of the last vector's channels there are */
  const int8_t *weights;
  const level_t *other;
  unsigned char *y;
};

/* The place of a tile in a row, in which y and other step by pixels. */
static inline struct conv16x4_tile conv16x4_along(
    const struct conv16x4 *s, struct conv16x4_tile tile, int32_t row, int32_t column) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  tile.y += (row * s->y_row + column * s->y_column) * width;
  if (s->finish.to == TO_ADDED) {
    tile.other += row * s->other_row + column * s->other_column;
  }
  return tile;
}

/* The part of an image's results that begins with the given channel. */
static inline struct conv16x4_tile conv16x4_from(
    const struct conv16x4 *s, struct conv16x4_tile image, int32_t group, int32_t start, int32_t last) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  const int32_t blocks = (s->channels + 15) / 16;
  image.channel = group * s->channels + start;
  image.last = last;
  image.weights += conv16x4_block(s, group * blocks + start / 16) + start % 16 / 8 * 32;
  image.y += image.channel * width;
  if (s->finish.to == TO_ADDED) {
    image.other += image.channel;
  }
  return image;
}

/* What registers do not finish, of each pixel so many neighbouring channels; products are none where a table is left. */
static inline void conv16x4_finish(
    const struct conv16x4 *s,
    const struct finish_with *with,
    int32_t pixels,
    int32_t channels,
    const int32_t *products,
    int32_t step,
    struct conv16x4_tile tile) {
  for (int32_t pixel = 0; pixel < pixels; pixel++) {
    struct conv16x4_tile to = conv16x4_along(s, tile, 0, pixel);
    if (products) {
      finish(&s->finish, with, products + pixel * step, channels, tile.channel, to.other, to.y);
    } else {
      look_up(with, channels, to.y);
    }
  }
}
