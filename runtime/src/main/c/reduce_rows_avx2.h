#include "isa_x86.h"
#include "reduce_rows_shape.h"

#if X86
/* Sums 16 channels of an image. */
FOR_AVX2 INLINED void sum16(const struct reduce_rows *s, const level_t *x, int32_t *sums) {
  __m256i low = _mm256_set1_epi32(-s->zero), high = low;
  for (int32_t row = 0; row < s->rows; row++, x += s->x_row) {
    for (int32_t column = 0; column < s->columns; column++) {
      __m128i levels = _mm_loadu_si128((const __m128i *)(const void *)(x + column * s->channels));
      low = _mm256_add_epi32(low, _mm256_cvtepu8_epi32(levels));
      high = _mm256_add_epi32(high, _mm256_cvtepu8_epi32(_mm_srli_si128(levels, 8)));
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
