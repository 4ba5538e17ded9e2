/*
 * Reads inferences from standard input, each the index of a subject (32 bits) and its inputs, and
 * writes their outputs to standard output.
 *
 * Each inference runs in two threads at once, or in one where memory is short: same input, memory
 * of their own that is filled with other garbage. All have to give the same bytes, and to leave
 * alone their inputs and what lies around their memory.
 */
#include "subject.h"

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef TWINS
#define TWINS 2
#endif

enum { MOST = 64, GUARD = 1024 };

#if defined(__SANITIZE_ADDRESS__)
#define HAS_ADDRESS_SANITIZER
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ADDRESS_SANITIZER
#endif
#endif

#ifdef HAS_ADDRESS_SANITIZER
void __asan_poison_memory_region(void const volatile *, size_t);
void __asan_unpoison_memory_region(void const volatile *, size_t);
#else
#define __asan_poison_memory_region(from, bytes) ((void)0)
#define __asan_unpoison_memory_region(from, bytes) ((void)0)
#endif

/* Memory with guards around it. */
struct guarded {
  unsigned char *before, *bytes, *after;
  size_t count;
};

/* What one thread works with. */
struct twin {
  const struct subject *subject;
  struct guarded workspace, inputs[MOST], outputs[MOST];
  const void *in[MOST];
  void *out[MOST];
  int result;
};

static const char *running = "harness";

static void fail(const char *message, size_t index) {
  fprintf(stderr, "%s: %s %lu\n", running, message, (unsigned long)index);
  exit(1);
}

static uint32_t next(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 24;
}

static void fill(unsigned char *bytes, size_t count, uint32_t seed) {
  for (size_t i = 0; i < count; i++) bytes[i] = (unsigned char)next(&seed);
}

static int is_filled(const unsigned char *bytes, size_t count, uint32_t seed) {
  for (size_t i = 0; i < count; i++)
    if (bytes[i] != next(&seed)) return 0;
  return 1;
}

/* Memory that is aligned as asked, and no better. */
static struct guarded guarded(struct place place) {
  struct guarded made;
  unsigned char *whole = malloc(2 * GUARD + place.bytes + 3 * place.alignment);
  if (!whole) fail("no memory for bytes", place.bytes);
  size_t twice = 2 * place.alignment;
  size_t beyond = ((size_t)(uintptr_t)whole + GUARD) % twice;
  made.before = whole + (twice - beyond) + place.alignment;
  made.bytes = made.before + GUARD;
  made.after = made.bytes + place.bytes;
  made.count = place.bytes;
  fill(made.before, GUARD, 1);
  fill(made.after, GUARD, 2);
  return made;
}

static void close_guards(struct guarded memory) {
  __asan_poison_memory_region(memory.before, GUARD);
  __asan_poison_memory_region(memory.after, GUARD);
  (void)memory;
}

static void check_guards(struct guarded memory, const char *what, size_t index) {
  __asan_unpoison_memory_region(memory.before, GUARD);
  __asan_unpoison_memory_region(memory.after, GUARD);
  if (!is_filled(memory.before, GUARD, 1) || !is_filled(memory.after, GUARD, 2)) fail(what, index);
}

static void make(struct twin *twin, const struct subject *subject) {
  if (subject->inputs > MOST || subject->outputs > MOST) fail("more tensors than", MOST);
  twin->subject = subject;
  twin->workspace = guarded(subject->workspace);
  for (size_t i = 0; i < subject->inputs; i++) {
    twin->inputs[i] = guarded(subject->input[i]);
    twin->in[i] = twin->inputs[i].bytes;
  }
  for (size_t i = 0; i < subject->outputs; i++) {
    twin->outputs[i] = guarded(subject->output[i]);
    twin->out[i] = twin->outputs[i].bytes;
  }
}

static void prepare(struct twin *twin, uint32_t seed) {
  fill(twin->workspace.bytes, twin->workspace.count, seed);
  close_guards(twin->workspace);
  for (size_t i = 0; i < twin->subject->inputs; i++) close_guards(twin->inputs[i]);
  for (size_t i = 0; i < twin->subject->outputs; i++) {
    fill(twin->outputs[i].bytes, twin->outputs[i].count, seed + 1);
    close_guards(twin->outputs[i]);
  }
}

static void check(struct twin *twin) {
  if (twin->result != 0) fail("the model returned", (size_t)twin->result);
  check_guards(twin->workspace, "it wrote beside its workspace of bytes:", twin->workspace.count);
  for (size_t i = 0; i < twin->subject->inputs; i++)
    check_guards(twin->inputs[i], "it wrote beside input", i);
  for (size_t i = 0; i < twin->subject->outputs; i++)
    check_guards(twin->outputs[i], "it wrote beside output", i);
}

static void *work(void *argument) {
  struct twin *twin = argument;
  twin->result = twin->subject->run(twin->in, twin->out, twin->workspace.bytes);
  return NULL;
}

static void run_all(struct twin twins[TWINS]) {
  pthread_t threads[TWINS];
  for (int i = 0; i < TWINS; i++) prepare(&twins[i], (uint32_t)(3 + 2 * i));
  for (int i = 1; i < TWINS; i++)
    if (pthread_create(&threads[i], NULL, work, &twins[i]) != 0) fail("threads at hand:", 1);
  work(&twins[0]);
  for (int i = 1; i < TWINS; i++) pthread_join(threads[i], NULL);
  for (int i = 0; i < TWINS; i++) check(&twins[i]);
}

static void infer(struct twin twins[TWINS]) {
  const struct subject *subject = twins[0].subject;
  running = subject->name;
  unsigned char *given[MOST];
  for (size_t i = 0; i < subject->inputs; i++) {
    struct guarded input = twins[0].inputs[i];
    given[i] = malloc(input.count + 1);
    if (!given[i] || fread(given[i], 1, input.count, stdin) != input.count)
      fail("no bytes for input", i);
    for (int twin = 0; twin < TWINS; twin++)
      memcpy(twins[twin].inputs[i].bytes, given[i], input.count);
  }
  run_all(twins);
  for (size_t i = 0; i < subject->inputs; i++) {
    for (int twin = 0; twin < TWINS; twin++)
      if (memcmp(given[i], twins[twin].inputs[i].bytes, twins[twin].inputs[i].count) != 0)
        fail("it wrote to input", i);
    free(given[i]);
  }
  for (size_t i = 0; i < subject->outputs; i++) {
    struct guarded output = twins[0].outputs[i];
    for (int twin = 1; twin < TWINS; twin++)
      if (memcmp(output.bytes, twins[twin].outputs[i].bytes, output.count) != 0)
        fail("two threads disagree about output", i);
    fwrite(output.bytes, 1, output.count, stdout);
  }
}

int main(void) {
  size_t count = 0;
  while (subjects[count]) count++;
  static struct twin (*twins)[TWINS];
  twins = calloc(count, sizeof *twins);
  if (!twins) fail("subjects without memory:", count);
  for (size_t i = 0; i < count; i++) {
    for (int twin = 0; twin < TWINS; twin++) make(&twins[i][twin], subjects[i]);
  }
  uint32_t index;
  while (fread(&index, sizeof index, 1, stdin) == 1) {
    if (index >= count) fail("there is no subject", index);
    infer(twins[index]);
  }
  return fflush(stdout) != 0;
}
