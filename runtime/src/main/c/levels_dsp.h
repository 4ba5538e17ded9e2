#include "finish.h"

#if defined(ROUNDS_IN_FLOAT) && defined(__ARM_FP)
#define SATURATES_LEVELS 1

/* Sums in the registers a to d times the factors in s8 to s11, or one of them: levels, by saturation in the place of clamps.
   vcvtr rounds ties to even; zero is in one of the registers r0 to r7. */
#define ROUND_FOUR(a, b, c, d, fa, fb, fc, fd, zero) \
  "vmov s12, s13, " a ", " b "\n\t" \
  "vmov s14, s15, " c ", " d "\n\t" \
  "vcvt.f32.s32 s12, s12\n\t" \
  "vcvt.f32.s32 s13, s13\n\t" \
  "vcvt.f32.s32 s14, s14\n\t" \
  "vcvt.f32.s32 s15, s15\n\t" \
  "vmul.f32 s12, s12, " fa "\n\t" \
  "vmul.f32 s13, s13, " fb "\n\t" \
  "vmul.f32 s14, s14, " fc "\n\t" \
  "vmul.f32 s15, s15, " fd "\n\t" \
  "vcvtr.s32.f32 s12, s12\n\t" \
  "vcvtr.s32.f32 s13, s13\n\t" \
  "vcvtr.s32.f32 s14, s14\n\t" \
  "vcvtr.s32.f32 s15, s15\n\t" \
  "vmov " a ", " b ", s12, s13\n\t" \
  "vmov " c ", " d ", s14, s15\n\t" \
  "cbz " zero ", 21f\n\t" \
  "qadd " a ", " a ", " zero "\n\t" \
  "qadd " b ", " b ", " zero "\n\t" \
  "qadd " c ", " c ", " zero "\n\t" \
  "qadd " d ", " d ", " zero "\n" \
  "21:\n\t" \
  "usat " a ", #8, " a "\n\t" \
  "usat " b ", #8, " b "\n\t" \
  "usat " c ", #8, " c "\n\t" \
  "usat " d ", #8, " d "\n\t"

/* Whether levels that saturate are a step to the result, which bound_levels and after_levels take on from there. */
static inline int starts_with_levels(const struct finish *f, const struct finish_with *with) {
  return with->bias && (f->to == TO_LEVELS || f->to == TO_TABLE || f->to == TO_ADDED);
}

/* The levels of four sums, in the order of memory. */
static inline uint32_t four_levels(
    int32_t a, int32_t b, int32_t c, int32_t d, const float *factors, int32_t factor_step, int32_t zero) {
  __asm__(ROUND_FOUR("%0", "%1", "%2", "%3", "%4", "%5", "%6", "%7", "%8")
          : "+r"(a), "+r"(b), "+r"(c), "+r"(d)
          : "t"(factors[0]), "t"(factors[factor_step]), "t"(factors[2 * factor_step]), "t"(factors[3 * factor_step]),
            "l"(zero)
          : "s12", "s13", "s14", "s15", "cc");
  return (uint32_t)a | (uint32_t)b << 8 | (uint32_t)c << 16 | (uint32_t)d << 24;
}

/* Brings levels within bounds. */
static void bound_levels(int32_t lowest, int32_t highest, level_t *y, int32_t count) {
  const uint32_t below = (uint32_t)lowest * 0x01010101u;
  const uint32_t above = (uint32_t)(255 - highest) * 0x01010101u;
  for (; count >= 4; count -= 4, y += 4) {
    uint32_t word;
    memcpy(&word, y, sizeof word);
    __asm__("uqsub8 %0, %0, %1\n\tuadd8 %0, %0, %1\n\tuqadd8 %0, %0, %2\n\tusub8 %0, %0, %2"
            : "+r"(word)
            : "r"(below), "r"(above));
    memcpy(y, &word, sizeof word);
  }
  for (; count > 0; count--, y++) {
    *y = (level_t)(*y < lowest ? lowest : *y > highest ? highest : *y);
  }
}

/* Adds the levels of another tensor to levels; each product alone might leave 32 bits, their sum does not. */
static void add_levels(const struct finish *f, const level_t *other, level_t *y, int32_t count) {
  const uint32_t own = (uint32_t)f->own;
  const uint32_t others = (uint32_t)f->others;
  const uint32_t offset = 0u - (uint32_t)f->zero * own - (uint32_t)f->other_zero * others;
  for (; count >= 4; count -= 4, y += 4, other += 4) {
    uint32_t ours;
    uint32_t theirs;
    memcpy(&ours, y, sizeof ours);
    memcpy(&theirs, other, sizeof theirs);
    uint32_t a = (ours & 255) * own + (theirs & 255) * others + offset;
    uint32_t b = (ours >> 8 & 255) * own + (theirs >> 8 & 255) * others + offset;
    uint32_t c = (ours >> 16 & 255) * own + (theirs >> 16 & 255) * others + offset;
    uint32_t d = (ours >> 24) * own + (theirs >> 24) * others + offset;
    ours = four_levels((int32_t)a, (int32_t)b, (int32_t)c, (int32_t)d, &f->added, 0, f->added_zero);
    memcpy(y, &ours, sizeof ours);
  }
  for (; count > 0; count--, y++, other++) {
    *y = finished_addition(f, *y - f->zero, *other);
  }
}

static inline int bounds_levels(int32_t lowest, int32_t highest, int32_t zero) {
  return lowest + zero > 0 || highest + zero < 255;
}

/* Whether levels that only saturate are the result. */
static inline int ends_with_levels(const struct finish *f) {
  return f->to == TO_LEVELS && !bounds_levels(f->lowest, f->highest, f->zero);
}

/* What follows on levels that only saturate. */
static void after_levels(
    const struct finish *f, const struct finish_with *with, const level_t *other, level_t *y, int32_t count) {
  if (bounds_levels(f->lowest, f->highest, f->zero)) {
    bound_levels(f->lowest + f->zero, f->highest + f->zero, y, count);
  }
  if (f->to == TO_TABLE) {
    for (int32_t i = 0; i < count; i++) {
      y[i] = with->table[y[i]];
    }
  }
  if (f->to == TO_ADDED) {
    add_levels(f, other, y, count);
    if (bounds_levels(f->added_lowest, f->added_highest, f->added_zero)) {
      bound_levels(f->added_lowest + f->added_zero, f->added_highest + f->added_zero, y, count);
    }
  }
}

#endif
