#include "conv16x4_tile.h"
#include "dot_x86.h"
#include "finish_avx512.h"

/* 4 bytes of each pixel times those of each channel. */
FOR_AVX512VNNI INLINED void conv16x4_step_avx512vnni(
    const struct conv16x4 *s,
    int32_t pixels,
    int32_t vectors,
    const level_t *x,
    const int8_t *weights,
    __m512i *sums) {
  __m512i of_channels[32];
  UNROLLED for (int32_t v = 0; v < vectors; v++) {
    of_channels[v] = _mm512_loadu_si512(weights + conv16x4_block(s, v));
  }
  UNROLLED for (int32_t p = 0; p < pixels; p++) {
    int32_t levels;
    memcpy(&levels, x + p * s->x_column, sizeof levels);
    const __m512i four = _mm512_set1_epi32(levels);
    UNROLLED for (int32_t v = 0; v < vectors; v++) {
      sums[p * vectors + v] = dot16(sums[p * vectors + v], four, of_channels[v]);
    }
  }
}

FOR_AVX512VNNI INLINED void conv16x4_tile_avx512vnni(
    const struct conv16x4 *s,
    const struct finish_with *with,
    int32_t pixels,
    int32_t vectors,
    const level_t *x,
    struct conv16x4_tile tile) {
  const int32_t quads = (s->run + 3) / 4;
  const int32_t apart = quads < s->splits ? quads : s->splits;
  const int32_t left = quads % apart;
  __m512i sums[32];
  UNROLLED for (int32_t i = 0; i < pixels * vectors * apart; i++) {
    sums[i] = i < pixels * vectors ? begin16(&s->finish, with, tile.channel + 16 * (i % vectors)) : _mm512_setzero_si512();
  }
  const int8_t *weights = tile.weights;
  for (int32_t line = 0; line < s->lines; line++) {
    for (int32_t tap = 0; tap < s->taps; tap++) {
      const level_t *run = x + line * s->x_line + tap * s->x_tap;
      int32_t quad = 0;
      for (; quad <= quads - apart; quad += apart, weights += apart * conv16x4_stride(s)) {
        UNROLLED for (int32_t i = 0; i < apart; i++) {
          conv16x4_step_avx512vnni(
              s, pixels, vectors, run + 4 * (quad + i), weights + i * conv16x4_stride(s), sums + i * pixels * vectors);
        }
      }
      UNROLLED for (int32_t i = 0; i < left; i++) {
        conv16x4_step_avx512vnni(s, pixels, vectors, run + 4 * (quad + i), weights + i * conv16x4_stride(s), sums + i * pixels * vectors);
      }
      weights += left * conv16x4_stride(s);
    }
  }
  UNROLLED for (int32_t i = pixels * vectors; i < pixels * vectors * apart; i++) {
    sums[i % (pixels * vectors)] = _mm512_add_epi32(sums[i % (pixels * vectors)], sums[i]);
  }
  const int32_t channels = 16 * (vectors - 1) + tile.last;
  if (!finishes_in_registers(&s->finish)) {
    int32_t products[512];
    UNROLLED for (int32_t i = 0; i < pixels * vectors; i++) {
      _mm512_storeu_si512(products + 16 * i, sums[i]);
    }
    conv16x4_finish(s, with, pixels, channels, products, 16 * vectors, tile);
    return;
  }
  const int32_t together = finishes_together(&s->finish) ? vectors / 4 * 4 : 0;
  UNROLLED for (int32_t v = 0; v < together; v += 4) {
    UNROLLED for (int32_t p = 0; p < pixels; p++) {
      finish64(
          &s->finish, with, sums + p * vectors + v, v + 4 == vectors ? 48 + tile.last : 64, s->bounded,
          tile.channel + 16 * v, conv16x4_along(s, tile, 0, p).y + 16 * v);
    }
  }
  UNROLLED for (int32_t v = together; v < vectors; v++) {
    UNROLLED for (int32_t p = 0; p < pixels; p++) {
      struct conv16x4_tile to = conv16x4_along(s, tile, 0, p);
      finish16(
          &s->finish, with, sums[p * vectors + v], v == vectors - 1 ? tile.last : 16, s->bounded,
          tile.channel + 16 * v, s->finish.to == TO_ADDED ? to.other + 16 * v : 0, to.y + 16 * v);
    }
  }
  if (s->finish.to == TO_TABLE) {
    conv16x4_finish(s, with, pixels, channels, 0, 0, tile);
  }
}

/* All rows of some vectors of channels. */
FOR_AVX512VNNI INLINED void conv16x4_strip_avx512vnni(
    const struct conv16x4 *s,
    const struct finish_with *with,
    int32_t rows,
    int32_t vectors,
    const level_t *x,
    struct conv16x4_tile tile) {
  const int32_t rest = s->columns % s->pixels;
  for (int32_t row = 0; row < rows; row++) {
    const level_t *at = x + row * s->x_row;
    for (int32_t column = 0; column < s->columns - rest; column += s->pixels) {
      conv16x4_tile_avx512vnni(
          s, with, s->pixels, vectors, at + column * s->x_column, conv16x4_along(s, tile, row, column));
    }
    if (rest > 0) {
      const int32_t column = s->columns - rest;
      conv16x4_tile_avx512vnni(
          s, with, rest, vectors, at + column * s->x_column, conv16x4_along(s, tile, row, column));
    }
  }
}

/* All channels of a group: as many vectors as fit into registers, then the rest. */
FOR_AVX512VNNI INLINED void conv16x4_group_avx512vnni(
    const struct conv16x4 *s,
    const struct finish_with *with,
    int32_t rows,
    int32_t group,
    const level_t *x,
    struct conv16x4_tile image) {
  const int32_t whole = s->channels / 16 / s->vectors * s->vectors;
  const int32_t rest = (s->channels + 15) / 16 - whole;
  for (int32_t vector = 0; vector < whole; vector += s->vectors) {
    conv16x4_strip_avx512vnni(s, with, rows, s->vectors, x, conv16x4_from(s, image, group, 16 * vector, 16));
  }
  if (rest > 0) {
    const int32_t last = s->channels - 16 * (whole + rest - 1);
    conv16x4_strip_avx512vnni(s, with, rows, rest, x, conv16x4_from(s, image, group, 16 * whole, last));
  }
}

FOR_AVX512VNNI INLINED void conv16x4_avx512vnni(
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
      conv16x4_group_avx512vnni(s, with, s->rows, group, x + image * s->x_image + group * s->x_group, all);
    }
  }
}
