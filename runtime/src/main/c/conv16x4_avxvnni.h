#include "conv16x4_tile8.h"
#include "dot_x86.h"

/* 4 bytes of each pixel times those of each channel. */
FOR_AVXVNNI INLINED void conv16x4_step_avxvnni(
    const struct conv16x4 *s,
    int32_t pixels,
    int32_t vectors,
    int32_t odd,
    const level_t *x,
    const int8_t *weights,
    __m256i *sums) {
  __m256i of_channels[32];
  UNROLLED for (int32_t v = 0; v < vectors; v++) {
    of_channels[v] = _mm256_loadu_si256((const __m256i *)(const void *)conv16x4_eight(s, weights, odd, v));
  }
  UNROLLED for (int32_t p = 0; p < pixels; p++) {
    int32_t levels;
    memcpy(&levels, x + p * s->x_column, sizeof levels);
    const __m256i four = _mm256_set1_epi32(levels);
    UNROLLED for (int32_t v = 0; v < vectors; v++) {
      sums[p * vectors + v] = dot8(sums[p * vectors + v], four, of_channels[v]);
    }
  }
}

FOR_AVXVNNI INLINED void conv16x4_tile_avxvnni(
    const struct conv16x4 *s,
    const struct finish_with *with,
    int32_t pixels,
    int32_t vectors,
    int32_t odd,
    const level_t *x,
    struct conv16x4_tile tile) {
  const int32_t quads = (s->run + 3) / 4;
  const int32_t apart = quads < s->splits ? quads : s->splits;
  const int32_t left = quads % apart;
  __m256i sums[32];
  UNROLLED for (int32_t i = 0; i < pixels * vectors * apart; i++) {
    sums[i] = i < pixels * vectors ? begin8(&s->finish, with, tile.channel + 8 * (i % vectors)) : _mm256_setzero_si256();
  }
  const int8_t *weights = tile.weights;
  for (int32_t line = 0; line < s->lines; line++) {
    for (int32_t tap = 0; tap < s->taps; tap++) {
      const level_t *run = x + line * s->x_line + tap * s->x_tap;
      int32_t quad = 0;
      for (; quad <= quads - apart; quad += apart, weights += apart * conv16x4_stride(s)) {
        UNROLLED for (int32_t i = 0; i < apart; i++) {
          conv16x4_step_avxvnni(
              s, pixels, vectors, odd, run + 4 * (quad + i), weights + i * conv16x4_stride(s), sums + i * pixels * vectors);
        }
      }
      UNROLLED for (int32_t i = 0; i < left; i++) {
        conv16x4_step_avxvnni(s, pixels, vectors, odd, run + 4 * (quad + i), weights + i * conv16x4_stride(s), sums + i * pixels * vectors);
      }
      weights += left * conv16x4_stride(s);
    }
  }
  UNROLLED for (int32_t i = pixels * vectors; i < pixels * vectors * apart; i++) {
    sums[i % (pixels * vectors)] = _mm256_add_epi32(sums[i % (pixels * vectors)], sums[i]);
  }
  conv16x4_end8(s, with, pixels, vectors, sums, tile);
}

/* All rows of some vectors of channels. */
FOR_AVXVNNI INLINED void conv16x4_strip_avxvnni(
    const struct conv16x4 *s,
    const struct finish_with *with,
    int32_t rows,
    int32_t vectors,
    int32_t odd,
    const level_t *x,
    struct conv16x4_tile tile) {
  const int32_t rest = s->columns % s->pixels;
  for (int32_t row = 0; row < rows; row++) {
    const level_t *at = x + row * s->x_row;
    for (int32_t column = 0; column < s->columns - rest; column += s->pixels) {
      conv16x4_tile_avxvnni(
          s, with, s->pixels, vectors, odd, at + column * s->x_column, conv16x4_along(s, tile, row, column));
    }
    if (rest > 0) {
      const int32_t column = s->columns - rest;
      conv16x4_tile_avxvnni(
          s, with, rest, vectors, odd, at + column * s->x_column, conv16x4_along(s, tile, row, column));
    }
  }
}

/* All channels of a group: as many vectors as fit into registers, then the rest. */
FOR_AVXVNNI INLINED void conv16x4_group_avxvnni(
    const struct conv16x4 *s,
    const struct finish_with *with,
    int32_t rows,
    int32_t group,
    const level_t *x,
    struct conv16x4_tile image) {
  const int32_t whole = s->channels / 8 / s->vectors * s->vectors;
  const int32_t rest = (s->channels + 7) / 8 - whole;
  for (int32_t vector = 0; vector < whole; vector += s->vectors) {
    int32_t odd = s->vectors % 2 > 0 ? vector % 2 : 0;
    conv16x4_strip_avxvnni(s, with, rows, s->vectors, odd, x, conv16x4_from(s, image, group, 8 * vector, 8));
  }
  if (rest > 0) {
    const int32_t last = s->channels - 8 * (whole + rest - 1);
    conv16x4_strip_avxvnni(s, with, rows, rest, whole % 2, x, conv16x4_from(s, image, group, 8 * whole, last));
  }
}

FOR_AVXVNNI INLINED void conv16x4_avxvnni(
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
    struct conv16x4_tile all = {
        0, 0, weights, s->finish.to == TO_ADDED ? other + image * s->other_image : 0,
        (unsigned char *)y + image * s->y_image * width};
    for (int32_t group = 0; group < s->groups; group++) {
      conv16x4_group_avxvnni(s, with, s->rows, group, x + image * s->x_image + group * s->x_group, all);
    }
  }
}
