#include "finish.h"

#include <arm_neon.h>

#if defined(ROUNDS_IN_FLOAT)
/* Four sums, rounded within the bounds. */
static inline int32x4_t rounded_neon(int32x4_t sums, float32x4_t factors, int32_t lowest, int32_t highest) {
  int32x4_t nearest = vcvtnq_s32_f32(vmulq_f32(vcvtq_f32_s32(sums), factors));
  return vminq_s32(vmaxq_s32(nearest, vdupq_n_s32(lowest)), vdupq_n_s32(highest));
}

/* Four of a finish, without the last zero point. */
static inline int32x4_t finish_four_neon(
    const struct finish *f, const struct finish_with *with, const int32_t *products, int32_t channel, int32x4_t others) {
  int32x4_t sums = vshlq_s32(vld1q_s32(products), vdupq_n_s32(f->shift));
  float32x4_t factors = f->uniform ? vdupq_n_f32(*with->factors) : vld1q_f32(with->factors + channel);
  int32x4_t steps = rounded_neon(vaddq_s32(sums, vld1q_s32(with->bias + channel)), factors, f->lowest, f->highest);
  if (f->to == TO_LEVELS) {
    return steps;
  }
  sums = vmlaq_n_s32(vmulq_n_s32(steps, f->own), vsubq_s32(others, vdupq_n_s32(f->other_zero)), f->others);
  return rounded_neon(sums, vdupq_n_f32(f->added), f->added_lowest, f->added_highest);
}

static inline void finish_neon(
    const struct finish *f,
    const struct finish_with *with,
    const int32_t *products,
    int32_t count,
    int32_t channel,
    const level_t *other,
    void *y) {
  const int32_t done = (f->to == TO_LEVELS || f->to == TO_ADDED) && with->bias ? count / 8 * 8 : 0;
  const int16x8_t zero = vdupq_n_s16((int16_t)(f->to == TO_ADDED ? f->added_zero : f->zero));
  level_t *levels = y;
  for (int32_t i = 0; i < done; i += 8) {
    int16x8_t others = vmovl_s8(f->to == TO_ADDED ? vld1_s8(other + i) : vdup_n_s8(0));
    int32x4_t low = finish_four_neon(f, with, products + i, channel + i, vmovl_s16(vget_low_s16(others)));
    int32x4_t high = finish_four_neon(f, with, products + i + 4, channel + i + 4, vmovl_high_s16(others));
    int16x8_t steps = vmovn_high_s32(vmovn_s32(low), high);
    vst1_s8(levels + i, vmovn_s16(vaddq_s16(steps, zero)));
  }
  if (done < count) {
    void *rest = f->to == TO_SUMS ? (void *)((int32_t *)y + done) : levels + done;
    finish(f, with, products + done, count - done, channel + done, other ? other + done : other, rest);
  }
}
#else
#define finish_neon finish
#endif
