struct fill_border {
  int32_t images;
  int32_t image; /* bytes from one to the next */
  int32_t rows;
  int32_t row;     /* bytes from one to the next */
  int32_t before;  /* bytes in front of the first row's content */
  int32_t content; /* bytes of a row that are not filled */
  int32_t after;   /* bytes behind the last row's content */
  int32_t level;
};

/* Writes a level around the rows of images, and between them. */
static void fill_border(const struct fill_border *s, level_t *images) {
  for (int32_t image = 0; image < s->images; image++) {
    level_t *at = images + image * s->image;
    memset(at, s->level, (size_t)s->before);
    at += s->before;
    for (int32_t row = 1; row < s->rows; row++) {
      memset(at + s->content, s->level, (size_t)(s->row - s->content));
      at += s->row;
    }
    memset(at + s->content, s->level, (size_t)s->after);
  }
}
