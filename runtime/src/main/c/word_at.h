/* Four bytes from any address. */
static inline uint32_t word_at(const void *place) {
  uint32_t word;
  memcpy(&word, place, sizeof word);
  return word;
}
