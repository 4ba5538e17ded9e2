package io.repqc.codegen.lower;

import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A convolution or a linear layer, both as a convolution over some spatial axes: a linear layer is
 * one over the rows of its operand, with a kernel of one tap along each of their axes. So is a
 * product with a matrix that is known.
 *
 * @param images how many there are, which nothing connects
 * @param input the spatial size of the operand
 * @param output the spatial size of the result
 * @param kernel how many taps it has along each axis
 * @param inputs the channels of the operand
 * @param outputs the channels of the result
 */
public record Product(
    Layer layer,
    int images,
    List<Integer> input,
    List<Integer> output,
    List<Integer> kernel,
    Window window,
    int groups,
    int inputs,
    int outputs) {

  /** What a layer is, or null if it is neither. */
  public static Product of(Layer layer) {
    if (layer.op() instanceof Convolution) {
      return of(layer, (Convolution) layer.op());
    }
    if (layer.op() instanceof Linear) {
      Linear op = (Linear) layer.op();
      return ofRows(layer, op.x(), op.weight().type().dim(0));
    }
    return isHeld(layer) ? ofRows(layer, left(layer), right(layer).type().dim(1)) : null;
  }

  /** Whether it is a product with a matrix that is known. */
  private static boolean isHeld(Layer layer) {
    return layer.op() instanceof MatMul
        && Operands.hasWeights((MatMul) layer.op(), layer.isConstant(right(layer)));
  }

  private static Value left(Layer layer) {
    return ((MatMul) layer.op()).left();
  }

  private static Value right(Layer layer) {
    return ((MatMul) layer.op()).right();
  }

  private static Product of(Layer layer, Convolution op) {
    List<Integer> x = op.x().shape().dims();
    List<Integer> y = layer.source().shape().dims();
    return new Product(
        layer,
        x.get(0),
        x.subList(2, x.size()),
        y.subList(2, y.size()),
        op.kernel().dims(),
        op.window(),
        op.groups(),
        x.get(1),
        y.get(1));
  }

  /** The axes between the first and the last need not lie one within the other. */
  private static Product ofRows(Layer layer, Value operand, int outputs) {
    List<Integer> x = operand.shape().dims();
    int last = x.size() - 1;
    List<Integer> rows = last > 1 ? x.subList(1, last) : List.of(operand.shape().count(0, last));
    return new Product(
        layer,
        last > 1 ? x.get(0) : 1,
        rows,
        rows,
        Collections.nCopies(rows.size(), 1),
        Window.plain(rows.size()),
        1,
        x.get(last),
        outputs);
  }

  public Value x() {
    return layer.operands().get(0);
  }

  private Value weightValue() {
    return OpSchema.operands(layer.op()).get(1);
  }

  /** None where matrices are multiplied. */
  private Optional<Value> biasValue() {
    return OpSchema.operands(layer.op()).stream().skip(2).findFirst();
  }

  /** By how many bits the bias is finer than the products. */
  public int shift() {
    if (layer.op() instanceof Convolution) {
      return ((Convolution) layer.op()).finerBits();
    }
    return layer.op() instanceof Linear ? ((Linear) layer.op()).finerBits() : 0;
  }

  /** How many products there are in all. */
  public long multiplications() {
    return (long) layer.source().shape().count() * depth();
  }

  /** How many products the sum of an output has. */
  public int depth() {
    return taps() * (inputs / groups);
  }

  /** How many taps the kernel has. */
  public int taps() {
    return kernel.stream().reduce(1, Math::multiplyExact);
  }

  /** Whether weights and bias are known when compiling. */
  public boolean isConstant() {
    return layer.isConstant(weightValue()) && biasValue().stream().allMatch(layer::isConstant);
  }

  /** The weights as they stand for themselves, [outputs][taps][inputs of a group]. */
  public int[] weights() {
    Tensor weight = layer.numbers(weightValue());
    int[] steps = weight.toSteps();
    boolean inputsFirst = layer.op() instanceof MatMul;
    int channels = inputs / groups;
    int taps = taps();
    int[] turned = new int[steps.length];
    for (int output = 0; output < outputs; output++) {
      for (int channel = 0; channel < channels; channel++) {
        for (int tap = 0; tap < taps; tap++) {
          turned[(output * taps + tap) * channels + channel] =
              steps[
                  inputsFirst
                      ? channel * outputs + output
                      : (output * channels + channel) * taps + tap];
        }
      }
    }
    return turned;
  }

  public int[] bias() {
    return biasValue().map(bias -> layer.numbers(bias).toInts()).orElse(new int[outputs]);
  }

  /**
   * The bias for kernels that sum {@code x * w} in the place of {@code (x - zero) * w}, of operands
   * as they are stored.
   */
  public int[] foldedBias(int zero) {
    int[] weights = weights();
    int[] folded = bias();
    int each = weights.length / outputs;
    for (int output = 0; output < outputs; output++) {
      int sum = 0;
      for (int i = 0; i < each; i++) {
        sum += weights[output * each + i];
      }
      folded[output] -= (zero * sum) << shift();
    }
    return folded;
  }

  /**
   * Whether no sum of products overflows, in any order, where levels are stored from {@code least}
   * to {@code most}. What is added to it may wrap: the result does not.
   */
  public boolean fitsStored(int least, int most) {
    return fitsStored(least, most, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** Whether no sum of such products leaves these bounds, in any order. */
  public boolean fitsStored(int least, int most, int smallest, int largest) {
    int[] weights = weights();
    int each = weights.length / outputs;
    for (int output = 0; output < outputs; output++) {
      long lowest = 0;
      long highest = 0;
      for (int i = output * each; i < (output + 1) * each; i++) {
        lowest += Math.min(0, Math.min(weights[i] * least, weights[i] * most));
        highest += Math.max(0, Math.max(weights[i] * least, weights[i] * most));
      }
      if (lowest < smallest || highest > largest) {
        return false;
      }
    }
    return true;
  }

  /** The strides of the image, the spatial axes and the channels of a tensor of this layer. */
  public List<Integer> strides(View view) {
    int rank = view.shape().rank();
    List<Integer> strides = new ArrayList<>();
    if (!(layer.op() instanceof Convolution)) {
      return rank > 2
          ? view.strides()
          : List.of(0, rank > 1 ? view.stride(0) : 0, view.stride(rank - 1));
    }
    strides.add(view.stride(0));
    strides.addAll(view.strides().subList(2, rank));
    strides.add(view.stride(1));
    return Collections.unmodifiableList(strides);
  }
}
