package io.repqc.codegen.x86;

import io.repqc.codegen.Settings;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Kernel;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.PlainKernels;
import io.repqc.codegen.lower.View;
import io.repqc.ir.op.Encode;
import io.repqc.ir.op.Levels;
import java.util.List;

/** Floats to levels in vectors: images of few channels, which come to lie together, and rows. */
final class ImageEncode implements Kernel {
  private static final int MOST_CHANNELS = 4;
  private static final int RANK = 4;

  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Encode;
  }

  @Override
  public void lower(Layer layer, Code code) {
    View x = code.view(layer.operands().get(0));
    View y = code.view(layer.result());
    if (isImage(x, y)) {
      call(layer, image(x, y), code);
    } else if (x.isRow() && y.isRow()) {
      call(layer, row(x.shape().count()), code);
    } else {
      PlainKernels.of(layer.op()).lower(layer, code);
    }
  }

  private static boolean isImage(View x, View y) {
    return x.shape().rank() == RANK
        && x.shape().dim(1) <= MOST_CHANNELS
        && x.stride(3) == 1
        && y.stride(1) == 1
        && y.stride(3) == x.shape().dim(1);
  }

  private static Settings image(View x, View y) {
    List<Integer> dims = x.shape().dims();
    return Settings.of("encode_image")
        .with("images", dims.get(0))
        .with("channels", dims.get(1))
        .with("rows", dims.get(2))
        .with("columns", dims.get(3))
        .with("x_image", x.stride(0))
        .with("x_channel", x.stride(1))
        .with("x_row", x.stride(2))
        .with("y_image", y.stride(0))
        .with("y_row", y.stride(2));
  }

  private static Settings row(int count) {
    return Settings.of("encode_image")
        .with("images", 1)
        .with("channels", 1)
        .with("rows", 1)
        .with("columns", count);
  }

  private static void call(Layer layer, Settings shape, Code code) {
    Levels to = ((Encode) layer.op()).to();
    Settings encode =
        Settings.of("encode")
            .with("scale", to.scale())
            .with("lowest", to.minimum() - to.zeroPoint())
            .with("highest", to.maximum() - to.zeroPoint())
            .with("zero", code.stored(layer.result(), to.zeroPoint()));
    X86.call(
        code,
        "encode_image",
        shape.with("encode", encode),
        code.view(layer.operands().get(0)).pointer(),
        code.view(layer.result()).pointer());
  }
}
