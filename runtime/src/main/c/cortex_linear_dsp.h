#include "cortex_linear_shape.h"
#include "finish_dsp.h"

/* Four outputs, two inputs each: (0, 2) in r3 and the halves that rotation brings down, then (1, 3) in r4. */
#define ADD_FOUR_INPUTS \
  "ldr r4, [r0], #4\n\t" \
  "ldm r1!, {r5, r6, r7, r12}\n\t" \
  "uxtb16 r3, r4\n\t" \
  "uxtb16 r4, r4, ror #8\n\t" \
  "sxtb16 lr, r5\n\t" \
  "sxtb16 r5, r5, ror #8\n\t" \
  "smlad r8, r3, lr, r8\n\t" \
  "smlad r8, r4, r5, r8\n\t" \
  "sxtb16 lr, r6\n\t" \
  "sxtb16 r6, r6, ror #8\n\t" \
  "smlad r9, r3, lr, r9\n\t" \
  "smlad r9, r4, r6, r9\n\t" \
  "sxtb16 lr, r7\n\t" \
  "sxtb16 r7, r7, ror #8\n\t" \
  "smlad r10, r3, lr, r10\n\t" \
  "smlad r10, r4, r7, r10\n\t" \
  "sxtb16 lr, r12\n\t" \
  "sxtb16 r12, r12, ror #8\n\t" \
  "smlad r11, r3, lr, r11\n\t" \
  "smlad r11, r4, r12, r11\n\t"

/* The sums of four outputs over four inputs, so many times. */
static void four_outputs_dsp(const level_t *x, const int8_t *weights, int32_t times, int32_t *products) {
  register const level_t *r0 __asm__("r0") = x;
  register const int8_t *r1 __asm__("r1") = weights;
  register int32_t r2 __asm__("r2") = times;
  register int32_t *r3 __asm__("r3") = products;
  __asm__ volatile(
      "push {r3, r7}\n\t"
      "mov r8, #0\n\t"
      "mov r9, #0\n\t"
      "mov r10, #0\n\t"
      "mov r11, #0\n\t"
      "subs r2, #4\n\t"
      "blo 2f\n"
      "1:\n\t" ADD_FOUR_INPUTS ADD_FOUR_INPUTS ADD_FOUR_INPUTS ADD_FOUR_INPUTS
      "subs r2, #4\n\t"
      "bhs 1b\n"
      "2:\n\t"
      "adds r2, #4\n\t"
      "beq 4f\n"
      "3:\n\t" ADD_FOUR_INPUTS
      "subs r2, #1\n\t"
      "bne 3b\n"
      "4:\n\t"
      "pop {r3, r7}\n\t"
      "stm r3, {r8, r9, r10, r11}"
      : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3)
      :
      : "r4", "r5", "r6", "r8", "r9", "r10", "r11", "r12", "lr", "cc", "memory");
}

/* Reads weights [outputs / 4][inputs / 4][4 outputs][4 inputs], filled up with zeros. */
static void cortex_linear_dsp(
    const struct cortex_linear *s,
    const struct finish_with *with,
    const level_t *x,
    const int8_t *weights,
    const level_t *other,
    void *y) {
  enum { CHANNELS = 64 };
  const int32_t width = s->finish.to == TO_SUMS ? (int32_t)sizeof(int32_t) : 1;
  const int32_t whole = s->inputs / 4;
  const int32_t blocks = (s->inputs + 3) / 4;
  for (int32_t row = 0; row < s->rows; row++) {
    for (int32_t start = 0; start < s->outputs; start += CHANNELS) {
      int32_t products[CHANNELS];
      const int32_t count = s->outputs - start < CHANNELS ? s->outputs - start : CHANNELS;
      for (int32_t i = 0; i < count; i += 4) {
        const int8_t *block = weights + (start + i) * blocks * 4;
        four_outputs_dsp(x + row * s->x_row, block, whole, products + i);
        for (int32_t k = whole * 4; k < s->inputs; k++) {
          for (int32_t o = 0; o < 4; o++) {
            products[i + o] += x[row * s->x_row + k] * block[whole * 16 + o * 4 + k % 4];
          }
        }
      }
      finish_dsp(
          &s->finish, with, products, count, start, other ? other + row * s->other_row + start : other,
          (unsigned char *)y + (row * s->y_row + start) * width);
    }
  }
}
