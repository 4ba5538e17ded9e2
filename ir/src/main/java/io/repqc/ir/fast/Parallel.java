package io.repqc.ir.fast;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Independent tasks on all cores; no result depends on which worker takes which task. */
final class Parallel {
  private static final int TASKS_PER_WORKER = 4;

  private Parallel() {}

  /** How many tasks keep all workers busy to the end. */
  static int tasks() {
    return TASKS_PER_WORKER * workers();
  }

  /** Runs tasks 0 to {@code count - 1} on workers that each have scratch memory of their own. */
  static void run(int count, Supplier<IntConsumer> worker) {
    AtomicInteger next = new AtomicInteger();
    IntStream.range(0, Math.min(count, workers()))
        .parallel()
        .mapToObj(i -> worker.get())
        .forEach(
            work -> {
              for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                work.accept(i);
              }
            });
  }

  private static int workers() {
    return ForkJoinPool.getCommonPoolParallelism() + 1;
  }
}
