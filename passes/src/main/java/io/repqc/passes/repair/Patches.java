package io.repqc.passes.repair;

import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Window;

/** What a layer reads and gives at each of its positions in an item of a batch. */
interface Patches {

  static Patches of(Layer layer) {
    return layer.value().op() instanceof Convolution convolution
        ? new OfConvolution(convolution)
        : new OfLinear(layer);
  }

  /** How many positions an item has. */
  int positions();

  /** Copies what each output at {@code position} is summed from, in the order of the weight. */
  void read(Tensor x, int item, int position, float[] patch);

  /** Where in the result the output {@code channel} at {@code position} is. */
  int output(int item, int position, int channel);

  /** Rows of features. */
  record OfLinear(int positions, int inputs, int outputs) implements Patches {
    OfLinear(Layer layer) {
      this(positions(layer.x().shape()), layer.inputs(), layer.outputs());
    }

    private static int positions(Shape shape) {
      return shape.rank() > 1 ? shape.count(1, shape.rank() - 1) : 1;
    }

    @Override
    public void read(Tensor x, int item, int position, float[] patch) {
      System.arraycopy(x.floats(), (item * positions + position) * inputs, patch, 0, inputs);
    }

    @Override
    public int output(int item, int position, int channel) {
      return (item * positions + position) * outputs + channel;
    }
  }

  /** Windows of all input channels, those of the first group first; zeros in the border. */
  record OfConvolution(
      Shape input, Shape kernel, Shape output, Window window, int channels, int outputs)
      implements Patches {
    OfConvolution(Convolution op) {
      this(
          spatial(op.x().shape()),
          op.kernel(),
          spatial(op.inferType().shape()),
          op.window(),
          op.x().type().dim(1),
          op.weight().type().dim(0));
    }

    private static Shape spatial(Shape shape) {
      return new Shape(shape.dims().subList(2, shape.rank()));
    }

    @Override
    public int positions() {
      return output.count();
    }

    @Override
    public void read(Tensor x, int item, int position, float[] patch) {
      int[] taps = taps(position);
      int plane = input.count();
      for (int channel = 0; channel < channels; channel++) {
        int first = (item * channels + channel) * plane;
        for (int tap = 0; tap < taps.length; tap++) {
          patch[channel * taps.length + tap] = taps[tap] < 0 ? 0 : x.floats()[first + taps[tap]];
        }
      }
    }

    /** Where in a plane each tap reads, -1 in the border. */
    private int[] taps(int position) {
      int[] taps = new int[kernel.count()];
      for (int tap = 0; tap < taps.length; tap++) {
        taps[tap] = tap(position, tap);
      }
      return taps;
    }

    private int tap(int position, int tap) {
      int at = 0;
      int stride = 1;
      for (int axis = window.rank() - 1; axis >= 0; axis--) {
        int index =
            position % output.dim(axis) * window.strides().get(axis)
                - window.before().get(axis)
                + tap % kernel.dim(axis) * window.dilations().get(axis);
        if (index < 0 || index >= input.dim(axis)) {
          return -1;
        }
        at += index * stride;
        stride *= input.dim(axis);
        position /= output.dim(axis);
        tap /= kernel.dim(axis);
      }
      return at;
    }

    @Override
    public int output(int item, int position, int channel) {
      return (item * outputs + channel) * positions() + position;
    }
  }
}
