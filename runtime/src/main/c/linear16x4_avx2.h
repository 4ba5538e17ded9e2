#include "conv16x4_avx2.h"

/* A convolution whose result is one pixel, so that each weight is read once. Widening them to 16 bits would be half of the
   work: x is cut into halves of 4 bits instead, whose products with 8 bits can be added in 16 bits, 8 steps of 4 levels. */
enum { LINEAR16X4_STEPS = 8 };

/* The low and the high halves of the levels of a group, four of each by turns, as many as its weights are. */
FOR_AVX2 INLINED void linear16x4_halves_avx2(const struct conv16x4 *s, const level_t *x, unsigned char *halves) {
  const __m128i low = _mm_set1_epi8(15);
  for (int32_t line = 0; line < s->lines; line++) {
    for (int32_t tap = 0; tap < s->taps; tap++, halves += (s->run + 3) / 4 * 8) {
      const level_t *run = x + line * s->x_line + tap * s->x_tap;
      for (int32_t i = 0; i < s->run; i += 16) {
        const __m128i levels = _mm_loadu_si128((const __m128i *)(const void *)(run + i));
        const __m128i lows = _mm_and_si128(levels, low);
        const __m128i highs = _mm_and_si128(_mm_srli_epi16(levels, 4), low);
        _mm_storeu_si128((__m128i *)(void *)(halves + 2 * i), _mm_unpacklo_epi32(lows, highs));
        _mm_storeu_si128((__m128i *)(void *)(halves + 2 * i + 16), _mm_unpackhi_epi32(lows, highs));
      }
    }
  }
}

FOR_AVX2 INLINED __m256i linear16x4_four_avx2(const unsigned char *halves) {
  int32_t four;
  memcpy(&four, halves, sizeof four);
  return _mm256_set1_epi32(four);
}

/* Adds the products of some steps, at most LINEAR16X4_STEPS. */
FOR_AVX2 INLINED void linear16x4_steps_avx2(
    const struct conv16x4 *s,
    int32_t vectors,
    int32_t odd,
    int32_t steps,
    const unsigned char *halves,
    const int8_t *weights,
    __m256i *sums) {
  __m256i low[4], high[4];
  UNROLLED for (int32_t v = 0; v < vectors; v++) {
    low[v] = high[v] = _mm256_setzero_si256();
  }
  for (int32_t step = 0; step < steps; step++, halves += 8, weights += conv16x4_stride(s)) {
    const __m256i lows = linear16x4_four_avx2(halves);
    const __m256i highs = linear16x4_four_avx2(halves + 4);
    UNROLLED for (int32_t v = 0; v < vectors; v++) {
      const int8_t *eight = conv16x4_eight(s, weights, odd, v);
      const __m256i of_channels = _mm256_loadu_si256((const __m256i *)(const void *)eight);
      low[v] = pairs16(low[v], lows, of_channels);
      high[v] = pairs16(high[v], highs, of_channels);
    }
  }
  UNROLLED for (int32_t v = 0; v < vectors; v++) {
    sums[v] = pairs8(sums[v], low[v], _mm256_set1_epi16(1));
    sums[v] = pairs8(sums[v], high[v], _mm256_set1_epi16(16));
  }
}

FOR_AVX2 INLINED void linear16x4_tile_avx2(
    const struct conv16x4 *s,
    const struct finish_with *with,
    int32_t vectors,
    int32_t odd,
    const unsigned char *halves,
    struct conv16x4_tile tile) {
  const int32_t steps = s->lines * s->taps * ((s->run + 3) / 4);
  const int32_t rest = steps % LINEAR16X4_STEPS;
  __m256i sums[4];
  UNROLLED for (int32_t v = 0; v < vectors; v++) {
    sums[v] = begin8(&s->finish, with, tile.channel + 8 * v);
  }
  const int8_t *weights = tile.weights;
  for (int32_t step = 0; step < steps - rest; step += LINEAR16X4_STEPS) {
    linear16x4_steps_avx2(s, vectors, odd, LINEAR16X4_STEPS, halves + 8 * step, weights + step * conv16x4_stride(s), sums);
  }
  if (rest > 0) {
    const int32_t step = steps - rest;
    linear16x4_steps_avx2(s, vectors, odd, rest, halves + 8 * step, weights + step * conv16x4_stride(s), sums);
  }
  conv16x4_end8(s, with, 1, vectors, sums, tile);
}

FOR_AVX2 INLINED void linear16x4_group_avx2(
    const struct conv16x4 *s,
    const struct finish_with *with,
    int32_t group,
    const unsigned char *halves,
    struct conv16x4_tile image) {
  const int32_t whole = s->channels / 8 / s->vectors * s->vectors;
  const int32_t rest = (s->channels + 7) / 8 - whole;
  for (int32_t vector = 0; vector < whole; vector += s->vectors) {
    int32_t odd = s->vectors % 2 > 0 ? vector % 2 : 0;
    linear16x4_tile_avx2(s, with, s->vectors, odd, halves, conv16x4_from(s, image, group, 8 * vector, 8));
  }
  if (rest > 0) {
    const int32_t last = s->channels - 8 * (whole + rest - 1);
    linear16x4_tile_avx2(s, with, rest, whole % 2, halves, conv16x4_from(s, image, group, 8 * whole, last));
  }
}

/* Halves have room for twice the levels that a group sees, and 24 more. */
FOR_AVX2 INLINED void linear16x4_avx2(
    const struct conv16x4 *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y,
    unsigned char *halves) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  for (int32_t image = 0; image < s->images; image++) {
    const struct conv16x4_tile all = {
        0, 0, weights, s->finish.to == TO_ADDED ? other + image * s->other_image : 0,
        (unsigned char *)y + image * s->y_image * width};
    for (int32_t group = 0; group < s->groups; group++) {
      linear16x4_halves_avx2(s, x + image * s->x_image + group * s->x_group, halves);
      linear16x4_group_avx2(s, with, group, halves, all);
    }
  }
}
