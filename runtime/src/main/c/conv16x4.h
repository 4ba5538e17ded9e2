#include "finish.h"

/* A convolution with weights in blocks of 16 channels by 4 neighbouring bytes of x:
   [groups][channels / 16 / abreast][lines][taps][run / 4][abreast][16][4], rounded up, with weights of 0 for what is
   missing. What is read once, and from afar, is read faster in the order in which it lies: then blocks are abreast.

   A kernel has lines, a line taps, a tap a run of neighbouring bytes; taps that are neighbours themselves are one run. The
   last 4 bytes of a run may reach past it, and x86 reads up to 64 bytes past the last pixel: buffers have as much slack.
   There is a bias; it and
   the factors have 16 numbers more than there are channels. */
struct conv16x4 {
  int32_t images;
  int32_t rows; /* of y; where neither side has a border, several rows may be one */
  int32_t columns;
  int32_t groups;
  int32_t channels; /* of y, in a group */
  int32_t lines;
  int32_t taps;
  int32_t run;
  int32_t x_image; /* steps in x */
  int32_t x_row;
  int32_t x_column;
  int32_t x_group;
  int32_t x_line;
  int32_t x_tap;
  int32_t y_image;
  int32_t y_row;
  int32_t y_column;
  int32_t other_image;
  int32_t other_row;
  int32_t other_column;
  int32_t pixels;  /* x86: those whose sums are in registers at a time, */
  int32_t vectors; /* with so many vectors of channels, */
  int32_t splits;  /* each so many times, so that additions need not wait for one another */
  int32_t abreast; /* so many blocks that 4 bytes of each follow one another, those of a tile, where these are not 1 */
  int32_t band;    /* AVX2: rows for which x is widened at a time */
  int32_t bounded; /* whether sum * factor is within 2^30 for every x, and sum * added too */
  struct finish finish;
};

/* From 4 bytes of a block to the next 4. */
static inline int32_t conv16x4_stride(const struct conv16x4 *s) {
  return 64 * s->abreast;
}

/* Where a block of 16 channels begins. */
static inline int32_t conv16x4_block(const struct conv16x4 *s, int32_t block) {
  const int32_t steps = s->lines * s->taps * ((s->run + 3) / 4);
  return block / s->abreast * steps * conv16x4_stride(s) + block % s->abreast * 64;
}

static inline void conv16x4_products(
    const struct conv16x4 *s, const level_t *x, const int8_t *weights, int32_t *products) {
  memset(products, 0, 16 * sizeof *products);
  for (int32_t line = 0; line < s->lines; line++) {
    for (int32_t tap = 0; tap < s->taps; tap++) {
      const level_t *run = x + line * s->x_line + tap * s->x_tap;
      for (int32_t i = 0; i < s->run; i += 4, weights += conv16x4_stride(s)) {
        for (int32_t channel = 0; channel < 16; channel++) {
          for (int32_t k = 0; k < 4; k++) {
            products[channel] += run[i + k] * weights[4 * channel + k];
          }
        }
      }
    }
  }
}

static inline void conv16x4_pixel(
    const struct conv16x4 *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    unsigned char *y) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  for (int32_t group = 0, block = 0; group < s->groups; group++) {
    for (int32_t start = 0; start < s->channels; start += 16, block++) {
      int32_t products[16];
      int32_t left = s->channels - start;
      int32_t channel = group * s->channels + start;
      conv16x4_products(s, x + group * s->x_group, weights + conv16x4_block(s, block), products);
      finish(
          &s->finish, with, products, left < 16 ? left : 16, channel, other ? other + channel : other,
          y + channel * width);
    }
  }
}

static void conv16x4(
    const struct conv16x4 *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y,
    int16_t *wide) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  (void)wide;
  for (int32_t image = 0; image < s->images; image++) {
    for (int32_t row = 0; row < s->rows; row++) {
      for (int32_t column = 0; column < s->columns; column++) {
        int32_t beside = image * s->other_image + row * s->other_row + column * s->other_column;
        int32_t place = image * s->y_image + row * s->y_row + column * s->y_column;
        conv16x4_pixel(
            s, with, x + image * s->x_image + row * s->x_row + column * s->x_column, weights,
            other ? other + beside : other, (unsigned char *)y + place * width);
      }
    }
  }
}
