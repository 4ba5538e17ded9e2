/* A generated model as the harness sees it: its sizes, and its function behind plain pointers. */
#ifndef SUBJECT_H
#define SUBJECT_H

#include <stddef.h>

struct place {
  size_t bytes, alignment;
};

struct subject {
  const char *name;
  struct place workspace;
  size_t inputs, outputs;
  const struct place *input, *output;
  int (*run)(const void *const *inputs, void *const *outputs, void *workspace);
};

#ifdef __cplusplus
extern "C"
#else
extern
#endif
    /* Ends with a null pointer. */
    const struct subject *const subjects[];

#endif
