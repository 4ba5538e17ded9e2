#include "conv16x4_tile8.h"
#include "dot_x86.h"

FOR_AVX2 INLINED __m256i conv16x4_weights_avx2(const int8_t *four) {
  return _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)four));
}

/* Each sum is in two halves, those of even and of odd pairs of bytes, of 4 channels in one vector and 4 in another. */
FOR_AVX2 INLINED __m256i conv16x4_joined_avx2(__m256i low, __m256i high) {
  return _mm256_permute4x64_epi64(_mm256_hadd_epi32(low, high), 0xD8);
}

FOR_AVX2 INLINED void conv16x4_tile_avx2(
    const struct conv16x4 *s,
    const struct finish_with *with,
    int32_t pixels,
    int32_t vectors,
    int32_t odd,
    const int16_t *x,
    struct conv16x4_tile tile) {
  __m256i low[16], high[16];
  UNROLLED for (int32_t i = 0; i < pixels * vectors; i++) {
    const __m256i begin = begin8(&s->finish, with, tile.channel + 8 * (i % vectors));
    low[i] = _mm256_cvtepu32_epi64(_mm256_castsi256_si128(begin));
    high[i] = _mm256_cvtepu32_epi64(_mm256_extracti128_si256(begin, 1));
  }
  const int8_t *weights = tile.weights;
  for (int32_t line = 0; line < s->lines; line++) {
    for (int32_t tap = 0; tap < s->taps; tap++) {
      const int16_t *run = x + line * s->x_line + tap * s->x_tap;
      for (int32_t i = 0; i < s->run; i += 4, weights += conv16x4_stride(s)) {
        __m256i to_low[8], to_high[8];
        UNROLLED for (int32_t v = 0; v < vectors; v++) {
          const int8_t *eight = conv16x4_eight(s, weights, odd, v);
          to_low[v] = conv16x4_weights_avx2(eight);
          to_high[v] = conv16x4_weights_avx2(eight + 16);
        }
        UNROLLED for (int32_t p = 0; p < pixels; p++) {
          int64_t levels;
          memcpy(&levels, run + p * s->x_column + i, sizeof levels);
          __m256i four = _mm256_set1_epi64x(levels);
          UNROLLED for (int32_t v = 0; v < vectors; v++) {
            const int32_t at = p * vectors + v;
            low[at] = pairs8(low[at], four, to_low[v]);
            high[at] = pairs8(high[at], four, to_high[v]);
          }
        }
      }
    }
  }
  UNROLLED for (int32_t i = 0; i < pixels * vectors; i++) {
    low[i] = conv16x4_joined_avx2(low[i], high[i]);
  }
  conv16x4_end8(s, with, pixels, vectors, low, tile);
}

/* All rows of some vectors of channels. */
FOR_AVX2 INLINED void conv16x4_strip_avx2(
    const struct conv16x4 *s,
    const struct finish_with *with,
    int32_t rows,
    int32_t vectors,
    int32_t odd,
    const int16_t *x,
    struct conv16x4_tile tile) {
  const int32_t rest = s->columns % s->pixels;
  for (int32_t row = 0; row < rows; row++) {
    const int16_t *at = x + row * s->x_row;
    for (int32_t column = 0; column < s->columns - rest; column += s->pixels) {
      conv16x4_tile_avx2(
          s, with, s->pixels, vectors, odd, at + column * s->x_column, conv16x4_along(s, tile, row, column));
    }
    if (rest > 0) {
      const int32_t column = s->columns - rest;
      conv16x4_tile_avx2(
          s, with, rest, vectors, odd, at + column * s->x_column, conv16x4_along(s, tile, row, column));
    }
  }
}

/* All channels of a group: as many vectors as fit into registers, then the rest. */
FOR_AVX2 INLINED void conv16x4_group_avx2(
    const struct conv16x4 *s,
    const struct finish_with *with,
    int32_t rows,
    int32_t group,
    const int16_t *x,
    struct conv16x4_tile image) {
  const int32_t whole = s->channels / 8 / s->vectors * s->vectors;
  const int32_t rest = (s->channels + 7) / 8 - whole;
  for (int32_t vector = 0; vector < whole; vector += s->vectors) {
    int32_t odd = s->vectors % 2 > 0 ? vector % 2 : 0;
    conv16x4_strip_avx2(s, with, rows, s->vectors, odd, x, conv16x4_from(s, image, group, 8 * vector, 8));
  }
  if (rest > 0) {
    const int32_t last = s->channels - 8 * (whole + rest - 1);
    conv16x4_strip_avx2(s, with, rows, rest, whole % 2, x, conv16x4_from(s, image, group, 8 * whole, last));
  }
}

FOR_AVX2 INLINED void conv16x4_widen_avx2(const level_t *x, int32_t count, int16_t *wide) {
  for (int32_t i = 0; i < count; i += 16) {
    __m128i levels = _mm_loadu_si128((const __m128i *)(const void *)(x + i));
    _mm256_storeu_si256((__m256i *)(void *)(wide + i), _mm256_cvtepu8_epi16(levels));
  }
}

/* Reads x in 16 bits, which wide holds of a band of rows at a time: (band - 1) * x_row and what the last row sees, to the
   next multiple of 16. */
FOR_AVX2 INLINED void conv16x4_avx2(
    const struct conv16x4 *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y,
    int16_t *wide) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  const int32_t row_end = (s->columns - 1) * s->x_column + (s->groups - 1) * s->x_group
      + (s->lines - 1) * s->x_line + (s->taps - 1) * s->x_tap + (s->run + 3) / 4 * 4;
  for (int32_t image = 0; image < s->images; image++) {
    for (int32_t row = 0; row < s->rows; row += s->band) {
      int32_t rows = s->rows - row < s->band ? s->rows - row : s->band;
      struct conv16x4_tile all = {
          0, 0, weights, s->finish.to == TO_ADDED ? other + image * s->other_image : 0,
          (unsigned char *)y + image * s->y_image * width};
      conv16x4_widen_avx2(x + image * s->x_image + row * s->x_row, (rows - 1) * s->x_row + row_end, wide);
      for (int32_t group = 0; group < s->groups; group++) {
        conv16x4_group_avx2(s, with, rows, group, wide + group * s->x_group, conv16x4_along(s, all, row, 0));
      }
    }
  }
}
