/* Runs a generated network as often as the lines of its input say, and answers with the median time of one run, in
   nanoseconds. Started with the file of the network's input; writes its output beside it. */
#define _POSIX_C_SOURCE 199309L
#include MODEL_HEADER
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOST = 1000000 };

static unsigned char workspace[WORKSPACE + 1] __attribute__((aligned(64)));
static float x[INPUTS], y[OUTPUTS];
static double times[MOST];

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int by_size(const void *a, const void *b) {
  double difference = *(const double *)a - *(const double *)b;
  return difference < 0 ? -1 : difference > 0;
}

static int exchange(const char *name, const char *mode, float *numbers, size_t count) {
  FILE *file = fopen(name, mode);
  size_t done = !file ? 0 : mode[0] == 'r' ? fread(numbers, 4, count, file) : fwrite(numbers, 4, count, file);
  return file && fclose(file) == 0 && done == count;
}

int main(int count, char **names) {
  if (count != 3 || !exchange(names[1], "rb", x, INPUTS) || RUN_MODEL(x, y, workspace) != 0 || !exchange(names[2], "wb", y, OUTPUTS)) {
    return 1;
  }
  for (int runs; scanf("%d", &runs) == 1 && runs > 0 && runs <= MOST;) {
    for (int i = 0; i < runs; i++) {
      double start = now();
      RUN_MODEL(x, y, workspace);
      times[i] = now() - start;
    }
    qsort(times, (size_t)runs, sizeof times[0], by_size);
    printf("%.1f\n", times[runs / 2]);
    fflush(stdout);
  }
  return 0;
}
