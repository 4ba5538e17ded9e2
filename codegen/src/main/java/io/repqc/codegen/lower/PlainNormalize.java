package io.repqc.codegen.lower;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.Settings;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.IntegerNormalize;
import io.repqc.ir.op.Normalize;
import java.util.Map;

/** Normalisation of groups, in integers of 64 bits. */
final class PlainNormalize implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Normalize;
  }

  @Override
  public boolean worksInPlace(Layer layer) {
    return true;
  }

  @Override
  public void lower(Layer layer, Code code) {
    Normalize op = (Normalize) layer.op();
    IntegerNormalize integers = op.inIntegers();
    View x = code.view(op.x());
    View y = code.view(layer.result());
    View gain = constant("gain", op.scale(), layer.numbers(op.scale()).toSteps(), code);
    View shift = constant("shift", op.shift(), layer.numbers(op.shift()).toInts(), code);
    Settings settings =
        new Groups(x, op.axes())
            .in(
                Settings.of("normalize"),
                "normalize_walk",
                Map.of(
                    "x", x.strides(),
                    "y", y.strides(),
                    "channel", Finishing.channelStrides(layer),
                    "gain", gain.stretched(x.shape()),
                    "shift", shift.stretched(x.shape())))
            .with("zero", code.zero(op.x()))
            .with("count", integers.count())
            .with("root_bits", integers.rootBits())
            .with("bits", integers.rootBits() + integers.resultBits())
            .with("epsilon", integers.spread())
            .with("finish", Finishing.settings(layer, code, 0));
    code.call(
        "normalize",
        settings,
        Finishing.with(layer, code, null),
        x.pointer(),
        gain.pointer(),
        shift.pointer(),
        y.pointer());
  }

  private static View constant(String role, Value value, int[] numbers, Code code) {
    Shape shape = value.shape();
    Pointer pointer = code.constant(role, Elements.INT32, numbers);
    return new View(
        pointer.place(),
        0,
        Elements.INT32,
        shape,
        View.dense(shape, Layouts.order(shape.rank(), false)),
        0);
  }
}
