#include "depthwise64x4_levels.h"
#include "dot_x86.h"
#include "finish_avx512.h"

/* What stays in registers, or near, for 64 places. */
struct depthwise64x4_avx512vnni {
  __m512i weights[64];
  __m512i begin[4];
  __m512 factors[4];
};

FOR_AVX512VNNI INLINED __m512i depthwise64x4_levels64(const struct depthwise64x4 *s, const level_t *x) {
  if (depthwise64x4_together(s) >= 64) {
    return _mm512_loadu_si512(x);
  }
  __m512i low = _mm512_castsi256_si512(depthwise64x4_levels32(s, x, 0));
  return _mm512_inserti64x4(low, depthwise64x4_levels32(s, x, 32), 1);
}

/* Up to 4 taps of places [4][4][...], each place's in its own 4 bytes: vectors by the second index. */
FOR_AVX512VNNI INLINED void depthwise64x4_taps_avx512vnni(
    const struct depthwise64x4 *s, const level_t *x, int32_t first, __m512i *taps) {
  const int32_t count = s->taps - first < s->group ? s->taps - first : s->group;
  __m512i levels[4];
  UNROLLED for (int32_t i = 0; i < 4; i++) {
    levels[i] = i < count ? depthwise64x4_levels64(s, x + s->places[first + i]) : _mm512_setzero_si512();
  }
  __m512i even = _mm512_unpacklo_epi8(levels[0], levels[1]);
  __m512i odd = _mm512_unpackhi_epi8(levels[0], levels[1]);
  __m512i even_later = _mm512_unpacklo_epi8(levels[2], levels[3]);
  __m512i odd_later = _mm512_unpackhi_epi8(levels[2], levels[3]);
  taps[0] = _mm512_unpacklo_epi16(even, even_later);
  taps[1] = _mm512_unpackhi_epi16(even, even_later);
  taps[2] = _mm512_unpacklo_epi16(odd, odd_later);
  taps[3] = _mm512_unpackhi_epi16(odd, odd_later);
}

FOR_AVX512VNNI INLINED void depthwise64x4_load_avx512vnni(
    const struct depthwise64x4 *s,
    const struct finish_with *with,
    const int8_t *weights,
    int32_t place,
    struct depthwise64x4_avx512vnni *near) {
  const int32_t groups = (s->taps + s->group - 1) / s->group;
  const int8_t *own = weights + place / 64 * depthwise64x4_unit(s) + place % 64;
  UNROLLED for (int32_t i = 0; i < 4 * groups; i++) {
    near->weights[i] = _mm512_loadu_si512(own + 64 * i);
  }
  UNROLLED for (int32_t i = 0; i < 4; i++) {
    near->begin[i] = _mm512_setzero_si512();
    near->factors[i] = _mm512_setzero_ps();
    if (depthwise64x4_in_registers(s)) {
      depthwise64x4_turned(with->bias + place, 16, i, &near->begin[i]);
#if defined(ROUNDS_IN_FLOAT)
      near->factors[i] = _mm512_set1_ps(with->factors[0]);
      if (!s->finish.uniform) {
        depthwise64x4_turned(with->factors + place, 16, i, &near->factors[i]);
      }
#endif
    }
  }
}

FOR_AVX512VNNI INLINED void depthwise64x4_end_avx512vnni(
    const struct depthwise64x4 *s,
    const struct finish_with *with,
    const struct depthwise64x4_avx512vnni *near,
    const __m512i *sums,
    struct depthwise64x4_line line) {
  if (!depthwise64x4_in_registers(s)) {
    int32_t turned[64];
    UNROLLED for (int32_t i = 0; i < 4; i++) {
      _mm512_storeu_si512(turned + 16 * i, sums[i]);
    }
    depthwise64x4_finish(s, with, turned, 16, line);
    return;
  }
  __m512i levels = rounded64(&s->finish, sums, near->begin, near->factors, s->bounded);
  store64(line.y, levels, line.count);
  if (s->finish.to == TO_TABLE) {
    look_up(with, line.count, line.y);
  }
}

/* Of one place of y, or of 64. */
FOR_AVX512VNNI INLINED void depthwise64x4_part_avx512vnni(
    const struct depthwise64x4 *s,
    const struct finish_with *with,
    const struct depthwise64x4_avx512vnni *near,
    struct depthwise64x4_line line) {
  const int32_t groups = (s->taps + s->group - 1) / s->group;
  __m512i sums[4];
  UNROLLED for (int32_t i = 0; i < 4; i++) {
    sums[i] = begun16(&s->finish, near->begin[i]);
  }
  UNROLLED for (int32_t g = 0; g < groups; g++) {
    __m512i taps[4];
    depthwise64x4_taps_avx512vnni(s, line.x, g * s->group, taps);
    UNROLLED for (int32_t i = 0; i < 4; i++) {
      sums[i] = dot16(sums[i], taps[i], near->weights[4 * g + i]);
    }
  }
  depthwise64x4_end_avx512vnni(s, with, near, sums, line);
}

/* A row of pixels whose columns of taps are those of their neighbours, too: each is spread once. */
FOR_AVX512VNNI INLINED void depthwise64x4_rolled_avx512vnni(
    const struct depthwise64x4 *s,
    const struct finish_with *with,
    const struct depthwise64x4_avx512vnni *near,
    struct depthwise64x4_line line) {
  __m512i taps[3][4];
  depthwise64x4_taps_avx512vnni(s, line.x, 0, taps[0]);
  depthwise64x4_taps_avx512vnni(s, line.x, 3, taps[1]);
  for (int32_t column = 0; column < s->columns; column += 3) {
    UNROLLED for (int32_t turn = 0; turn < 3; turn++) {
      if (column + turn < s->columns) {
        __m512i sums[4];
        depthwise64x4_taps_avx512vnni(s, line.x, 6, taps[(turn + 2) % 3]);
        UNROLLED for (int32_t i = 0; i < 4; i++) {
          sums[i] = begun16(&s->finish, near->begin[i]);
          sums[i] = dot16(sums[i], taps[turn][i], near->weights[i]);
          sums[i] = dot16(sums[i], taps[(turn + 1) % 3][i], near->weights[4 + i]);
          sums[i] = dot16(sums[i], taps[(turn + 2) % 3][i], near->weights[8 + i]);
        }
        depthwise64x4_end_avx512vnni(s, with, near, sums, line);
        line.x += s->x_column;
        line.y += s->y_column * (s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1);
        line.other += s->finish.to == TO_ADDED ? s->other_column : 0;
      }
    }
  }
}

FOR_AVX512VNNI INLINED void depthwise64x4_avx512vnni(
    const struct depthwise64x4 *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y) {
  const int32_t length = depthwise64x4_length(s);
  for (int32_t start = 0; start < 64 * s->units && start < length; start += 64) {
    struct depthwise64x4_avx512vnni near;
    depthwise64x4_load_avx512vnni(s, with, weights, start, &near);
    for (int32_t row = 0; row < s->images * s->rows; row++) {
      const int32_t image = row / s->rows;
      if (depthwise64x4_rolls(s)) {
        struct depthwise64x4_line line = depthwise64x4_at(s, x, other, y, image, row % s->rows, 0);
        depthwise64x4_rolled_avx512vnni(s, with, &near, depthwise64x4_later(s, line, start, 64));
        continue;
      }
      for (int32_t column = 0; column < (s->joined ? 1 : s->columns); column++) {
        struct depthwise64x4_line line = depthwise64x4_at(s, x, other, y, image, row % s->rows, column);
        for (int32_t place = start; place < length; place += 64 * s->units) {
          depthwise64x4_part_avx512vnni(s, with, &near, depthwise64x4_later(s, line, place, 64));
        }
      }
    }
  }
}
