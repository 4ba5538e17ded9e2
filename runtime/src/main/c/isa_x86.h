/* Which x86 this runs on, and how functions are compiled for one. Tests whose immintrin.h emulates instructions define FOR_...,
   and as EMULATED what there seems to be. */
#ifndef X86
#if defined(__x86_64__) && defined(__GNUC__)
#define X86 1
#else
#define X86 0
#endif
#endif

#if X86
#include <cpuid.h>
#include <immintrin.h>

#ifndef FOR_AVX2
#define FOR_AVX2 __attribute__((target("avx2")))
#define FOR_AVXVNNI __attribute__((target("avx2,avxvnni")))
#define FOR_AVX512VNNI __attribute__((target("avx2,avx512f,avx512bw,avx512vl,avx512vnni")))
#endif

/* A kernel is inlined into each call, where its settings are constants; arrays of sums then live in registers. */
#define INLINED static inline __attribute__((always_inline))
#if defined(__clang__)
#define UNROLLED _Pragma("clang loop unroll(full)")
#else
#define UNROLLED _Pragma("GCC unroll 64")
#endif
#endif

enum { WITH_AVX2 = 1, WITH_AVXVNNI = 2, WITH_AVX512VNNI = 4, ASKED = 8 };

/* What the processor has and the operating system saves. */
static inline int asked_features(void) {
  int found = 0;
#if defined(EMULATED)
  found = EMULATED;
#elif X86
  unsigned a, b, c, d, saved;
  if (!__get_cpuid(1, &a, &b, &c, &d) || (c & bit_OSXSAVE) == 0 || (c & bit_AVX) == 0) {
    return 0;
  }
  __asm__ volatile("xgetbv" : "=a"(saved), "=d"(d) : "c"(0));
  if ((saved & 0x06) != 0x06 || !__get_cpuid_count(7, 0, &a, &b, &c, &d) || (b & bit_AVX2) == 0) {
    return 0;
  }
  const unsigned wide = 1u << 16 | 1u << 30 | 1u << 31; /* AVX512F, AVX512BW, AVX512VL */
  found = WITH_AVX2;
  if ((saved & 0xE6) == 0xE6 && (b & wide) == wide && (c & 1u << 11) != 0) {
    found |= WITH_AVX512VNNI;
  }
  if (a >= 1 && __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a & 1u << 4) != 0) {
    found |= WITH_AVXVNNI;
  }
#endif
  return found;
}

/* The same, asked once: under a hypervisor the question takes longer than a small network. */
static inline int x86_features(void) {
#if X86
  static int known_features;
  int found = __atomic_load_n(&known_features, __ATOMIC_RELAXED);
  if (found == 0) {
    found = asked_features() | ASKED;
    __atomic_store_n(&known_features, found, __ATOMIC_RELAXED);
  }
  return found;
#else
  return asked_features();
#endif
}

static inline int has_avx2(void) {
  return (x86_features() & WITH_AVX2) != 0;
}

static inline int has_avxvnni(void) {
  return (x86_features() & WITH_AVXVNNI) != 0;
}

static inline int has_avx512vnni(void) {
  return (x86_features() & WITH_AVX512VNNI) != 0;
}
