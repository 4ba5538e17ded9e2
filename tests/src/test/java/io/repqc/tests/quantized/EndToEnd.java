package io.repqc.tests.quantized;

import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.ir.op.OpSchema;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How far whole runs of an integer network come out from another engine's: in steps of the last
 * integers that both know by the same name, and whether the largest output is the same.
 */
final class EndToEnd {
  private static final int COUNTED = 4;

  private final Graph network;
  private final Interpreter interpreter;
  private final Set<Value> last = Collections.newSetFromMap(new IdentityHashMap<>());
  private final long[] offBy = new long[COUNTED + 1];
  private long largest;
  private int runs;
  private int sameTop;

  /** Of a network of whose values {@code shared} are known to the other engine. */
  EndToEnd(Model integer, Set<Value> shared) {
    this.network = integer.graph();
    this.interpreter = new Interpreter(integer, new FastEvaluation());
    integer.graph().outputs().forEach(output -> addLast(output.value(), shared));
  }

  private void addLast(Value value, Set<Value> shared) {
    if (shared.contains(value)) {
      last.add(value);
    } else {
      OpSchema.operands(value.op()).forEach(operand -> addLast(operand, shared));
    }
  }

  void run(Map<String, Tensor> inputs, Map<String, Tensor> theirs) {
    Map<String, Tensor> levels = new LinkedHashMap<>();
    Map<String, Tensor> typed = new LinkedHashMap<>();
    network
        .inputs()
        .forEach(
            input -> typed.put(input.name(), IntegerForm.typed(inputs.get(input.name()), input)));
    Map<String, Tensor> outputs =
        interpreter.run(
            typed,
            (value, tensor) -> {
              if (last.contains(value)) {
                levels.put(value.name(), tensor);
              }
            });
    levels.forEach((name, found) -> count(found, theirs.get(name)));
    runs++;
    boolean isSame =
        outputs.entrySet().stream()
            .allMatch(output -> top(output.getValue()) == top(theirs.get(output.getKey())));
    sameTop += isSame ? 1 : 0;
  }

  private void count(Tensor found, Tensor expected) {
    for (int i = 0; i < found.count(); i++) {
      long off = Math.abs(found.integer(i) - expected.integer(i));
      offBy[(int) Math.min(off, COUNTED)]++;
      largest = Math.max(largest, off);
    }
  }

  private static int top(Tensor tensor) {
    int top = 0;
    for (int i = 1; i < tensor.count(); i++) {
      top = tensor.number(i) > tensor.number(top) ? i : top;
    }
    return top;
  }

  int runs() {
    return runs;
  }

  /** In how many runs every output has its largest number where the other engine's has it. */
  int sameTop() {
    return sameTop;
  }

  /** The largest difference in steps. */
  long largest() {
    return largest;
  }

  /** Of all last integers, how many are {@code steps} off; the largest counted stands for more. */
  double shareOffBy(int steps) {
    long count = 0;
    for (long some : offBy) {
      count += some;
    }
    return (double) offBy[steps] / count;
  }
}
