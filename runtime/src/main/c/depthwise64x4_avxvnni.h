#include "depthwise64x4_levels.h"
#include "dot_x86.h"
#include "finish_avx2.h"

/* What stays in registers, or near, for 32 places. */
struct depthwise64x4_avxvnni {
  __m256i weights[64];
  __m256i begin[4];
  __m256 factors[4];
};

/* Up to 4 taps of places [4][4][...], each place's in its own 4 bytes: vectors by the second index. */
FOR_AVXVNNI INLINED void depthwise64x4_taps_avxvnni(
    const struct depthwise64x4 *s, const level_t *x, int32_t first, __m256i *taps) {
  const int32_t count = s->taps - first < s->group ? s->taps - first : s->group;
  __m256i levels[4];
  UNROLLED for (int32_t i = 0; i < 4; i++) {
    levels[i] = i < count ? depthwise64x4_levels32(s, x + s->places[first + i], 0) : _mm256_setzero_si256();
  }
  __m256i even = _mm256_unpacklo_epi8(levels[0], levels[1]);
  __m256i odd = _mm256_unpackhi_epi8(levels[0], levels[1]);
  __m256i even_later = _mm256_unpacklo_epi8(levels[2], levels[3]);
  __m256i odd_later = _mm256_unpackhi_epi8(levels[2], levels[3]);
  taps[0] = _mm256_unpacklo_epi16(even, even_later);
  taps[1] = _mm256_unpackhi_epi16(even, even_later);
  taps[2] = _mm256_unpacklo_epi16(odd, odd_later);
  taps[3] = _mm256_unpackhi_epi16(odd, odd_later);
}

FOR_AVXVNNI INLINED void depthwise64x4_load_avxvnni(
    const struct depthwise64x4 *s,
    const struct finish_with *with,
    const int8_t *weights,
    int32_t place,
    struct depthwise64x4_avxvnni *near) {
  const int32_t groups = (s->taps + s->group - 1) / s->group;
  const int8_t *own = weights + place / 64 * depthwise64x4_unit(s) + place % 64;
  UNROLLED for (int32_t i = 0; i < 4 * groups; i++) {
    near->weights[i] = _mm256_loadu_si256((const __m256i *)(const void *)(own + 64 * i));
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

FOR_AVXVNNI INLINED void depthwise64x4_end_avxvnni(
    const struct depthwise64x4 *s,
    const struct finish_with *with,
    const struct depthwise64x4_avxvnni *near,
    const __m256i *sums,
    struct depthwise64x4_line line) {
  if (!depthwise64x4_in_registers(s)) {
    int32_t turned[32];
    UNROLLED for (int32_t i = 0; i < 4; i++) {
      _mm256_storeu_si256((__m256i *)(void *)(turned + 8 * i), sums[i]);
    }
    depthwise64x4_finish(s, with, turned, 8, line);
    return;
  }
  __m256i levels = rounded32(&s->finish, sums, near->begin, near->factors, s->bounded);
  store32(line.y, levels, line.count);
  if (s->finish.to == TO_TABLE) {
    look_up(with, line.count, line.y);
  }
}

/* Of one place of y, or of 32. */
FOR_AVXVNNI INLINED void depthwise64x4_part_avxvnni(
    const struct depthwise64x4 *s,
    const struct finish_with *with,
    const struct depthwise64x4_avxvnni *near,
    struct depthwise64x4_line line) {
  const int32_t groups = (s->taps + s->group - 1) / s->group;
  __m256i sums[4];
  UNROLLED for (int32_t i = 0; i < 4; i++) {
    sums[i] = begun8(&s->finish, near->begin[i]);
  }
  UNROLLED for (int32_t g = 0; g < groups; g++) {
    __m256i taps[4];
    depthwise64x4_taps_avxvnni(s, line.x, g * s->group, taps);
    UNROLLED for (int32_t i = 0; i < 4; i++) {
      sums[i] = dot8(sums[i], taps[i], near->weights[4 * g + i]);
    }
  }
  depthwise64x4_end_avxvnni(s, with, near, sums, line);
}

/* A row of pixels whose columns of taps are those of their neighbours, too: each is spread once. */
FOR_AVXVNNI INLINED void depthwise64x4_rolled_avxvnni(
    const struct depthwise64x4 *s,
    const struct finish_with *with,
    const struct depthwise64x4_avxvnni *near,
    struct depthwise64x4_line line) {
  __m256i taps[3][4];
  depthwise64x4_taps_avxvnni(s, line.x, 0, taps[0]);
  depthwise64x4_taps_avxvnni(s, line.x, 3, taps[1]);
  for (int32_t column = 0; column < s->columns; column += 3) {
    UNROLLED for (int32_t turn = 0; turn < 3; turn++) {
      if (column + turn < s->columns) {
        __m256i sums[4];
        depthwise64x4_taps_avxvnni(s, line.x, 6, taps[(turn + 2) % 3]);
        UNROLLED for (int32_t i = 0; i < 4; i++) {
          sums[i] = begun8(&s->finish, near->begin[i]);
          sums[i] = dot8(sums[i], taps[turn][i], near->weights[i]);
          sums[i] = dot8(sums[i], taps[(turn + 1) % 3][i], near->weights[4 + i]);
          sums[i] = dot8(sums[i], taps[(turn + 2) % 3][i], near->weights[8 + i]);
        }
        depthwise64x4_end_avxvnni(s, with, near, sums, line);
        line.x += s->x_column;
        line.y += s->y_column * (s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1);
        line.other += s->finish.to == TO_ADDED ? s->other_column : 0;
      }
    }
  }
}

FOR_AVXVNNI INLINED void depthwise64x4_avxvnni(
    const struct depthwise64x4 *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y) {
  const int32_t length = depthwise64x4_length(s);
  for (int32_t start = 0; start < 64 * s->units && start < length; start += 32) {
    struct depthwise64x4_avxvnni near;
    depthwise64x4_load_avxvnni(s, with, weights, start, &near);
    for (int32_t row = 0; row < s->images * s->rows; row++) {
      const int32_t image = row / s->rows;
      if (depthwise64x4_rolls(s)) {
        struct depthwise64x4_line line = depthwise64x4_at(s, x, other, y, image, row % s->rows, 0);
        depthwise64x4_rolled_avxvnni(s, with, &near, depthwise64x4_later(s, line, start, 32));
        continue;
      }
      for (int32_t column = 0; column < (s->joined ? 1 : s->columns); column++) {
        struct depthwise64x4_line line = depthwise64x4_at(s, x, other, y, image, row % s->rows, column);
        for (int32_t place = start; place < length; place += 64 * s->units) {
          depthwise64x4_part_avxvnni(s, with, &near, depthwise64x4_later(s, line, place, 32));
        }
      }
    }
  }
}
