package io.repqc.codegen.java;

import io.repqc.codegen.Call;
import io.repqc.codegen.Program;
import io.repqc.codegen.Settings;
import io.repqc.codegen.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides the calls of a program so that no method becomes longer than the JVM compiles, which is
 * 8,000 bytes.
 */
final class Parts {
  /** With room for what is estimated too low. */
  private static final int MOST = 5000;

  private static final int EACH_CALL = 60;
  private static final int EACH_NUMBER = 4;
  private static final int EACH_ELEMENT = 8;

  /**
   * A call, and what it is for.
   *
   * @param isFirst of its step
   */
  record Item(Step step, Call call, boolean isFirst) {}

  private Parts() {}

  static List<List<Item>> of(Program program) {
    List<List<Item>> parts = new ArrayList<>();
    int bytes = MOST;
    for (Step step : program.steps()) {
      for (Call call : step.calls()) {
        int own = bytes(call);
        if (bytes + own > MOST) {
          parts.add(new ArrayList<>());
          bytes = 0;
        }
        bytes += own;
        parts.get(parts.size() - 1).add(new Item(step, call, call == step.calls().get(0)));
      }
    }
    return parts;
  }

  private static int bytes(Call call) {
    return EACH_CALL
        + bytes(call.settings())
        + call.arguments().stream().mapToInt(Parts::bytes).sum();
  }

  private static int bytes(Object value) {
    if (value instanceof Settings settings) {
      return EACH_CALL + settings.fields().values().stream().mapToInt(Parts::bytes).sum();
    }
    return value instanceof int[] numbers
        ? EACH_NUMBER + EACH_ELEMENT * numbers.length
        : EACH_ELEMENT;
  }
}
