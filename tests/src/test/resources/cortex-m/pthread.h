/* Threads for boards that have none: each runs to its end where it is created. */
typedef int board_thread;
#define pthread_t board_thread /* which the C library may have, too */

static inline int pthread_create(
    board_thread *thread, const void *attributes, void *(*work)(void *), void *argument) {
  (void)attributes;
  work(argument);
  *thread = 0;
  return 0;
}

static inline int pthread_join(board_thread thread, void **result) {
  (void)thread;
  (void)result;
  return 0;
}
