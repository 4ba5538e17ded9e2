#include "depthwise64x4_levels.h"
#include "dot_x86.h"
#include "finish_avx2.h"

/* What stays near for 32 places; weights of pairs of taps in words. */
struct depthwise64x4_avx2 {
  __m256i weights[128];
  __m256i begin[4];
  __m256 factors[4];
};

/* The weights of one tap, each in the low word of its place's 4 bytes. */
FOR_AVX2 INLINED __m256i depthwise64x4_weight_avx2(
    const struct depthwise64x4 *s, const int8_t *weights, int32_t tap, int32_t quad) {
  const int8_t *group = weights + (tap / s->group * 4 + quad) * 64;
  __m256i all = _mm256_loadu_si256((const __m256i *)(const void *)group);
  __m256i highest = _mm256_sll_epi32(all, _mm_cvtsi32_si128(24 - 8 * (tap % s->group)));
  return _mm256_srai_epi32(highest, 24);
}

FOR_AVX2 INLINED void depthwise64x4_load_avx2(
    const struct depthwise64x4 *s,
    const struct finish_with *with,
    const int8_t *weights,
    int32_t place,
    struct depthwise64x4_avx2 *near) {
  const int8_t *own = weights + place / 64 * depthwise64x4_unit(s) + place % 64;
  UNROLLED for (int32_t i = 0; i < 4 * ((s->taps + 1) / 2); i++) {
    const int32_t tap = i / 4 * 2;
    near->weights[i] = depthwise64x4_weight_avx2(s, own, tap, i % 4);
    if (tap + 1 < s->taps) {
      __m256i next = _mm256_slli_epi32(depthwise64x4_weight_avx2(s, own, tap + 1, i % 4), 16);
      near->weights[i] = _mm256_blend_epi16(near->weights[i], next, 0xAA);
    }
  }
  UNROLLED for (int32_t i = 0; i < 4; i++) {
    near->begin[i] = _mm256_setzero_si256();
    near->factors[i] = _mm256_setzero_ps();
    if (depthwise64x4_in_registers(s)) {
      depthwise64x4_turned(with->bias + place, 8, i, &near->begin[i]);
#if defined(ROUNDS_IN_FLOAT)
      near->factors[i] = _mm256_set1_ps(with->factors[0]);
      if (!s->finish.uniform) {
        depthwise64x4_turned(with->factors + place, 8, i, &near->factors[i]);
      }
#endif
    }
  }
}

/* Adds the products of two taps; of the last, if it is alone, the next counts for nothing. */
FOR_AVX2 INLINED void depthwise64x4_pair_avx2(
    const struct depthwise64x4 *s, const level_t *x, int32_t tap, const __m256i *weights, __m256i *sums) {
  const __m256i none = _mm256_setzero_si256();
  __m256i first = depthwise64x4_levels32(s, x + s->places[tap], 0);
  __m256i next = tap + 1 < s->taps ? depthwise64x4_levels32(s, x + s->places[tap + 1], 0) : none;
  __m256i even = _mm256_unpacklo_epi8(first, next);
  __m256i odd = _mm256_unpackhi_epi8(first, next);
  sums[0] = pairs8(sums[0], _mm256_unpacklo_epi8(even, none), weights[0]);
  sums[1] = pairs8(sums[1], _mm256_unpackhi_epi8(even, none), weights[1]);
  sums[2] = pairs8(sums[2], _mm256_unpacklo_epi8(odd, none), weights[2]);
  sums[3] = pairs8(sums[3], _mm256_unpackhi_epi8(odd, none), weights[3]);
}

FOR_AVX2 INLINED void depthwise64x4_part_avx2(
    const struct depthwise64x4 *s,
    const struct finish_with *with,
    const struct depthwise64x4_avx2 *near,
    struct depthwise64x4_line line) {
  __m256i sums[4];
  UNROLLED for (int32_t i = 0; i < 4; i++) {
    sums[i] = begun8(&s->finish, near->begin[i]);
  }
  UNROLLED for (int32_t tap = 0; tap < s->taps; tap += 2) {
    depthwise64x4_pair_avx2(s, line.x, tap, near->weights + 2 * tap, sums);
  }
  if (!depthwise64x4_in_registers(s)) {
    int32_t turned[32];
    UNROLLED for (int32_t i = 0; i < 4; i++) {
      _mm256_storeu_si256((__m256i *)(void *)(turned + 8 * i), sums[i]);
    }
    depthwise64x4_finish(s, with, turned, 8, line);
    return;
  }
  store32(line.y, rounded32(&s->finish, sums, near->begin, near->factors, s->bounded), line.count);
  if (s->finish.to == TO_TABLE) {
    look_up(with, line.count, line.y);
  }
}

FOR_AVX2 INLINED void depthwise64x4_avx2(
    const struct depthwise64x4 *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y) {
  const int32_t length = depthwise64x4_length(s);
  for (int32_t start = 0; start < 64 * s->units && start < length; start += 32) {
    struct depthwise64x4_avx2 near;
    depthwise64x4_load_avx2(s, with, weights, start, &near);
    for (int32_t row = 0; row < s->images * s->rows; row++) {
      for (int32_t column = 0; column < (s->joined ? 1 : s->columns); column++) {
        struct depthwise64x4_line line =
            depthwise64x4_at(s, x, other, y, row / s->rows, row % s->rows, column);
        for (int32_t place = start; place < length; place += 64 * s->units) {
          depthwise64x4_part_avx2(s, with, &near, depthwise64x4_later(s, line, place, 32));
        }
      }
    }
  }
}
