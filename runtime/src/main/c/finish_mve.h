#include "finish.h"

#if defined(ROUNDS_IN_FLOAT) && (__ARM_FEATURE_MVE & 2)
/* The nearest integers, ties to even, within bounds; the conversion saturates, so that they may be clamped after it. */
static inline int32x4_t rounded_mve(int32x4_t sums, float32x4_t factors, int32_t lowest, int32_t highest) {
  int32x4_t nearest = vcvtnq_s32_f32(vmulq_f32(vcvtq_f32_s32(sums), factors));
  return vminq_s32(vmaxq_s32(nearest, vdupq_n_s32(lowest)), vdupq_n_s32(highest));
}
#endif

/* As finish. */
static void finish_mve(
    const struct finish *f,
    const struct finish_with *with,
    const int32_t *products,
    int32_t count,
    int32_t channel,
    const level_t *other,
    void *y) {
#if defined(ROUNDS_IN_FLOAT) && (__ARM_FEATURE_MVE & 2)
  if ((f->to == TO_LEVELS || f->to == TO_ADDED) && with->bias) {
    level_t *levels = y;
    for (int32_t i = 0; i < count; i += 4) {
      const mve_pred16_t left = vctp32q((uint32_t)(count - i));
      int32x4_t sums = vshlq_r_s32(vldrwq_z_s32(products + i, left), f->shift);
      sums = vaddq_s32(sums, vldrwq_z_s32(with->bias + channel + i, left));
      const float32x4_t factors =
          f->uniform ? vdupq_n_f32(with->factors[0]) : vldrwq_z_f32(with->factors + channel + i, left);
      int32x4_t steps = rounded_mve(sums, factors, f->lowest, f->highest);
      int32_t zero = f->zero;
      if (f->to == TO_ADDED) {
        const int32x4_t others = vsubq_n_s32(vldrbq_z_s32(other + i, left), f->other_zero);
        sums = vaddq_s32(vmulq_n_s32(steps, f->own), vmulq_n_s32(others, f->others));
        steps = rounded_mve(sums, vdupq_n_f32(f->added), f->added_lowest, f->added_highest);
        zero = f->added_zero;
      }
      vstrbq_p_s32(levels + i, vaddq_n_s32(steps, zero), left);
    }
    return;
  }
#endif
  finish(f, with, products, count, channel, other, y);
}
