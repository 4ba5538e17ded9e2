#include "conv16x4_tile.h"
#include "finish_avx2.h"

/* The weights of a tile's vector of 8 channels, which is half of a block; odd is whether the tile begins with a second half. */
static inline const int8_t *conv16x4_eight(const struct conv16x4 *s, const int8_t *weights, int32_t odd, int32_t vector) {
  return weights + conv16x4_block(s, (odd + vector) / 2) + ((odd + vector) % 2 - odd) * 32;
}

/* Finishes sums of some pixels and vectors of channels. */
FOR_AVX2 INLINED void conv16x4_end8(
    const struct conv16x4 *s,
    const struct finish_with *with,
    int32_t pixels,
    int32_t vectors,
    const __m256i *sums,
    struct conv16x4_tile tile) {
  const int32_t channels = 8 * (vectors - 1) + tile.last;
  if (!finishes_in_registers(&s->finish)) {
    int32_t products[128];
    UNROLLED for (int32_t i = 0; i < pixels * vectors; i++) {
      _mm256_storeu_si256((__m256i *)(void *)(products + 8 * i), sums[i]);
    }
    conv16x4_finish(s, with, pixels, channels, products, 8 * vectors, tile);
    return;
  }
  UNROLLED for (int32_t v = 0; v < vectors; v++) {
    UNROLLED for (int32_t p = 0; p < pixels; p++) {
      struct conv16x4_tile to = conv16x4_along(s, tile, 0, p);
      finish8(
          &s->finish, with, sums[p * vectors + v], v == vectors - 1 ? tile.last : 8, s->bounded,
          tile.channel + 8 * v, s->finish.to == TO_ADDED ? to.other + 8 * v : 0, to.y + 8 * v);
    }
  }
  if (s->finish.to == TO_TABLE) {
    conv16x4_finish(s, with, pixels, channels, 0, 0, tile);
  }
}
