#include "isa_x86.h"
#include "reduce_rows_shape.h"

#if X86
/* So many levels surely add up to less than 2^16. */
enum { SUMMED_IN_WORDS = 256 };

/* 16 channels of a part of an image, which has so many pixels at most, added up. */
FOR_AVX2 INLINED __m256i words16(const struct reduce_rows *s, int32_t rows, int32_t columns, const level_t *x) {
  __m256i words = _mm256_setzero_si256();
  for (int32_t row = 0; row < rows; row++, x += s->x_row) {
    for (int32_t column = 0; column < columns; column++) {
      __m128i levels = _mm_loadu_si128((const __m128i *)(const void *)(x + column * s->channels));
      words = _mm256_add_epi16(words, _mm256_cvtepu8_epi16(levels));
    }
  }
  return words;
}

/* Sums 16 channels of an image, part by part. */
FOR_AVX2 INLINED void sum16(const struct reduce_rows *s, const level_t *x, int32_t *sums) {
  const int32_t columns = s->columns < SUMMED_IN_WORDS ? s->columns : SUMMED_IN_WORDS;
  const int32_t rows = SUMMED_IN_WORDS / columns;
  __m256i low = _mm256_set1_epi32(-s->zero), high = low;
  for (int32_t row = 0; row < s->rows; row += rows) {
    const int32_t tall = s->rows - row < rows ? s->rows - row : rows;
    for (int32_t column = 0; column < s->columns; column += columns) {
      const int32_t wide = s->columns - column < columns ? s->columns - column : columns;
      __m256i words = words16(s, tall, wide, x + row * s->x_row + column * s->channels);
      low = _mm256_add_epi32(low, _mm256_cvtepu16_epi32(_mm256_castsi256_si128(words)));
      high = _mm256_add_epi32(high, _mm256_cvtepu16_epi32(_mm256_extracti128_si256(words, 1)));
    }
  }
  _mm256_storeu_si256((__m256i *)(void *)sums, low);
  _mm256_storeu_si256((__m256i *)(void *)(sums + 8), high);
}

/* At least 16 channels. */
FOR_AVX2 static void reduce_rows_avx2(
    const struct reduce_rows *s, const struct finish_with *with, const level_t *x, level_t *y) {
  for (int32_t image = 0; image < s->images; image++, x += s->x_image, y += s->channels) {
    for (int32_t next = 0; next < s->channels; next += 16) {
      int32_t start = next < s->channels - 16 ? next : s->channels - 16;
      int32_t sums[16];
      sum16(s, x + start, sums);
      finish(&s->finish, with, sums, 16, 0, 0, y + start);
    }
  }
}
#endif
