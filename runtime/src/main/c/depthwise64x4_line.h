#include "depthwise64x4.h"
#include "finish_x86.h"

/* Where the places of a vector come from and go to. */
struct depthwise64x4_line {
  const level_t *x;
  const level_t *other;
  unsigned char *y;
  int32_t place;
  int32_t count;
};

/* Whether levels stay in registers until they are levels again. */
static inline int depthwise64x4_in_registers(const struct depthwise64x4 *s) {
  return finishes_in_registers(&s->finish) && (s->finish.to == TO_LEVELS || s->finish.to == TO_TABLE);
}

/* Whether a column of taps is the one before of the next pixel. */
static inline int depthwise64x4_rolls(const struct depthwise64x4 *s) {
  return !s->joined && s->taps == 9 && s->group == 3 && s->places[3] - s->places[0] == s->x_column
      && s->places[6] - s->places[3] == s->x_column;
}

/* How many neighbouring places see neighbouring bytes of x, or 64 if more. */
static inline int32_t depthwise64x4_together(const struct depthwise64x4 *s) {
  return s->joined && s->x_column != s->channels && s->channels < 64 ? s->channels : 64;
}

/* A row's places, or those of a pixel. */
static inline int32_t depthwise64x4_length(const struct depthwise64x4 *s) {
  return s->joined ? s->columns * s->channels : s->channels;
}

static inline struct depthwise64x4_line depthwise64x4_at(
    const struct depthwise64x4 *s,
    const level_t *x,
    const level_t *other,
    void *y,
    int32_t image,
    int32_t row,
    int32_t column) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  struct depthwise64x4_line line = {
      x + image * s->x_image + row * s->x_row + column * s->x_column, 0,
      (unsigned char *)y + (image * s->y_image + row * s->y_row + column * s->y_column) * width, 0, 0};
  if (s->finish.to == TO_ADDED) {
    line.other = other + image * s->other_image + row * s->other_row + column * s->other_column;
  }
  return line;
}

/* What begins so many places later. */
static inline struct depthwise64x4_line depthwise64x4_later(
    const struct depthwise64x4 *s, struct depthwise64x4_line line, int32_t place, int32_t lanes) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  const int32_t left = depthwise64x4_length(s) - place;
  line.x += depthwise64x4_together(s) < 64 ? place / s->channels * s->x_column + place % s->channels : place;
  line.y += place * width;
  if (s->finish.to == TO_ADDED) {
    line.other += place;
  }
  line.place = place % (64 * s->units);
  line.count = left < lanes ? left : lanes;
  return line;
}

/* 4 neighbours of each 16, as sums of a vector are in order; lanes is how many sums a vector has. */
static inline void depthwise64x4_turned(const void *numbers, int32_t lanes, int32_t quad, void *turned) {
  for (int32_t i = 0; i < lanes / 4; i++) {
    memcpy((unsigned char *)turned + 16 * i, (const unsigned char *)numbers + 64 * i + 16 * quad, 16);
  }
}

/* What registers do not finish: sums in the order of vectors. */
static inline void depthwise64x4_finish(
    const struct depthwise64x4 *s,
    const struct finish_with *with,
    const int32_t *turned,
    int32_t lanes,
    struct depthwise64x4_line line) {
  int32_t products[64];
  for (int32_t i = 0; i < 4 * lanes; i++) {
    products[i % lanes / 4 * 16 + i / lanes * 4 + i % 4] = turned[i];
  }
  finish(&s->finish, with, products, line.count, line.place, line.other, line.y);
}
