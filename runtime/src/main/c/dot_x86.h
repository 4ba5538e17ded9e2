#include "isa_x86.h"

/* Sums to which products of neighbours are added: dot8 and dot16 of 4 bytes, those of levels without a sign, pairs8 of 2
   words, pairs16 of 2 bytes in 16 bits. Where they are intrinsics, gcc 12 copies sums from register to register. */
#if defined(__clang__) || defined(EMULATED)
FOR_AVX2 INLINED __m256i pairs8(__m256i sums, __m256i levels, __m256i weights) {
  return _mm256_add_epi32(sums, _mm256_madd_epi16(levels, weights));
}

FOR_AVX2 INLINED __m256i pairs16(__m256i sums, __m256i levels, __m256i weights) {
  return _mm256_add_epi16(sums, _mm256_maddubs_epi16(levels, weights));
}

FOR_AVXVNNI INLINED __m256i dot8(__m256i sums, __m256i levels, __m256i weights) {
  return _mm256_dpbusd_avx_epi32(sums, levels, weights);
}

FOR_AVX512VNNI INLINED __m512i dot16(__m512i sums, __m512i levels, __m512i weights) {
  return _mm512_dpbusd_epi32(sums, levels, weights);
}
#else
FOR_AVX2 INLINED __m256i pairs8(__m256i sums, __m256i levels, __m256i weights) {
  __asm__("vpaddd %1, %0, %0" : "+x"(sums) : "x"(_mm256_madd_epi16(levels, weights)));
  return sums;
}

FOR_AVX2 INLINED __m256i pairs16(__m256i sums, __m256i levels, __m256i weights) {
  __asm__("vpaddw %1, %0, %0" : "+x"(sums) : "x"(_mm256_maddubs_epi16(levels, weights)));
  return sums;
}

FOR_AVXVNNI INLINED __m256i dot8(__m256i sums, __m256i levels, __m256i weights) {
  __asm__("%{vex%} vpdpbusd %2, %1, %0" : "+x"(sums) : "x"(levels), "x"(weights));
  return sums;
}

FOR_AVX512VNNI INLINED __m512i dot16(__m512i sums, __m512i levels, __m512i weights) {
  __asm__("vpdpbusd %2, %1, %0" : "+v"(sums) : "v"(levels), "v"(weights));
  return sums;
}
#endif
