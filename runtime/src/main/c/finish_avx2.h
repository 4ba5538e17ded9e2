#include "finish_x86.h"

/* What the sums of 8 channels begin with, if finish8 is to finish them. */
FOR_AVX2 INLINED __m256i begin8(const struct finish *f, const struct finish_with *with, int32_t channel) {
  if (finishes_in_registers(f) && f->shift == 0) {
    return _mm256_loadu_si256((const __m256i *)(const void *)(with->bias + channel));
  }
  return _mm256_setzero_si256();
}

FOR_AVX2 INLINED void store8(level_t *y, __m128i levels, int32_t count) {
  if (count >= 8) {
    _mm_storel_epi64((__m128i *)(void *)y, levels);
  } else {
    int64_t all = _mm_cvtsi128_si64(levels);
    memcpy(y, &all, (size_t)count);
  }
}

FOR_AVX2 INLINED __m256i load8(const level_t *x, int32_t count) {
  if (count >= 8) {
    return _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)(const void *)x));
  }
  int64_t all = 0;
  memcpy(&all, x, (size_t)count);
  return _mm256_cvtepu8_epi32(_mm_cvtsi64_si128(all));
}

#if defined(ROUNDS_IN_FLOAT)
FOR_AVX2 INLINED __m256 factors8(const struct finish *f, const float *factors, int32_t channel) {
  return f->uniform ? _mm256_set1_ps(factors[0]) : _mm256_loadu_ps(factors + channel);
}

/* Rounded to the nearest, ties to even. What is too large for 32 bits must be clamped before; the least becomes the least. */
FOR_AVX2 INLINED __m256i nearest8(__m256 product, int32_t bounded, int32_t highest) {
  if (!bounded) {
    product = _mm256_min_ps(product, _mm256_set1_ps((float)highest));
  }
  return _mm256_cvtps_epi32(product);
}

/* Steps to bytes: a saturated sum with the zero point, and what bounds ask for beyond that. */
FOR_AVX2 INLINED __m128i levels8(__m256i steps, int32_t lowest, int32_t highest, int32_t zero) {
  __m128i words = _mm_packs_epi32(_mm256_castsi256_si128(steps), _mm256_extracti128_si256(steps, 1));
  words = _mm_adds_epi16(words, _mm_set1_epi16((int16_t)zero));
  __m128i levels = _mm_packus_epi16(words, words);
  if (lowest + zero > 0) {
    levels = _mm_max_epu8(levels, _mm_set1_epi8((char)(lowest + zero)));
  }
  if (highest + zero < 255) {
    levels = _mm_min_epu8(levels, _mm_set1_epi8((char)(highest + zero)));
  }
  return levels;
}

FOR_AVX2 INLINED __m128i added8(
    const struct finish *f, __m256i steps, const level_t *other, int32_t count, int32_t bounded) {
  steps = _mm256_max_epi32(steps, _mm256_set1_epi32(f->lowest));
  steps = _mm256_min_epi32(steps, _mm256_set1_epi32(f->highest));
  __m256i others = _mm256_sub_epi32(load8(other, count), _mm256_set1_epi32(f->other_zero));
  __m256i sums = _mm256_add_epi32(
      _mm256_mullo_epi32(steps, _mm256_set1_epi32(f->own)),
      _mm256_mullo_epi32(others, _mm256_set1_epi32(f->others)));
  __m256 product = _mm256_mul_ps(_mm256_cvtepi32_ps(sums), _mm256_set1_ps(f->added));
  steps = nearest8(product, bounded, f->added_highest);
  return levels8(steps, f->added_lowest, f->added_highest, f->added_zero);
}
#endif

/* Finishes the sums of count of 8 neighbouring channels, save for looking them up; other and y point to the first one's place. */
FOR_AVX2 INLINED void finish8(
    const struct finish *f,
    const struct finish_with *with,
    __m256i sums,
    int32_t count,
    int32_t bounded,
    int32_t channel,
    const level_t *other,
    level_t *y) {
#if defined(ROUNDS_IN_FLOAT)
  if (f->shift > 0) {
    sums = _mm256_slli_epi32(sums, f->shift);
    sums = _mm256_add_epi32(sums, _mm256_loadu_si256((const __m256i *)(const void *)(with->bias + channel)));
  }
  __m256 factors = factors8(f, with->factors, channel);
  if (f->to == TO_LEAKY) {
    factors = _mm256_blendv_ps(factors, factors8(f, with->below, channel), _mm256_castsi256_ps(sums));
  }
  __m256 product = _mm256_mul_ps(_mm256_cvtepi32_ps(sums), factors);
  __m256i steps = nearest8(product, bounded, f->highest);
  __m128i levels = f->to == TO_ADDED ? added8(f, steps, other, count, bounded)
                                     : levels8(steps, f->lowest, f->highest, f->zero);
  store8(y, levels, count);
#else
  (void)f, (void)with, (void)sums, (void)count, (void)bounded, (void)channel, (void)other, (void)y;
#endif
}

/* What sums begin with whose bias is given. */
FOR_AVX2 INLINED __m256i begun8(const struct finish *f, __m256i bias) {
  return f->shift == 0 ? bias : _mm256_setzero_si256();
}

/* Levels of 4 vectors of sums, in the order [..][4][4] if those of a vector are in [..][4]. */
FOR_AVX2 INLINED __m256i rounded32(
    const struct finish *f, const __m256i *sums, const __m256i *bias, const __m256 *factors, int32_t bounded) {
#if defined(ROUNDS_IN_FLOAT)
  const __m256i zero = _mm256_set1_epi16((int16_t)f->zero);
  __m256i steps[4];
  UNROLLED for (int32_t i = 0; i < 4; i++) {
    __m256i sum = f->shift == 0 ? sums[i] : _mm256_add_epi32(_mm256_slli_epi32(sums[i], f->shift), bias[i]);
    steps[i] = nearest8(_mm256_mul_ps(_mm256_cvtepi32_ps(sum), factors[i]), bounded, f->highest);
  }
  __m256i low = _mm256_adds_epi16(_mm256_packs_epi32(steps[0], steps[1]), zero);
  __m256i high = _mm256_adds_epi16(_mm256_packs_epi32(steps[2], steps[3]), zero);
  __m256i levels = _mm256_packus_epi16(low, high);
  if (f->lowest + f->zero > 0) {
    levels = _mm256_max_epu8(levels, _mm256_set1_epi8((char)(f->lowest + f->zero)));
  }
  if (f->highest + f->zero < 255) {
    levels = _mm256_min_epu8(levels, _mm256_set1_epi8((char)(f->highest + f->zero)));
  }
  return levels;
#else
  (void)f, (void)bias, (void)factors, (void)bounded;
  return sums[0];
#endif
}

FOR_AVX2 INLINED void store32(level_t *y, __m256i levels, int32_t count) {
  if (count >= 32) {
    _mm256_storeu_si256((__m256i *)(void *)y, levels);
  } else {
    level_t all[32];
    _mm256_storeu_si256((__m256i *)(void *)all, levels);
    memcpy(y, all, (size_t)count);
  }
}
