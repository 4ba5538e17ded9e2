/* How a tensor's integers are read. */
struct steps {
  int32_t wide; /* whether they are sums, not levels */
  int32_t zero; /* what levels are counted from */
};

/* Reads integers that lie a stride apart. */
static inline void read_steps(
    const struct steps *s, const void *x, int32_t from, int32_t stride, int32_t count, int32_t *steps) {
  if (s->wide) {
    const int32_t *sums = (const int32_t *)x + from;
    for (int32_t i = 0; i < count; i++) {
      steps[i] = sums[i * stride];
    }
    return;
  }
  const level_t *levels = (const level_t *)x + from;
  if (stride == 1) {
    for (int32_t i = 0; i < count; i++) {
      steps[i] = levels[i] - s->zero;
    }
    return;
  }
  for (int32_t i = 0; i < count; i++) {
    steps[i] = levels[i * stride] - s->zero;
  }
}
