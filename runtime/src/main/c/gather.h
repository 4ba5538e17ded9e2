#include "move.h"

struct gather {
  struct move slice;
  int32_t count;
};

/* Copies slices; for each, two places say where it comes from and where it goes to. */
static void gather(const struct gather *s, const int32_t *places, const void *x, void *y) {
  for (int32_t i = 0; i < s->count; i++) {
    const unsigned char *from = (const unsigned char *)x + places[2 * i] * s->slice.bytes;
    move(&s->slice, from, (unsigned char *)y + places[2 * i + 1] * s->slice.bytes);
  }
}
