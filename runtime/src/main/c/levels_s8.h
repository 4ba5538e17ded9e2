#include <stdint.h>
#include <string.h>

/* How all 8-bit activations of this file are stored. */
typedef int8_t level_t;
#define LEAST_LEVEL (-128)

#if defined(__GNUC__)
#define ALIGNED __attribute__((aligned(64)))
#else
#define ALIGNED
#endif
