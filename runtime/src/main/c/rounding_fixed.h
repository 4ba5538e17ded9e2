/* A ratio of scales: multiplier / 2^right. */
typedef struct {
  int32_t multiplier;
  int32_t right;
} factor_t;

/* Division by 2^bits toward minus infinity; C leaves to the compiler what >> does to negative numbers. */
static inline int64_t halved(int64_t number, int32_t bits) {
  return number < 0 ? ~(~number >> bits) : number >> bits;
}

/* floor(sum * factor + 1/2) within the bounds. */
static inline int32_t rounded(int32_t sum, factor_t factor, int32_t lowest, int32_t highest) {
  int64_t product = (int64_t)sum * factor.multiplier + ((int64_t)1 << (factor.right - 1));
  int64_t nearest = halved(product, factor.right);
  nearest = nearest < lowest ? lowest : nearest;
  return (int32_t)(nearest > highest ? highest : nearest);
}
