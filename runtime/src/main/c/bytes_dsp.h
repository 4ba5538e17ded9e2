/* The bytes 0 and 2. */
static inline uint32_t even_bytes(uint32_t bytes) {
  uint32_t halves;
  __asm__("uxtb16 %0, %1" : "=r"(halves) : "r"(bytes));
  return halves;
}

/* The bytes 1 and 3. */
static inline uint32_t odd_bytes(uint32_t bytes) {
  uint32_t halves;
  __asm__("uxtb16 %0, %1, ror #8" : "=r"(halves) : "r"(bytes));
  return halves;
}
