/* Says what images show: classify FILE.npy INDEX... takes images from an array of bytes, [images, 3, 32, 32]. */
#include <stdio.h>
#include <stdlib.h>

#include "shapes.h"

static const char *const names[SHAPES_SCORES_SIZE] = {"disc",  "ring", "square",   "frame",  "triangle",
                                                      "cross", "bars", "crescent", "corner", "dots"};

static float image[SHAPES_IMAGE_SIZE];
static float scores[SHAPES_SCORES_SIZE];
SHAPES_WORKSPACE(workspace);

/* Where the bytes of an array begin: behind ten bytes, the last two of which count those of a description. */
static long start(FILE *file) {
  unsigned char head[10];
  if (fread(head, 1, sizeof head, file) != sizeof head) {
    return -1;
  }
  return (long)sizeof head + head[8] + 256L * head[9];
}

/* The network takes channel after channel, and numbers from 0 to 1. */
static int load(FILE *file, long index) {
  static unsigned char pixels[SHAPES_IMAGE_SIZE];
  if (fseek(file, index * SHAPES_IMAGE_SIZE, SEEK_CUR) != 0 || fread(pixels, 1, sizeof pixels, file) != sizeof pixels) {
    return 1;
  }
  for (int i = 0; i < SHAPES_IMAGE_SIZE; i++) {
    image[i] = pixels[i] / 255.0f;
  }
  return 0;
}

static int best(void) {
  int best = 0;
  for (int i = 1; i < SHAPES_SCORES_SIZE; i++) {
    if (scores[i] > scores[best]) {
      best = i;
    }
  }
  return best;
}

int main(int count, char **arguments) {
  FILE *file = count > 1 ? fopen(arguments[1], "rb") : NULL;
  if (file == NULL) {
    fprintf(stderr, "usage: classify FILE.npy INDEX...\n");
    return 2;
  }
  long pixels = start(file);
  for (int i = 2; i < count; i++) {
    if (fseek(file, pixels, SEEK_SET) != 0 || load(file, atol(arguments[i])) != 0) {
      fprintf(stderr, "%s has no image %s\n", arguments[1], arguments[i]);
      return 1;
    }
    int status = shapes_run(image, scores, workspace);
    if (status != SHAPES_OK) {
      fprintf(stderr, "shapes_run returned %d\n", status);
      return 1;
    }
    printf("image %s: %s, score %.2f\n", arguments[i], names[best()], scores[best()]);
  }
  fclose(file);
  return 0;
}
