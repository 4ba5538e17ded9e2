#include "bytes_dsp.h"
#include "cortex_depthwise_taps.h"
#include "finish_dsp.h"
#include "signed_bytes_dsp.h"
#include "word_at.h"

/* Four channels' sums over a window of any size; the weights of a tap follow those of the one before after `step` bytes. */
static void four_channels(
    const struct windows *w, struct taps taps, const int8_t *weights, int32_t step, int32_t *products) {
  int32_t a = 0;
  int32_t b = 0;
  int32_t c = 0;
  int32_t d = 0;
  for (int32_t i = 0; i < w->kernel_rows; i++, taps.first += taps.row) {
    const level_t *tap = taps.first;
    for (int32_t j = 0; j < w->kernel_columns; j++, tap += taps.column, weights += step) {
      const uint32_t levels = word_at(tap);
      const uint32_t steps = word_at(weights);
      const uint32_t even = even_bytes(levels);
      const uint32_t odd = odd_bytes(levels);
      const uint32_t even_steps = even_signed_bytes(steps);
      const uint32_t odd_steps = odd_signed_bytes(steps);
      a = add_lower(even, even_steps, a);
      b = add_lower(odd, odd_steps, b);
      c = add_upper(even, even_steps, c);
      d = add_upper(odd, odd_steps, d);
    }
  }
  products[0] = a;
  products[1] = b;
  products[2] = c;
  products[3] = d;
}

/* The sums of all channels of a part; the last four overlap those before them where four do not divide their number. */
static void depthwise_pixel(
    const struct windows *w, struct taps taps, const int8_t *weights, int32_t step, int32_t *products) {
  for (int32_t i = 0; i < w->channels; i += 4) {
    const int32_t at = i + 4 <= w->channels ? i : w->channels - 4;
    struct taps four = {taps.first + at, taps.column, taps.row};
    four_channels(w, four, weights + at, step, products + at);
  }
}

#ifdef SATURATES_LEVELS
enum { SPREAD_WORDS = 18 }; /* of the weights of four channels, 3 by 3 */

/* Widens weights to 16 bits: two taps of each of four channels a word, and the last tap by itself. */
static void spread_weights(const int8_t *weights, int32_t channels, uint32_t *words) {
  for (int32_t pair = 0; pair < 4; pair++, weights += 2 * channels, words += 4) {
    const uint32_t one = word_at(weights);
    const uint32_t two = word_at(weights + channels);
    const uint32_t one_even = even_signed_bytes(one);
    const uint32_t two_even = even_signed_bytes(two);
    const uint32_t one_odd = odd_signed_bytes(one);
    const uint32_t two_odd = odd_signed_bytes(two);
    words[0] = (one_even & 0xFFFF) | two_even << 16;
    words[1] = (one_odd & 0xFFFF) | two_odd << 16;
    words[2] = one_even >> 16 | (two_even & 0xFFFF0000);
    words[3] = one_odd >> 16 | (two_odd & 0xFFFF0000);
  }
  words[0] = even_signed_bytes(word_at(weights));
  words[1] = odd_signed_bytes(word_at(weights));
}

/* Two words of levels become the pairs r4, r6, r7 and r5 of four channels. */
#define PAIR_LEVELS \
  "pkhbt r6, r4, r5, lsl #16\n\t" \
  "pkhtb r5, r5, r4, asr #16\n\t" \
  "uxtb16 r4, r6\n\t" \
  "uxtb16 r6, r6, ror #8\n\t" \
  "uxtb16 r7, r5\n\t" \
  "uxtb16 r5, r5, ror #8\n\t"

#define ADD_PAIRS \
  PAIR_LEVELS \
  "ldrd r12, lr, [r3], #8\n\t" \
  "smlad r8, r4, r12, r8\n\t" \
  "smlad r9, r6, lr, r9\n\t" \
  "ldrd r12, lr, [r3], #8\n\t" \
  "smlad r10, r7, r12, r10\n\t" \
  "smlad r11, r5, lr, r11\n\t"

#define FIRST_PAIRS \
  PAIR_LEVELS \
  "ldrd r12, lr, [r3], #8\n\t" \
  "smuad r8, r4, r12\n\t" \
  "smuad r9, r6, lr\n\t" \
  "ldrd r12, lr, [r3], #8\n\t" \
  "smuad r10, r7, r12\n\t" \
  "smuad r11, r5, lr\n\t"

/* What level_channels loads, in the order of its registers. */
struct channels {
  const int32_t *bias;
  const float *factors;
  level_t *y;
  int32_t scale; /* 2^shift */
  int32_t zero;
  int32_t factor_step; /* bytes */
  const uint32_t *end; /* of the weights */
};

/* One pixel of all channels, four at once, to levels that only saturate. */
static void level_channels(const struct channels *channels, struct taps taps, const uint32_t *weights) {
  register const level_t *r0 __asm__("r0") = taps.first;
  register int32_t r1 __asm__("r1") = taps.column;
  register int32_t r2 __asm__("r2") = taps.row;
  register const uint32_t *r3 __asm__("r3") = weights;
  register const struct channels *r4 __asm__("r4") = channels;
  __asm__ volatile(
      "push {r4, r7}\n"
      "1:\n\t"
      "ldr r4, [r0]\n\t"
      "ldr r5, [r0, r1]\n\t" FIRST_PAIRS
      "ldr r4, [r0, r1, lsl #1]\n\t"
      "add r0, r2\n\t"
      "ldr r5, [r0]\n\t" ADD_PAIRS
      "ldr r4, [r0, r1]\n\t"
      "ldr r5, [r0, r1, lsl #1]\n\t"
      "add r0, r2\n\t" ADD_PAIRS
      "ldr r4, [r0]\n\t"
      "ldr r5, [r0, r1]\n\t" ADD_PAIRS
      "ldr r4, [r0, r1, lsl #1]\n\t"
      "uxtb16 r5, r4\n\t"
      "uxtb16 r6, r4, ror #8\n\t"
      "ldrd r12, lr, [r3], #8\n\t"
      "smlabb r8, r5, r12, r8\n\t"
      "smlabb r9, r6, lr, r9\n\t"
      "smlatt r10, r5, r12, r10\n\t"
      "smlatt r11, r6, lr, r11\n\t"
      "sub r0, r0, r2, lsl #1\n\t"
      "add r0, #4\n\t"
      "ldr lr, [sp]\n\t"
      "ldm lr, {r4, r5, r6, r7}\n\t"
      "ldr r12, [r4], #4\n\t"
      "mla r8, r8, r7, r12\n\t"
      "ldr r12, [r4], #4\n\t"
      "mla r9, r9, r7, r12\n\t"
      "ldr r12, [r4], #4\n\t"
      "mla r10, r10, r7, r12\n\t"
      "ldr r12, [r4], #4\n\t"
      "mla r11, r11, r7, r12\n\t"
      "ldrd r7, r12, [lr, #16]\n\t"
      "vldm r5, {s8, s9, s10, s11}\n\t"
      "add r5, r12\n\t" ROUND_FOUR("r8", "r9", "r10", "r11", "s8", "s9", "s10", "s11", "r7")
      "orr r8, r8, r9, lsl #8\n\t"
      "orr r10, r10, r11, lsl #8\n\t"
      "orr r8, r8, r10, lsl #16\n\t"
      "str r8, [r6], #4\n\t"
      "stm lr, {r4, r5, r6}\n\t"
      "ldr r12, [lr, #24]\n\t"
      "cmp r3, r12\n\t"
      "bne 1b\n\t"
      "pop {r4, r7}"
      : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3), "+r"(r4)
      :
      : "r5", "r6", "r8", "r9", "r10", "r11", "r12", "lr", "s8", "s9", "s10", "s11", "s12", "s13", "s14", "s15", "cc",
        "memory");
}

/* One pixel; the last four channels are done twice in part where four do not divide their number. */
static inline void level_pixel(
    const struct finish *f,
    const struct finish_with *with,
    int32_t count,
    struct channels *channels,
    struct taps taps,
    const uint32_t *weights,
    level_t *y) {
  channels->bias = with->bias;
  channels->factors = with->factors;
  channels->y = y;
  level_channels(channels, taps, weights);
  if (count % 4 != 0) {
    struct channels last = *channels;
    last.bias = with->bias + count - 4;
    last.factors = f->uniform ? with->factors : with->factors + count - 4;
    last.y = y + count - 4;
    last.end += SPREAD_WORDS;
    taps.first += count - 4;
    level_channels(&last, taps, channels->end);
  }
}

/* Windows of 3 by 3 to levels. */
static void depthwise_levels(
    const struct cortex_depthwise *s,
    const struct windows *w,
    struct finish_with with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    level_t *y,
    uint32_t *words) {
  const struct finish *f = &s->finish;
  uint32_t *next = words;
  for (int32_t i = 0; i < w->channels; i += 4, next += SPREAD_WORDS) {
    spread_weights(weights + (i + 4 <= w->channels ? i : w->channels - 4), s->windows.channels, next);
  }
  const float one = with.factors[0];
  const float four[4] = {one, one, one, one};
  with.factors = f->uniform ? four : with.factors;
  struct channels channels = {
      0, 0, 0, (int32_t)((uint32_t)1 << f->shift), f->zero, f->uniform ? 0 : (int32_t)sizeof four,
      words + w->channels / 4 * SPREAD_WORDS};
  const int ends = ends_with_levels(f);
  for (int32_t row = 0; row < s->images * s->rows; row++) {
    const int32_t image = row / s->rows;
    struct corner at = window_corner(w, row - image * s->rows, 0);
    for (int32_t column = 0; column < s->columns; column++, at.column += w->stride_columns, y += s->y_pixel) {
      struct taps taps = window_taps(w, x + window_offset(w, image * w->rows, 0), at, (level_t *)next);
      level_pixel(f, &with, w->channels, &channels, taps, words, y);
      if (!ends) {
        const int32_t pixel = row * s->columns + column;
        after_levels(f, &with, other ? other + pixel * s->other_pixel : other, y, w->channels);
      }
    }
  }
}
#endif

/* Reads weights [taps][channels]; the scratch holds a window of CORTEX_PART channels, and 18 bytes for each of 3 by 3 taps. */
static void cortex_depthwise_dsp(
    const struct cortex_depthwise *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y,
    void *scratch) {
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  const int32_t all = s->windows.channels;
  struct windows w = s->windows;
  for (int32_t first = 0; first < all; first += w.channels) {
    w.channels = channels_of_part(all - first);
#ifdef SATURATES_LEVELS
    if (w.kernel_rows == 3 && w.kernel_columns == 3 && starts_with_levels(&s->finish, with)) {
      struct finish_with part = *with;
      part.bias += first;
      part.factors += s->finish.uniform ? 0 : first;
      depthwise_levels(
          s, &w, part, x + first, weights + first, other ? other + first : other, (level_t *)y + first, scratch);
      continue;
    }
#endif
    for (int32_t pixel = 0; pixel < s->images * s->rows * s->columns; pixel++) {
      const int32_t row = pixel / s->columns;
      const int32_t image = row / s->rows;
      const struct corner at = window_corner(&w, row - image * s->rows, pixel - row * s->columns);
      const struct taps taps =
          window_taps(&w, x + window_offset(&w, image * w.rows, 0) + first, at, scratch);
      int32_t products[CORTEX_PART];
      depthwise_pixel(&w, taps, weights + first, all, products);
      finish_dsp(
          &s->finish, with, products, w.channels, first, other ? other + pixel * s->other_pixel + first : other,
          (unsigned char *)y + (pixel * s->y_pixel + first) * width);
    }
  }
}
