#include "axes.h"

struct encode {
  int32_t sizes[AXES];
  int32_t x[AXES]; /* strides */
  int32_t y[AXES];
  float scale;
  int32_t lowest; /* bounds, to which zero is added */
  int32_t highest;
  int32_t zero;
};

/* Floats to the nearest level, ties to even. */
static inline level_t encoded(const struct encode *s, float number) {
  const float all_fractions_end = 12582912.0f; /* 1.5 * 2^23: the next float is 1 away */
  float steps = number / s->scale;
  steps = steps > (float)s->lowest ? steps : (float)s->lowest; /* also where it is not a number */
  steps = steps > (float)s->highest ? (float)s->highest : steps;
  float moved = steps + all_fractions_end;
  int32_t bits;
  memcpy(&bits, &moved, sizeof bits);
  return (level_t)(bits - 0x4B400000 + s->zero);
}
