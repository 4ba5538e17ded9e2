#include <stdint.h>
#include <string.h>

/* How all 8-bit activations of this file are stored. */
typedef int8_t level_t;
#define LEAST_LEVEL (-128)
