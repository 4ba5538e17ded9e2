/*
 * Vector instructions of x86 that the machine at hand may lack, emulated by SIMDe. Generated files find this header in the
 * place of the compiler's own; what SIMDe 0.7.4 does not have stands below, after Intel's description of each.
 */
#ifndef EMULATED_IMMINTRIN_H
#define EMULATED_IMMINTRIN_H

#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/x86/avx512.h>
#include <stdint.h>
#include <string.h>

#ifndef __mmask16
typedef uint16_t __mmask16;
#endif

/* Functions are compiled for the machine at hand. */
#define FOR_AVX2
#define FOR_AVXVNNI
#define FOR_AVX512VNNI

#ifndef _mm512_cvtepi32_ps
static inline __m512 _mm512_cvtepi32_ps(__m512i a) {
  int32_t from[16];
  float to[16];
  memcpy(from, &a, sizeof from);
  for (int i = 0; i < 16; i++) {
    to[i] = (float)from[i];
  }
  return _mm512_loadu_ps(to);
}
#endif

#ifndef _mm512_cvtps_epi32
static inline __m512i _mm512_cvtps_epi32(__m512 a) {
  __m256 halves[2];
  __m256i to[2];
  memcpy(halves, &a, sizeof halves);
  to[0] = _mm256_cvtps_epi32(halves[0]);
  to[1] = _mm256_cvtps_epi32(halves[1]);
  return _mm512_loadu_si512(to);
}
#endif

#ifndef _mm512_cvtepu8_epi32
static inline __m512i _mm512_cvtepu8_epi32(__m128i a) {
  uint8_t from[16];
  int32_t to[16];
  memcpy(from, &a, sizeof from);
  for (int i = 0; i < 16; i++) {
    to[i] = from[i];
  }
  return _mm512_loadu_si512(to);
}
#endif

/* Saturates numbers without a sign. */
#ifndef _mm512_cvtusepi32_epi8
static inline __m128i _mm512_cvtusepi32_epi8(__m512i a) {
  uint32_t from[16];
  uint8_t to[16];
  memcpy(from, &a, sizeof from);
  for (int i = 0; i < 16; i++) {
    to[i] = (uint8_t)(from[i] > 255 ? 255 : from[i]);
  }
  return _mm_loadu_si128((const __m128i *)(const void *)to);
}
#endif

#ifndef _mm512_cmplt_epi32_mask
static inline __mmask16 _mm512_cmplt_epi32_mask(__m512i a, __m512i b) {
  int32_t left[16], right[16];
  unsigned mask = 0;
  memcpy(left, &a, sizeof left);
  memcpy(right, &b, sizeof right);
  for (int i = 0; i < 16; i++) {
    mask |= (unsigned)(left[i] < right[i]) << i;
  }
  return (__mmask16)mask;
}
#endif

/* Bytes without a bit in the mask are neither read nor written. */
#ifndef _mm_maskz_loadu_epi8
static inline __m128i _mm_maskz_loadu_epi8(__mmask16 mask, const void *bytes) {
  uint8_t loaded[16] = {0};
  for (int i = 0; i < 16; i++) {
    if (mask >> i & 1) {
      loaded[i] = ((const uint8_t *)bytes)[i];
    }
  }
  return _mm_loadu_si128((const __m128i *)(const void *)loaded);
}
#endif

#ifndef _mm_mask_storeu_epi8
static inline void _mm_mask_storeu_epi8(void *bytes, __mmask16 mask, __m128i a) {
  uint8_t from[16];
  memcpy(from, &a, sizeof from);
  for (int i = 0; i < 16; i++) {
    if (mask >> i & 1) {
      ((uint8_t *)bytes)[i] = from[i];
    }
  }
}
#endif

#ifndef _mm512_mask_storeu_epi8
static inline void _mm512_mask_storeu_epi8(void *bytes, uint64_t mask, __m512i a) {
  uint8_t from[64];
  memcpy(from, &a, sizeof from);
  for (int i = 0; i < 64; i++) {
    if (mask >> i & 1) {
      ((uint8_t *)bytes)[i] = from[i];
    }
  }
}
#endif

/* The same instruction in another encoding. */
#ifndef _mm256_dpbusd_avx_epi32
#define _mm256_dpbusd_avx_epi32(sums, levels, weights) _mm256_dpbusd_epi32(sums, levels, weights)
#endif

#endif
