/* Windows of an image of rows that lie without gaps. A window is a number of runs of neighbouring levels in each row. */
struct window {
  int32_t x_rows;
  int32_t x_row;    /* levels from one row to the next */
  int32_t x_length; /* levels of a row; those beside it stand for zero */
  int32_t rows;
  int32_t row_step; /* rows of the image from one row of the window to the next */
  int32_t runs;     /* in a row of the window */
  int32_t run;      /* levels in each */
  int32_t run_step; /* levels from the start of one to that of the next */
  int32_t zero;
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

static inline void copy_levels(const level_t *restrict from, int32_t count, operand_t *restrict to) {
  for (int32_t i = 0; i < count; i++) {
    to[i] = from[i];
  }
}

static inline void fill_levels(int32_t level, int32_t count, operand_t *to) {
  for (int32_t i = 0; i < count; i++) {
    to[i] = (operand_t)level;
  }
}

/* Copies neighbouring levels of a row that starts before the first or ends after the last of them. */
static inline void copy_clipped(const struct window *s, const level_t *row, int32_t first, operand_t *to) {
  int32_t before = first < 0 ? -first : 0;
  int32_t inside = s->x_length - first;
  before = before < s->run ? before : s->run;
  inside = inside < s->run ? inside : s->run;
  fill_levels(s->zero, before, to);
  if (inside > before) {
    copy_levels(row + first + before, inside - before, to + before);
    before = inside;
  }
  fill_levels(s->zero, s->run - before, to + before);
}

/* Whether a run that starts at some place of some row does not leave the image. */
static inline int is_inside(const struct window *s, int32_t row, int32_t first) {
  return row >= 0 && row < s->x_rows && first >= 0 && first + s->run <= s->x_length;
}

/* Copies the window whose first level is that at first of some row; either may be outside the image. */
static inline void copy_window(
    const struct window *s, const level_t *image, int32_t row, int32_t first, operand_t *to) {
  for (int32_t i = 0; i < s->rows; i++, row += s->row_step) {
    int32_t at = first;
    for (int32_t j = 0; j < s->runs; j++, at += s->run_step, to += s->run) {
      if (is_inside(s, row, at)) {
        copy_levels(image + row * s->x_row + at, s->run, to);
      } else if (row < 0 || row >= s->x_rows) {
        fill_levels(s->zero, s->run, to);
      } else {
        copy_clipped(s, image + row * s->x_row, at, to);
      }
    }
  }
}
