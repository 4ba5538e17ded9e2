#if defined(__FAST_MATH__)
#error "-ffast-math changes what this file computes"
#endif
#define ROUNDS_IN_FLOAT 1

/* A ratio of scales. */
typedef float factor_t;

/* sum * factor in f32, rounded to the nearest, ties to even, within bounds whose magnitude is below 2^17. The clamp stands
   between the product and the rounding, so that no compiler contracts them. */
static inline int32_t rounded(int32_t sum, factor_t factor, int32_t lowest, int32_t highest) {
  const float all_fractions_end = 12582912.0f; /* 1.5 * 2^23: the next float is 1 away */
  float product = (float)sum * factor;
  product = product < (float)lowest ? (float)lowest : product;
  product = product > (float)highest ? (float)highest : product;
  float moved = product + all_fractions_end;
  int32_t bits;
  memcpy(&bits, &moved, sizeof bits);
  return bits - 0x4B400000;
}
