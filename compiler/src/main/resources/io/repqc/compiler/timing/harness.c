/* Runs a generated program as often as each line of its input says, and answers with the median time in nanoseconds:
   with BY_LAYER of each layer and its name, and in the end of the whole run. */
#define _POSIX_C_SOURCE 199309L
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define FILL(numbers)                                              \
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {  \
    numbers[i] = (i * 2654435761u >> 16) % 8;                      \
  }

#include "subject.h"

enum { MOST = 100000 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int by_size(const void *a, const void *b) {
  double difference = *(const double *)a - *(const double *)b;
  return difference < 0 ? -1 : difference > 0;
}

static double median(double *times, int count) {
  qsort(times, (size_t)count, sizeof *times, by_size);
  return times[count / 2];
}

#ifdef BY_LAYER
static double began[LAYERS + 1];
static const char *names[LAYERS + 1];

void hear(int layer, const char *name) {
  began[layer] = now();
  names[layer] = name;
}
#endif

static double whole[MOST];

static const void *read_weights(const char *path) {
#ifdef WEIGHTS_SIZE
  static unsigned char memory[WEIGHTS_SIZE + 63];
  unsigned char *weights = memory + (64 - (uintptr_t)memory % 64) % 64;
  FILE *file = fopen(path, "rb");
  if (!file || fread(weights, 1, WEIGHTS_SIZE, file) != WEIGHTS_SIZE) {
    return NULL;
  }
  fclose(file);
  return weights;
#else
  return path;
#endif
}

int main(int count, char **arguments) {
  const void *weights = read_weights(arguments[count - 1]);
  fill_all();
  if (!weights || RUN(weights) != 0) {
    return 1;
  }
  for (int runs; scanf("%d", &runs) == 1 && runs > 0 && runs <= MOST;) {
#ifdef BY_LAYER
    double *layers = malloc(sizeof(double) * LAYERS * (size_t)runs);
    if (!layers) {
      return 2;
    }
#endif
    for (int i = 0; i < runs; i++) {
      double start = now();
      RUN(weights);
      whole[i] = now() - start;
#ifdef BY_LAYER
      for (int layer = 0; layer < LAYERS; layer++) {
        layers[layer * runs + i] = began[layer + 1] - began[layer];
      }
#endif
    }
#ifdef BY_LAYER
    for (int layer = 0; layer < LAYERS; layer++) {
      printf("%.1f %s\n", median(layers + layer * runs, runs), names[layer]);
    }
    free(layers);
#endif
    printf("%.1f\n", median(whole, runs));
    fflush(stdout);
  }
  return 0;
}
