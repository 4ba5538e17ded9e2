#include "windows.h"

/* Whether no part of a window lies in the border. */
static inline int window_inside(const struct windows *w, struct corner at) {
  return at.row >= 0 && at.column >= 0 && at.row + (w->kernel_rows - 1) * w->dilation_rows < w->rows
         && at.column + (w->kernel_columns - 1) * w->dilation_columns < w->columns;
}
