/* The signed bytes 0 and 2. */
static inline uint32_t even_signed_bytes(uint32_t bytes) {
  uint32_t halves;
  __asm__("sxtb16 %0, %1" : "=r"(halves) : "r"(bytes));
  return halves;
}

/* The signed bytes 1 and 3. */
static inline uint32_t odd_signed_bytes(uint32_t bytes) {
  uint32_t halves;
  __asm__("sxtb16 %0, %1, ror #8" : "=r"(halves) : "r"(bytes));
  return halves;
}

/* sum + the product of the lower halves. */
static inline int32_t add_lower(uint32_t a, uint32_t b, int32_t sum) {
  __asm__("smlabb %0, %1, %2, %0" : "+r"(sum) : "r"(a), "r"(b));
  return sum;
}

/* sum + the product of the upper halves. */
static inline int32_t add_upper(uint32_t a, uint32_t b, int32_t sum) {
  __asm__("smlatt %0, %1, %2, %0" : "+r"(sum) : "r"(a), "r"(b));
  return sum;
}
