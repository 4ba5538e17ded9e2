package io.repqc.frontend.onnx;

import io.repqc.ir.Glob;
import io.repqc.ir.Graph;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Cast;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Normalize;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Statistic;
import io.repqc.ir.op.Transpose;
import io.repqc.ir.op.TransposedConvolution;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which parameters training may change, since ONNX does not say. All are, except
 *
 * <ul>
 *   <li>mean and variance of a BatchNorm, and the scale and zero point of a quantizer;
 *   <li>single numbers, but for the weights and biases of layers;
 *   <li>fixed stencils: numbers of rank 3 and more behind the weight of a convolution, [output
 *       channels, input channels, kernel...], of whose kernels at least two are not all zero, these
 *       being equal to the bit and of more than one tap. Training never leaves two kernels equal; a
 *       Sobel filter or an average written as a convolution is so.
 * </ul>
 *
 * What the user's globs say comes first.
 */
final class Trainability {
  private final ImportOptions options;
  private final Problems problems;

  Trainability(ImportOptions options, Problems problems) {
    this.options = options;
    this.problems = problems;
  }

  /** Whether the user asks by name that these numbers be trained. */
  boolean isTrained(String name) {
    return options.train().stream().anyMatch(glob -> new Glob(glob).matches(name));
  }

  private boolean isFrozen(String name) {
    return options.freeze().stream().anyMatch(glob -> new Glob(glob).matches(name));
  }

  /** The graph with the decision in its parameters, all of which were trainable so far. */
  Graph decide(Graph graph, Map<String, Tensor> numbers) {
    checkGlobs(graph);
    Set<Value> statistics = statistics(graph);
    Set<Value> weights = weights(graph);
    Set<Value> ofLayers = ofLayers(graph);
    return new Rewrite(graph)
        .each(
            (value, op) -> {
              if (!(op instanceof Parameter)) {
                return Rewrite.keep(value, op);
              }
              boolean fixed =
                  statistics.contains(value)
                      || value.shape().count() <= 1 && !ofLayers.contains(value)
                      || weights.contains(value) && isStencil(numbers.get(value.name()));
              return isTrained(value.name()) || !fixed && !isFrozen(value.name())
                  ? value
                  : Value.of(value.name(), new Parameter(value.type(), false));
            });
  }

  private void checkGlobs(Graph graph) {
    List<String> names = graph.parameters().stream().map(Value::name).toList();
    checkGlobs("--freeze", options.freeze(), names);
    checkGlobs("--train", options.train(), names);
  }

  private void checkGlobs(String flag, List<String> globs, List<String> names) {
    for (String glob : globs) {
      if (names.stream().noneMatch(new Glob(glob)::matches)) {
        problems.add(
            "%s %s: no parameter has such a name; the parameters: %s",
            flag, glob, names.stream().limit(8).collect(Collectors.joining(", ")));
      }
    }
  }

  private static Set<Value> statistics(Graph graph) {
    Set<Value> found = identitySet();
    for (Value value : graph.values()) {
      Op op = value.op();
      if (op instanceof BatchNorm norm) {
        found.addAll(Arrays.asList(moved(norm.mean()), moved(norm.variance())));
      } else if (op instanceof Statistic statistic) {
        found.add(moved(statistic.running()));
      } else if (op instanceof Quantize quantize) {
        found.addAll(Arrays.asList(moved(quantize.scale()), moved(quantize.zeroPoint())));
      } else if (op instanceof Dequantize dequantize) {
        found.addAll(Arrays.asList(moved(dequantize.scale()), moved(dequantize.zeroPoint())));
      }
    }
    return found;
  }

  /** What the layers with weights read beside their first operand. */
  private static Set<Value> ofLayers(Graph graph) {
    Set<Value> found = identitySet();
    for (Value value : graph.values()) {
      Op op = value.op();
      if (op instanceof Convolution
          || op instanceof TransposedConvolution
          || op instanceof Linear
          || op instanceof BatchNorm
          || op instanceof Normalize) {
        OpSchema.operands(op).stream().skip(1).map(Trainability::moved).forEach(found::add);
      }
    }
    return found;
  }

  /** Where the numbers of a value lie that only moves them. */
  private static Value moved(Value value) {
    Value source = value;
    while (source.op() instanceof Reshape
        || source.op() instanceof Transpose
        || source.op() instanceof Slice
        || source.op() instanceof Expand
        || source.op() instanceof Cast) {
      source = OpSchema.operands(source.op()).get(0);
    }
    return source;
  }

  /** Everything behind the weights of convolutions that no input of the network reaches. */
  private static Set<Value> weights(Graph graph) {
    Set<Value> fromInput = identitySet();
    Deque<Value> open = new ArrayDeque<>();
    for (Value value : graph.values()) {
      if (value.op() instanceof Input
          || OpSchema.operands(value.op()).stream().anyMatch(fromInput::contains)) {
        fromInput.add(value);
      }
      if (value.op() instanceof Convolution convolution) {
        open.add(convolution.weight());
      } else if (value.op() instanceof TransposedConvolution convolution) {
        open.add(convolution.weight());
      }
    }
    Set<Value> weights = identitySet();
    while (!open.isEmpty()) {
      Value value = open.pop();
      if (!fromInput.contains(value) && weights.add(value)) {
        open.addAll(OpSchema.operands(value.op()));
      }
    }
    return weights;
  }

  static boolean isStencil(Tensor tensor) {
    int rank = tensor.shape().rank();
    int taps = rank < 3 ? 1 : tensor.shape().count(2, rank);
    if (taps < 2 || tensor.count() == 0) {
      return false;
    }
    int first = -1;
    int equal = 0;
    for (int start = 0; start < tensor.count(); start += taps) {
      if (isZero(tensor, start, taps)) {
        continue;
      }
      first = first < 0 ? start : first;
      if (!isEqual(tensor, first, start, taps)) {
        return false;
      }
      equal++;
    }
    return equal > 1;
  }

  private static boolean isZero(Tensor tensor, int start, int taps) {
    for (int tap = 0; tap < taps; tap++) {
      if (tensor.number(start + tap) != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEqual(Tensor tensor, int first, int second, int taps) {
    for (int tap = 0; tap < taps; tap++) {
      if (tensor.number(first + tap) != tensor.number(second + tap)) {
        return false;
      }
    }
    return true;
  }

  private static Set<Value> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
