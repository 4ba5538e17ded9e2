#include "cortex_convolution_shape.h"
#include "levels_dsp.h"
#include "window_inside.h"

enum { TILE = 4 };

/* Spreads the taps of the four pixels of a tile, which begin every `step` levels: for every two taps, (0, 2) or (1, 3) of
   four, a word of each pixel. */
static uint32_t *spread_taps(const level_t *taps, int32_t step, int32_t count, uint32_t *patch) {
  register const level_t *r0 __asm__("r0") = taps;
  register int32_t r1 __asm__("r1") = step;
  register uint32_t *r2 __asm__("r2") = patch;
  register const level_t *r12 __asm__("r12") = taps + count;
  __asm__ volatile(
      "add lr, r1, r1, lsl #1\n"
      "1:\n\t"
      "ldr r4, [r0, r1]\n\t"
      "ldr r5, [r0, r1, lsl #1]\n\t"
      "ldr r6, [r0, lr]\n\t"
      "ldr r3, [r0], #4\n\t"
      "uxtb16 r8, r3\n\t"
      "uxtb16 r9, r4\n\t"
      "uxtb16 r10, r5\n\t"
      "uxtb16 r11, r6\n\t"
      "stm r2!, {r8, r9, r10, r11}\n\t"
      "uxtb16 r3, r3, ror #8\n\t"
      "uxtb16 r4, r4, ror #8\n\t"
      "uxtb16 r5, r5, ror #8\n\t"
      "uxtb16 r6, r6, ror #8\n\t"
      "stm r2!, {r3, r4, r5, r6}\n\t"
      "cmp r0, r12\n\t"
      "blo 1b"
      : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r12)
      :
      : "r3", "r4", "r5", "r6", "r8", "r9", "r10", "r11", "lr", "cc", "memory");
  return r2;
}

/* Whether the taps of each row of a window lie together. */
static inline int has_runs(const struct windows *w) {
  return w->kernel_columns == 1 || (w->pixel == w->channels && w->dilation_columns == 1);
}

/* Whether the window of each pixel is the pixel at the same place. */
static inline int maps_pixels(const struct cortex_convolution *s) {
  const struct windows *w = &s->windows;
  return w->kernel_rows * w->kernel_columns == 1 && w->rows == s->rows && w->columns == s->columns
         && w->before_rows == 0 && w->before_columns == 0;
}

/* Spreads the windows of a tile from where they are, unless they reach over the border or several rows. */
static int spread_inside(const struct cortex_convolution *s, const level_t *x, int32_t start, uint32_t *patch) {
  const struct windows *w = &s->windows;
  const int32_t row = start / s->columns;
  const int32_t column = start - row * s->columns;
  const int32_t image = row / s->rows;
  const struct corner first = window_corner(w, row - image * s->rows, column);
  const struct corner last = window_corner(w, row - image * s->rows, column + TILE - 1);
  if (!has_runs(w) || column + TILE > s->columns || !window_inside(w, first) || !window_inside(w, last)) {
    return 0;
  }
  const level_t *from = x + window_offset(w, image * w->rows + first.row, first.column);
  for (int32_t i = 0; i < w->kernel_rows; i++, from += w->dilation_rows * w->columns * w->pixel) {
    patch = spread_taps(from, w->stride_columns * w->pixel, s->row_taps, patch);
  }
  return 1;
}

/* Spreads the windows of so many pixels, and what was there in the place of others. */
static void spread_tile(
    const struct cortex_convolution *s, const level_t *x, int32_t start, int32_t count, uint32_t *patch) {
  const struct windows *w = &s->windows;
  if (count == TILE && maps_pixels(s)) {
    spread_taps(x + start * w->pixel, w->pixel, s->taps, patch);
    return;
  }
  if (count == TILE && spread_inside(s, x, start, patch)) {
    return;
  }
  level_t *windows = (level_t *)(patch + s->taps / 2 * TILE);
  for (int32_t p = 0; p < count; p++) {
    const int32_t row = (start + p) / s->columns;
    const int32_t image = row / s->rows;
    const struct corner at = window_corner(w, row - image * s->rows, start + p - row * s->columns);
    gather_window(
        w, x + window_offset(w, image * w->rows, 0), at, s->row_taps, windows + p * s->taps);
  }
  spread_taps(windows, s->taps, s->taps, patch);
}

#define TWO_TAPS(halves) \
  "smlad r8, r3, " halves ", r8\n\t" \
  "smlad r9, r4, " halves ", r9\n\t" \
  "smlad r10, r5, " halves ", r10\n\t" \
  "smlad r11, r6, " halves ", r11\n\t"

#define EIGHT_TAPS \
  "ldrd r12, lr, [r1], #8\n\t" \
  "ldm r0!, {r3, r4, r5, r6}\n\t" \
  "sxtb16 r7, r12\n\t" TWO_TAPS("r7") \
  "ldm r0!, {r3, r4, r5, r6}\n\t" \
  "sxtb16 r7, r12, ror #8\n\t" TWO_TAPS("r7") \
  "ldm r0!, {r3, r4, r5, r6}\n\t" \
  "sxtb16 r7, lr\n\t" TWO_TAPS("r7") \
  "ldm r0!, {r3, r4, r5, r6}\n\t" \
  "sxtb16 r7, lr, ror #8\n\t" TWO_TAPS("r7")

#define FOUR_TAPS \
  "ldr r12, [r1], #4\n\t" \
  "ldm r0!, {r3, r4, r5, r6}\n\t" \
  "sxtb16 r7, r12\n\t" TWO_TAPS("r7") \
  "ldm r0!, {r3, r4, r5, r6}\n\t" \
  "sxtb16 r7, r12, ror #8\n\t" TWO_TAPS("r7")

/* One channel's sums for four pixels in r8 to r11, of the patch at r0, the weights at r1 and r2 times four taps. */
#define SUM_UP \
  "mov r8, #0\n\t" \
  "mov r9, #0\n\t" \
  "mov r10, #0\n\t" \
  "mov r11, #0\n\t" \
  "subs r2, #4\n\t" \
  "blo 12f\n" \
  "11:\n\t" EIGHT_TAPS EIGHT_TAPS \
  "subs r2, #4\n\t" \
  "bhs 11b\n" \
  "12:\n\t" \
  "lsls r2, r2, #31\n\t" \
  "bcc 13f\n\t" EIGHT_TAPS \
  "13:\n\t" \
  "cbz r2, 14f\n\t" FOUR_TAPS \
  "14:\n\t"

/* The sums of products of one channel for four pixels. */
static void four_pixels(const uint32_t *patch, const int8_t *weights, int32_t taps, int32_t *products) {
  register const uint32_t *r0 __asm__("r0") = patch;
  register const int8_t *r1 __asm__("r1") = weights;
  register int32_t r2 __asm__("r2") = taps / 4;
  register int32_t *r3 __asm__("r3") = products;
  /* Compilers do not let r7 be clobbered where it is the frame pointer. */
  __asm__ volatile(
      "push {r3, r7}\n\t" SUM_UP
      "pop {r3, r7}\n\t"
      "stm r3, {r8, r9, r10, r11}"
      : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3)
      :
      : "r4", "r5", "r6", "r8", "r9", "r10", "r11", "r12", "lr", "cc", "memory");
}

/* Sums of any finish; count is less than TILE where the image is. */
static void finish_tile(
    const struct cortex_convolution *s,
    const struct finish_with *with,
    const uint32_t *patch,
    const int8_t *weights,
    int32_t group,
    int32_t start,
    int32_t count,
    const level_t *other,
    void *y) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  for (int32_t i = 0; i < s->outputs; i++) {
    const int32_t channel = group * s->outputs + i;
    int32_t products[TILE];
    four_pixels(patch, weights + channel * s->taps, s->taps, products);
    for (int32_t p = 0; p < count; p++) {
      const level_t *beside = other ? other + (start + p) * s->other_pixel + channel : other;
      unsigned char *to = (unsigned char *)y + ((start + p) * s->y_pixel + channel) * width;
      finish(&s->finish, with, products + p, 1, channel, beside, to);
    }
  }
}

#ifdef SATURATES_LEVELS
/* What level_tile loads together, in the order of its registers. */
struct tile {
  const int32_t *bias;
  const float *factors;
  level_t *y;
  int32_t scale; /* 2^shift */
  int32_t zero;
  int32_t y_pixel;
  int32_t factor_step; /* bytes */
  const uint32_t *patch;
  int32_t quads; /* of taps */
  const int8_t *end; /* of the weights */
};

/* Four pixels of all channels, to levels that only saturate. */
static void level_tile(const struct tile *tile, const int8_t *weights) {
  register const struct tile *r0 __asm__("r0") = tile;
  register const int8_t *r1 __asm__("r1") = weights;
  __asm__ volatile(
      "push {r0, r7}\n"
      "1:\n\t"
      "ldr lr, [sp]\n\t"
      "ldrd r0, r2, [lr, #28]\n\t" SUM_UP
      "ldr lr, [sp]\n\t"
      "ldm lr, {r0, r2, r3, r4, r5, r6, r7}\n\t"
      "ldr r12, [r0], #4\n\t"
      "mla r8, r8, r4, r12\n\t"
      "mla r9, r9, r4, r12\n\t"
      "mla r10, r10, r4, r12\n\t"
      "mla r11, r11, r4, r12\n\t"
      "vldr s8, [r2]\n\t"
      "add r2, r7\n\t" ROUND_FOUR("r8", "r9", "r10", "r11", "s8", "s8", "s8", "s8", "r5")
      "add r12, r3, r6\n\t"
      "strb r9, [r3, r6]\n\t"
      "strb r10, [r3, r6, lsl #1]\n\t"
      "strb r8, [r3], #1\n\t"
      "strb r11, [r12, r6, lsl #1]\n\t"
      "stm lr, {r0, r2, r3}\n\t"
      "ldr r0, [lr, #36]\n\t"
      "cmp r0, r1\n\t"
      "bne 1b\n\t"
      "pop {r0, r7}"
      : "+r"(r0), "+r"(r1)
      :
      : "r2", "r3", "r4", "r5", "r6", "r8", "r9", "r10", "r11", "r12", "lr", "s8", "s12", "s13", "s14", "s15", "cc",
        "memory");
}

static void level_pixels(
    const struct cortex_convolution *s,
    const struct finish_with *with,
    const uint32_t *patch,
    const int8_t *weights,
    int32_t group,
    int32_t start,
    const level_t *other,
    level_t *y) {
  const struct finish *f = &s->finish;
  const int32_t channel = group * s->outputs;
  level_t *to = y + start * s->y_pixel + channel;
  struct tile tile = {
      with->bias + channel,
      f->uniform ? with->factors : with->factors + channel,
      to,
      (int32_t)((uint32_t)1 << f->shift),
      f->zero,
      s->y_pixel,
      f->uniform ? 0 : (int32_t)sizeof(float),
      patch,
      s->taps / 4,
      weights + (channel + s->outputs) * s->taps};
  level_tile(&tile, weights + channel * s->taps);
  if (ends_with_levels(f)) {
    return;
  }
  for (int32_t p = 0; p < TILE; p++, to += s->y_pixel) {
    after_levels(f, with, other ? other + (start + p) * s->other_pixel + channel : other, to, s->outputs);
  }
}
#endif

/* Reads weights [groups][outputs][taps]; the scratch holds the taps of twelve windows. */
static void cortex_convolution_dsp(
    const struct cortex_convolution *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y,
    void *scratch) {
  const int32_t all = s->images * s->rows * s->columns;
  uint32_t *patch = scratch;
  for (int32_t group = 0; group < s->groups; group++) {
    for (int32_t next = 0; next < all; next += TILE) {
      const int32_t start = next + TILE > all && all >= TILE ? all - TILE : next;
      const int32_t count = all - start < TILE ? all - start : TILE;
      spread_tile(s, x + group * s->windows.channels, start, count, patch);
#ifdef SATURATES_LEVELS
      if (count == TILE && starts_with_levels(&s->finish, with)) {
        level_pixels(s, with, patch, weights, group, start, other, y);
        continue;
      }
#endif
      finish_tile(s, with, patch, weights, group, start, count, other, y);
    }
  }
}
