package io.repqc.codegen.lower;

import io.repqc.codegen.Buffer;
import io.repqc.codegen.Call;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.Settings;
import io.repqc.codegen.Step;
import io.repqc.codegen.plan.Arena;
import io.repqc.codegen.plan.Lifetime;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Finds out between which steps each buffer is in use, and has them placed. */
final class Lifetimes {
  private final Map<Buffer, int[]> spans = new IdentityHashMap<>();
  private final List<Buffer> buffers = new ArrayList<>();

  private Lifetimes(List<Step> steps) {
    for (int step = 0; step < steps.size(); step++) {
      for (Call call : steps.get(step).calls()) {
        for (Object argument : call.arguments()) {
          visit(argument, step);
        }
      }
    }
  }

  /** Places all buffers that the steps use, and says where. */
  static Arena plan(List<Step> steps, int alignment, Map<Buffer, Long> offsets) {
    Lifetimes lifetimes = new Lifetimes(steps);
    Arena arena = Arena.of(lifetimes.lifetimes(true), alignment);
    for (int i = 0; i < lifetimes.buffers.size(); i++) {
      offsets.put(lifetimes.buffers.get(i), arena.offset(i));
    }
    return arena;
  }

  /** By how much the halos of buffers raise the least size. */
  static long halos(List<Step> steps, int alignment) {
    Lifetimes lifetimes = new Lifetimes(steps);
    return Arena.lowerBound(lifetimes.lifetimes(true), alignment)
        - Arena.lowerBound(lifetimes.lifetimes(false), alignment);
  }

  private List<Lifetime> lifetimes(boolean withHalos) {
    return buffers.stream()
        .map(
            buffer -> {
              int[] span = spans.get(buffer);
              long bytes = buffer.bytes() - (withHalos ? 0 : buffer.halo());
              return new Lifetime(buffer.name(), bytes, span[0], span[1]);
            })
        .toList();
  }

  private void visit(Object argument, int step) {
    if (argument instanceof Settings) {
      ((Settings) argument).fields().values().forEach(field -> visit(field, step));
    } else if (argument instanceof Pointer && ((Pointer) argument).place() instanceof Buffer) {
      Buffer buffer = (Buffer) ((Pointer) argument).place();
      int[] span = spans.get(buffer);
      if (span == null) {
        spans.put(buffer, new int[] {step, step});
        buffers.add(buffer);
      } else {
        span[1] = step;
      }
    }
  }
}
