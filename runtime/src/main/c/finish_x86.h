#include "finish.h"
#include "isa_x86.h"

/* Whether vectors of sums are finished without leaving registers. Otherwise, and where there is a table, memory holds them
   in between: branches there would make compilers keep no sums in registers. */
static inline int finishes_in_registers(const struct finish *f) {
#if defined(ROUNDS_IN_FLOAT)
  return f->to != TO_SUMS;
#else
  (void)f;
  return 0;
#endif
}

static inline void look_up(const struct finish_with *with, int32_t count, level_t *levels) {
  for (int32_t i = 0; i < count; i++) {
    levels[i] = with->table[levels[i]];
  }
}
