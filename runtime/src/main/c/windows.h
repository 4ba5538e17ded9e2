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

/* How far a pixel is from the first one, in levels. */
static inline int32_t window_offset(const struct windows *w, int32_t row, int32_t column) {
  return (row * w->columns + column) * w->pixel;
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
  for (; count >= 16; count -= 16, from += 16, to += 16) {
    memcpy(to, from, 16);
  }
  for (; count >= 4; count -= 4, from += 4, to += 4) {
    memcpy(to, from, 4);
  }
  for (; count > 0; count--) {
    *to++ = *from++;
  }
  return to;
#endif
}

/* memset for few levels. */
static inline level_t *fill_levels(level_t *to, int32_t level, int32_t count) {
  const uint32_t four = (uint32_t)(level & 0xFF) * 0x01010101u;
  for (; count >= 8; count -= 8, to += 8) {
    memcpy(to, &four, 4);
    memcpy(to + 4, &four, 4);
  }
  for (; count > 0; count--) {
    *to++ = (level_t)level;
  }
  return to;
}

/* Copies a window, the border as well; its rows begin every `step` levels. */
static void gather_window(const struct windows *w, const level_t *x, struct corner at, int32_t step, level_t *window) {
  const uint32_t columns = (uint32_t)w->columns;
  const int32_t channels = w->channels;
  const int32_t count = w->kernel_columns;
  const int32_t stride = w->dilation_columns * w->pixel;
  const int inside = at.column >= 0 && at.column + count <= w->columns && stride == channels;
  for (int32_t i = 0; i < w->kernel_rows; i++, at.row += w->dilation_rows, window += step) {
    if ((uint32_t)at.row >= (uint32_t)w->rows) {
      fill_levels(window, w->zero, count * channels);
      continue;
    }
    int32_t from = window_offset(w, at.row, at.column);
    if (inside) {
      gather_levels(window, x + from, count * channels);
      continue;
    }
    level_t *to = window;
    int32_t column = at.column;
    for (int32_t j = 0; j < count; j++, column += w->dilation_columns, from += stride) {
      to = (uint32_t)column < columns ? gather_levels(to, x + from, channels) : fill_levels(to, w->zero, channels);
    }
  }
}
