/* Windows over up to three spatial axes of images whose channels lie side by side. */
struct pool {
  int32_t images;
  int32_t channels;
  int32_t x_size[3];
  int32_t y_size[3];
  int32_t kernel[3];
  int32_t stride[3];
  int32_t dilation[3];
  int32_t before[3];
  int32_t after[3];
  int32_t x[4]; /* strides: image, three spatial axes */
  int32_t y[4];
};

/* Neighbouring taps of a window along one axis, and where the first lies. */
struct pool_taps {
  int32_t place;
  int32_t count;
};

/* The taps of the window at a position that lie from low to before high. */
static inline struct pool_taps taps_within(
    const struct pool *s, int axis, int32_t position, int32_t low, int32_t high) {
  const int32_t dilation = s->dilation[axis];
  int32_t start = position * s->stride[axis] - s->before[axis];
  int32_t last = start + (s->kernel[axis] - 1) * dilation;
  struct pool_taps taps = {start, s->kernel[axis]};
  if (start >= low && last < high) {
    return taps;
  }
  if (start < low) {
    taps.place += (low - start + dilation - 1) / dilation * dilation;
  }
  last = last < high ? last : high - 1;
  taps.count = taps.place <= last ? (last - taps.place) / dilation + 1 : 0;
  return taps;
}

/* Those that lie within x. */
static inline struct pool_taps taps_inside(const struct pool *s, int axis, int32_t position) {
  return taps_within(s, axis, position, 0, s->x_size[axis]);
}
