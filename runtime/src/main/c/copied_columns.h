/* Where the windows of a convolution lie in an image. */
struct window {
  int32_t x_rows;
  int32_t x_columns;
  int32_t x[3]; /* strides: row, column, channel */
  int32_t channels;
  int32_t rows;
  int32_t columns;
  int32_t row_step; /* from one tap to the next */
  int32_t column_step;
  int32_t zero; /* what is outside the image */
};

/* What windows are copied to, of a length that is a multiple of STRIDE: something whose products with int8_t there are
   instructions to sum. */
#if LEAST_LEVEL == 0 && defined(__GNUC__) && !defined(__clang__) && (defined(__AVX512VNNI__) || defined(__AVXVNNI__))
typedef level_t operand_t;
enum { STRIDE = 64, LEVELS_ARE_OPERANDS = 1 };
#elif LEAST_LEVEL < 0 && defined(__ARM_FEATURE_DOTPROD)
typedef level_t operand_t;
enum { STRIDE = 16, LEVELS_ARE_OPERANDS = 1 };
#else
typedef int16_t operand_t;
enum { STRIDE = 16, LEVELS_ARE_OPERANDS = 0 };
#endif

/* Copies levels in parts of a size that the compiler knows; the last part may overlap the one before. */
static inline void copy_parts(
    const level_t *restrict from, int32_t step, int32_t count, int32_t part, operand_t *restrict to) {
  for (int32_t start = 0; start < count; start += part) {
    const int32_t at = start + part < count ? start : count - part;
    for (int32_t i = 0; i < part; i++) {
      to[at + i] = from[(at + i) * step];
    }
  }
}

static inline void copy_levels(const level_t *restrict from, int32_t step, int32_t count, operand_t *restrict to) {
  if (step == 1 && count >= 16) {
    copy_parts(from, 1, count, 16, to);
  } else if (step == 1 && count >= 4) {
    copy_parts(from, 1, count, 4, to);
  } else {
    copy_parts(from, step, count, 1, to);
  }
}

/* Copies columns of as many rows as a window has, from the given place on, which may be outside the image; they are a step
   apart there and a pitch in the copy. */
static inline void copy_columns(
    const struct window *w, const level_t *image, int32_t row, int32_t first, int32_t step, int32_t count, int32_t pitch,
    operand_t *to) {
  for (int32_t i = 0; i < w->rows; i++, row += w->row_step, to += w->channels) {
    if (row < 0 || row >= w->x_rows) {
      continue;
    }
    for (int32_t j = 0, column = first; j < count; j++, column += step) {
      if (column >= 0 && column < w->x_columns) {
        copy_levels(image + row * w->x[0] + column * w->x[1], w->x[2], w->channels, to + j * pitch);
      }
    }
  }
}

/* What stands for all that is outside the image. */
static inline void fill_columns(const struct window *w, int32_t length, operand_t *to) {
  for (int32_t i = 0; i < length; i++) {
    to[i] = (operand_t)w->zero;
  }
}
