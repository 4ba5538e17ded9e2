/* A ratio of scales: 2^left * multiplier / 2^31 / 2^right. */
typedef struct {
  int32_t multiplier;
  int32_t left;
  int32_t right;
} factor_t;

/* Division by 2^bits toward minus infinity; C leaves to the compiler what >> does to negative numbers. */
static inline int64_t halved(int64_t number, int32_t bits) {
  return number < 0 ? ~(~number >> bits) : number >> bits;
}

/* The high half of the doubled product, ties upward; then that by 2^right, ties away from zero; within the bounds. */
static inline int32_t rounded(int32_t sum, factor_t factor, int32_t lowest, int32_t highest) {
  int64_t shifted = (int64_t)sum * ((int64_t)1 << factor.left);
  shifted = shifted < INT32_MIN ? INT32_MIN : shifted;
  shifted = shifted > INT32_MAX ? INT32_MAX : shifted;
  int64_t high = halved(shifted * factor.multiplier + ((int64_t)1 << 30), 31);
  int64_t half = factor.right > 0 ? (int64_t)1 << (factor.right - 1) : 0;
  int64_t nearest = high < 0 ? -halved(half - high, factor.right) : halved(half + high, factor.right);
  nearest = nearest < lowest ? lowest : nearest;
  return (int32_t)(nearest > highest ? highest : nearest);
}
