package io.repqc.codegen.java;

import io.repqc.codegen.Buffer;
import io.repqc.codegen.Call;
import io.repqc.codegen.Elements;
import io.repqc.codegen.Planes;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.Program;
import io.repqc.codegen.Settings;
import java.util.EnumMap;
import java.util.Map;

/**
 * The arrays that an instance computes in: one for each kind of elements, in which buffers lie
 * where the plan for all kinds has them; and planes.
 */
final class Memory {
  private final Program program;
  private final Map<Elements, Long> ends = new EnumMap<>(Elements.class);
  private int planes;
  private int planeLength;

  Memory(Program program) {
    this.program = program;
    ends.put(Elements.LEVEL, 0L);
    program.offsets().forEach(this::extend);
    program.steps().forEach(step -> step.calls().forEach(this::visit));
  }

  private void extend(Buffer buffer, long offset) {
    long bytes = buffer.elements().bytes();
    ends.merge(buffer.elements(), (offset + buffer.bytes() + bytes - 1) / bytes, Math::max);
  }

  private void visit(Call call) {
    call.arguments().forEach(this::visit);
  }

  private void visit(Object argument) {
    if (argument instanceof Settings settings) {
      settings.fields().values().forEach(this::visit);
    } else if (argument instanceof Pointer pointer && pointer.place() instanceof Planes each) {
      planes = Math.max(planes, each.count());
      planeLength = Math.max(planeLength, each.length());
    }
  }

  /** The lengths of the arrays, by what they hold. */
  Map<Elements, Long> lengths() {
    return ends;
  }

  int planes() {
    return planes;
  }

  int planeLength() {
    return planeLength;
  }

  /** Which element of its array a pointer into a buffer means. */
  long index(Buffer buffer, long offset) {
    return (program.offsets().get(buffer) + offset) / buffer.elements().bytes();
  }

  /** What the array of some elements is called. */
  static String name(Elements elements) {
    switch (elements) {
      case LEVEL:
        return "levels";
      case INT32:
        return "sums";
      default:
        return "floats";
    }
  }

  /** The type of its elements. */
  static Class<?> type(Elements elements) {
    return elements == Elements.INT32 ? int[].class : float[].class;
  }
}
