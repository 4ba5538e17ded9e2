/* Rows of an image as they are copied, with what is around them: as many as a window spans, each at its number modulo span. */
struct copied_rows {
  int32_t x[2];     /* strides: image, row */
  int32_t x_rows;
  int32_t x_length; /* levels of a row */
  int32_t first;    /* of x, for the first row of the result */
  int32_t step;     /* from one row of the result to the next */
  int32_t span;
  int32_t before;   /* levels that are put before a row */
  int32_t length;   /* of a row with what is around it */
  int32_t zero;     /* what is around it */
};

/* The levels of a row by its number, or none if it is outside the image. */
static inline const level_t *row_to_copy(const struct copied_rows *c, const level_t *image, int32_t number) {
  const int32_t row = c->first + number;
  return row >= 0 && row < c->x_rows ? image + row * c->x[1] : 0;
}
