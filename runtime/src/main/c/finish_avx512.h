#include "finish_x86.h"

/* What the sums of 16 channels begin with, if finish16 is to finish them. */
FOR_AVX512VNNI INLINED __m512i begin16(const struct finish *f, const struct finish_with *with, int32_t channel) {
  if (finishes_in_registers(f) && f->shift == 0) {
    return _mm512_loadu_si512(with->bias + channel);
  }
  return _mm512_setzero_si512();
}

#if defined(ROUNDS_IN_FLOAT)
FOR_AVX512VNNI INLINED __m512 factors16(const struct finish *f, const float *factors, int32_t channel) {
  return f->uniform ? _mm512_set1_ps(factors[0]) : _mm512_loadu_ps(factors + channel);
}

/* Rounded to the nearest, ties to even. What is too large for 32 bits must be clamped before; the least becomes the least. */
FOR_AVX512VNNI INLINED __m512i nearest16(__m512 product, int32_t bounded, int32_t highest) {
  if (!bounded) {
    product = _mm512_min_ps(product, _mm512_set1_ps((float)highest));
  }
  return _mm512_cvtps_epi32(product);
}

FOR_AVX512VNNI INLINED __m128i levels16(__m512i steps, int32_t lowest, int32_t highest, int32_t zero) {
  __m512i levels = _mm512_max_epi32(steps, _mm512_set1_epi32(lowest));
  if (zero != 0) {
    levels = _mm512_add_epi32(levels, _mm512_set1_epi32(zero));
  }
  if (highest + zero < 255) {
    levels = _mm512_min_epi32(levels, _mm512_set1_epi32(highest + zero));
  }
  return _mm512_cvtusepi32_epi8(levels);
}

FOR_AVX512VNNI INLINED __m128i added16(
    const struct finish *f, __m512i steps, const level_t *other, __mmask16 mask, int32_t bounded) {
  steps = _mm512_max_epi32(steps, _mm512_set1_epi32(f->lowest));
  steps = _mm512_min_epi32(steps, _mm512_set1_epi32(f->highest));
  __m512i others = _mm512_cvtepu8_epi32(_mm_maskz_loadu_epi8(mask, other));
  others = _mm512_sub_epi32(others, _mm512_set1_epi32(f->other_zero));
  __m512i sums = _mm512_add_epi32(
      _mm512_mullo_epi32(steps, _mm512_set1_epi32(f->own)),
      _mm512_mullo_epi32(others, _mm512_set1_epi32(f->others)));
  __m512 product = _mm512_mul_ps(_mm512_cvtepi32_ps(sums), _mm512_set1_ps(f->added));
  return levels16(
      nearest16(product, bounded, f->added_highest), f->added_lowest, f->added_highest, f->added_zero);
}
#endif

/* Finishes the sums of count of 16 neighbouring channels, save for looking them up; other and y point to the first one's place. */
FOR_AVX512VNNI INLINED void finish16(
    const struct finish *f,
    const struct finish_with *with,
    __m512i sums,
    int32_t count,
    int32_t bounded,
    int32_t channel,
    const level_t *other,
    level_t *y) {
#if defined(ROUNDS_IN_FLOAT)
  const __mmask16 mask = (__mmask16)(count >= 16 ? 0xFFFF : (1 << count) - 1);
  if (f->shift > 0) {
    sums = _mm512_slli_epi32(sums, (unsigned)f->shift);
    sums = _mm512_add_epi32(sums, _mm512_loadu_si512(with->bias + channel));
  }
  __m512 factors = factors16(f, with->factors, channel);
  if (f->to == TO_LEAKY) {
    __mmask16 negative = _mm512_cmplt_epi32_mask(sums, _mm512_setzero_si512());
    factors = _mm512_mask_blend_ps(negative, factors, factors16(f, with->below, channel));
  }
  __m512 product = _mm512_mul_ps(_mm512_cvtepi32_ps(sums), factors);
  __m512i steps = nearest16(product, bounded, f->highest);
  __m128i levels = f->to == TO_ADDED ? added16(f, steps, other, mask, bounded)
                                     : levels16(steps, f->lowest, f->highest, f->zero);
  if (count >= 16) {
    _mm_storeu_si128((__m128i *)y, levels);
  } else {
    _mm_mask_storeu_epi8(y, mask, levels);
  }
#else
  (void)f, (void)with, (void)sums, (void)count, (void)bounded, (void)channel, (void)other, (void)y;
#endif
}

/* What sums begin with whose bias is given. */
FOR_AVX512VNNI INLINED __m512i begun16(const struct finish *f, __m512i bias) {
  return f->shift == 0 ? bias : _mm512_setzero_si512();
}

/* Levels of 4 vectors of sums, in the order [..][4][4] if those of a vector are in [..][4]. */
FOR_AVX512VNNI INLINED __m512i rounded64(
    const struct finish *f, const __m512i *sums, const __m512i *bias, const __m512 *factors, int32_t bounded) {
#if defined(ROUNDS_IN_FLOAT)
  const __m512i zero = _mm512_set1_epi16((int16_t)f->zero);
  __m512i steps[4];
  UNROLLED for (int32_t i = 0; i < 4; i++) {
    __m512i sum = f->shift == 0 ? sums[i] : _mm512_add_epi32(_mm512_slli_epi32(sums[i], (unsigned)f->shift), bias[i]);
    steps[i] = nearest16(_mm512_mul_ps(_mm512_cvtepi32_ps(sum), factors[i]), bounded, f->highest);
  }
  __m512i low = _mm512_adds_epi16(_mm512_packs_epi32(steps[0], steps[1]), zero);
  __m512i high = _mm512_adds_epi16(_mm512_packs_epi32(steps[2], steps[3]), zero);
  __m512i levels = _mm512_packus_epi16(low, high);
  if (f->lowest + f->zero > 0) {
    levels = _mm512_max_epu8(levels, _mm512_set1_epi8((char)(f->lowest + f->zero)));
  }
  if (f->highest + f->zero < 255) {
    levels = _mm512_min_epu8(levels, _mm512_set1_epi8((char)(f->highest + f->zero)));
  }
  return levels;
#else
  (void)f, (void)bias, (void)factors, (void)bounded;
  return sums[0];
#endif
}

FOR_AVX512VNNI INLINED void store64(level_t *y, __m512i levels, int32_t count) {
  if (count >= 64) {
    _mm512_storeu_si512(y, levels);
  } else {
    _mm512_mask_storeu_epi8(y, ((uint64_t)1 << count) - 1, levels);
  }
}

/* Whether 64 neighbouring channels are finished at once: rounded by one factor each, and that is all. */
static inline int finishes_together(const struct finish *f) {
  return finishes_in_registers(f) && f->to != TO_LEAKY && f->to != TO_ADDED;
}

/* Finishes the sums of count of 64 neighbouring channels, in 4 vectors, as finish16 does. */
FOR_AVX512VNNI INLINED void finish64(
    const struct finish *f,
    const struct finish_with *with,
    const __m512i *sums,
    int32_t count,
    int32_t bounded,
    int32_t channel,
    level_t *y) {
#if defined(ROUNDS_IN_FLOAT)
  __m512i bias[4];
  __m512 factors[4];
  UNROLLED for (int32_t i = 0; i < 4; i++) {
    bias[i] = f->shift == 0 ? _mm512_setzero_si512() : _mm512_loadu_si512(with->bias + channel + 16 * i);
    factors[i] = factors16(f, with->factors, channel + 16 * i);
  }
  const __m512i by_channel = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
  store64(y, _mm512_permutexvar_epi32(by_channel, rounded64(f, sums, bias, factors, bounded)), count);
#else
  (void)f, (void)with, (void)sums, (void)count, (void)bounded, (void)channel, (void)y;
#endif
}
