#include "depthwise64x4_line.h"

/* How far the byte that a place sees is from that of place 0. */
static inline int32_t depthwise64x4_step(const struct depthwise64x4 *s, int32_t place) {
  const int32_t together = depthwise64x4_together(s);
  return together < 64 ? place / together * s->x_column + place % together : place;
}

/* What 16 places from the given one on see of a tap. */
FOR_AVX2 INLINED __m128i depthwise64x4_levels16(const struct depthwise64x4 *s, const level_t *x, int32_t place) {
  const level_t *from = x + depthwise64x4_step(s, place);
  if (depthwise64x4_together(s) >= 16) {
    return _mm_loadu_si128((const __m128i *)(const void *)from);
  }
  return _mm_unpacklo_epi64(
      _mm_loadl_epi64((const __m128i *)(const void *)from),
      _mm_loadl_epi64((const __m128i *)(const void *)(from + s->x_column)));
}

FOR_AVX2 INLINED __m256i depthwise64x4_levels32(const struct depthwise64x4 *s, const level_t *x, int32_t place) {
  if (depthwise64x4_together(s) >= 32) {
    return _mm256_loadu_si256((const __m256i *)(const void *)(x + depthwise64x4_step(s, place)));
  }
  __m256i low = _mm256_castsi128_si256(depthwise64x4_levels16(s, x, place));
  return _mm256_inserti128_si256(low, depthwise64x4_levels16(s, x, place + 16), 1);
}
