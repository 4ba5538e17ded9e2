/* Starts a C program on an emulated Cortex-M board, with the standard input and output of the emulator. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

extern uint32_t stack_top[], bss_start[], bss_end[];
void initialise_monitor_handles(void);
void __libc_init_array(void);
int main(void);

/* The C library calls these around the program. */
void _init(void) {}
void _fini(void) {}

static void enable_float_unit(void) {
  volatile uint32_t *access = (volatile uint32_t *)0xE000ED88u;
  *access |= 0xFu << 20;
  __asm__ volatile("dsb\n\tisb");
}

static void start(void) {
  enable_float_unit();
  for (uint32_t *word = bss_start; word < bss_end; word++) {
    *word = 0;
  }
  initialise_monitor_handles();
  __libc_init_array();
  if (!freopen("/dev/stdin", "rb", stdin) || !freopen("/dev/stdout", "wb", stdout)) {
    exit(1);
  }
  exit(main());
}

static void fault(void) {
  fprintf(stderr, "fault %08lx\n", (unsigned long)*(volatile uint32_t *)0xE000ED28u);
  _Exit(1);
}

struct vectors {
  const uint32_t *stack;
  void (*handlers[15])(void);
};

extern const struct vectors vectors;
__attribute__((section(".vectors"))) const struct vectors vectors = {
    stack_top, {start, fault, fault, fault, fault, fault}};
