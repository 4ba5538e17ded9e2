#ifdef __ARM_FEATURE_MVE
#include <arm_mve.h>
#endif

/* Where the windows of a convolution lie in an image whose channels are neighbours. */
struct windows {
  int32_t rows; /* of the image */
  int32_t columns;
  int32_t pixel;    /* levels from one pixel to the next */
  int32_t channels; /* that a window reads of each pixel */
  int32_t kernel_rows;
  int32_t kernel_columns;
  int32_t stride_rows;
  int32_t stride_columns;
  int32_t dilation_rows;
  int32_t dilation_columns;
  int32_t before_rows; /* of the border */
  int32_t before_columns;
  int32_t zero; /* the level of the border */
};

/* The first row and column of a window; both may lie in the border. */
struct corner {
  int32_t row;
  int32_t column;
};

static inline struct corner window_corner(const struct windows *w, int32_t row, int32_t column) {
  struct corner corner = {
      row * w->stride_rows - w->before_rows, column * w->stride_columns - w->before_columns};
  return corner;
}

static inline const level_t *window_pixel(
    const struct windows *w, const level_t *x, int32_t row, int32_t column) {
  return x + (row * w->columns + column) * w->pixel;
}

/* memcpy for few levels. */
static inline level_t *gather_levels(level_t *to, const level_t *from, int32_t count) {
#ifdef __ARM_FEATURE_MVE
  for (int32_t i = 0; i < count; i += 16) {
    mve_pred16_t left = vctp8q((uint32_t)(count - i));
    vstrbq_p_u8((uint8_t *)to + i, vldrbq_z_u8((const uint8_t *)from + i, left), left);
  }
  return to + count;
#else
  for (; count >= 4; count -= 4, from += 4, to += 4) {
    memcpy(to, from, 4);
  }
  for (; count > 0; count--) {
    *to++ = *from++;
  }
  return to;
#endif
}

/* Copies a window without gaps, the border as well. */
static void gather_window(const struct windows *w, const level_t *x, struct corner at, level_t *to) {
  const int joined = w->dilation_columns == 1 && w->pixel == w->channels;
  for (int32_t i = 0; i < w->kernel_rows; i++) {
    int32_t row = at.row + i * w->dilation_rows;
    int row_inside = row >= 0 && row < w->rows;
    if (row_inside && joined && at.column >= 0 && at.column + w->kernel_columns <= w->columns) {
      to = gather_levels(to, window_pixel(w, x, row, at.column), w->kernel_columns * w->channels);
      continue;
    }
    for (int32_t j = 0; j < w->kernel_columns; j++) {
      int32_t column = at.column + j * w->dilation_columns;
      if (row_inside && column >= 0 && column < w->columns) {
        to = gather_levels(to, window_pixel(w, x, row, column), w->channels);
      } else {
        memset(to, w->zero, (size_t)w->channels);
        to += w->channels;
      }
    }
  }
}
