#include "encode_image_shape.h"
#include "isa_x86.h"

#if X86
enum { ENCODED = 32 };

/* 8 numbers as steps; those from count on are not there. */
FOR_AVX2 INLINED __m256i encoded8(const struct encode *s, const float *x, int32_t count) {
  if (count <= 0) {
    return _mm256_setzero_si256();
  }
  const __m256i there = _mm256_cmpgt_epi32(_mm256_set1_epi32(count), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
  __m256 steps = count < 8 ? _mm256_maskload_ps(x, there) : _mm256_loadu_ps(x);
  steps = _mm256_div_ps(steps, _mm256_set1_ps(s->scale));
  steps = _mm256_max_ps(steps, _mm256_set1_ps((float)s->lowest)); /* the least, where it is not a number */
  steps = _mm256_min_ps(steps, _mm256_set1_ps((float)s->highest));
  return _mm256_cvtps_epi32(steps);
}

FOR_AVX2 INLINED __m256i encoded32(const struct encode *s, const float *x, int32_t count) {
  __m256i zero = _mm256_set1_epi16((int16_t)s->zero);
  __m256i one = _mm256_packs_epi32(encoded8(s, x, count), encoded8(s, x + 8, count - 8));
  __m256i two = _mm256_packs_epi32(encoded8(s, x + 16, count - 16), encoded8(s, x + 24, count - 24));
  one = _mm256_packus_epi16(_mm256_add_epi16(one, zero), _mm256_add_epi16(two, zero));
  return _mm256_permutevar8x32_epi32(one, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
}

/* 16 pixels of three channels each, of 16 levels of each channel. */
FOR_AVX2 INLINED void interleave3(level_t channels[][ENCODED], int32_t start, level_t *y) {
  static const uint8_t places[3][48] = {
    {
      0, 128, 128, 1, 128, 128, 2, 128, 128, 3, 128, 128, 4, 128, 128, 5, 128, 128, 6, 128, 128, 7,
      128, 128, 8, 128, 128, 9, 128, 128, 10, 128, 128, 11, 128, 128, 12, 128, 128, 13, 128, 128,
      14, 128, 128, 15, 128, 128
    },
    {
      128, 0, 128, 128, 1, 128, 128, 2, 128, 128, 3, 128, 128, 4, 128, 128, 5, 128, 128, 6, 128,
      128, 7, 128, 128, 8, 128, 128, 9, 128, 128, 10, 128, 128, 11, 128, 128, 12, 128, 128, 13, 128,
      128, 14, 128, 128, 15, 128
    },
    {
      128, 128, 0, 128, 128, 1, 128, 128, 2, 128, 128, 3, 128, 128, 4, 128, 128, 5, 128, 128, 6,
      128, 128, 7, 128, 128, 8, 128, 128, 9, 128, 128, 10, 128, 128, 11, 128, 128, 12, 128, 128, 13,
      128, 128, 14, 128, 128, 15
    }
  };
  for (int32_t part = 0; part < 48; part += 16) {
    __m128i sum = _mm_setzero_si128();
    for (int32_t channel = 0; channel < 3; channel++) {
      __m128i levels = _mm_loadu_si128((const __m128i *)(const void *)(channels[channel] + start));
      __m128i place = _mm_loadu_si128((const __m128i *)(const void *)(places[channel] + part));
      sum = _mm_or_si128(sum, _mm_shuffle_epi8(levels, place));
    }
    _mm_storeu_si128((__m128i *)(void *)(y + part), sum);
  }
}

FOR_AVX2 INLINED void interleave(level_t levels[][ENCODED], int32_t channels, int32_t count, level_t *y) {
  if (channels == 1) {
    memcpy(y, levels[0], (size_t)count);
  } else if (channels == 3 && count == ENCODED) {
    interleave3(levels, 0, y);
    interleave3(levels, 16, y + 48);
  } else {
    for (int32_t i = 0; i < count; i++) {
      for (int32_t channel = 0; channel < channels; channel++) {
        *y++ = levels[channel][i];
      }
    }
  }
}

/* Neighbouring columns of all channels, of which there are four at most. */
FOR_AVX2 INLINED void encode_columns(const struct encode_image *s, const float *x, int32_t count, level_t *y) {
  level_t levels[4][ENCODED];
  for (int32_t channel = 0; channel < s->channels; channel++) {
    __m256i of_channel = encoded32(&s->encode, x + channel * s->x_channel, count);
    _mm256_storeu_si256((__m256i *)(void *)levels[channel], of_channel);
  }
  interleave(levels, s->channels, count, y);
}

FOR_AVX2 static void encode_image_avx2(const struct encode_image *s, const float *x, level_t *y) {
  const int32_t rest = s->columns % ENCODED;
  const int32_t whole = s->columns - rest;
  for (int32_t row = 0; row < s->images * s->rows; row++) {
    const float *from = x + row / s->rows * s->x_image + row % s->rows * s->x_row;
    level_t *to = y + row / s->rows * s->y_image + row % s->rows * s->y_row;
    for (int32_t start = 0; start < whole; start += ENCODED) {
      encode_columns(s, from + start, ENCODED, to + start * s->channels);
    }
    if (rest > 0) {
      encode_columns(s, from + whole, rest, to + whole * s->channels);
    }
  }
}
#endif
