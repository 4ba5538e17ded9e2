package io.repqc.codegen.lower;

import io.repqc.codegen.Settings;
import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolFunction;
import io.repqc.ir.op.Window;
import java.util.ArrayList;
import java.util.List;

/** The largest or the average of each window, for many channels at once. */
final class PlainPool implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Pool;
  }

  @Override
  public void lower(Layer layer, Code code) {
    Pool pool = (Pool) layer.op();
    View x = code.view(pool.x());
    View y = code.view(layer.result());
    if (pool.function() == PoolFunction.MAX) {
      code.call("max_pool", windows(pool, x, y), x.pointer(), y.pointer());
      return;
    }
    Settings settings =
        Settings.of("average_pool")
            .with("pool", windows(pool, x, y))
            .with("zero", code.zero(pool.x()))
            .with("multiple", pool.multiple())
            .with("counts_padding", pool.countPadding() ? 1 : 0)
            .with("finish", Finishing.settings(layer, code, 0));
    code.call(
        "average_pool", settings, Finishing.with(layer, code, null), x.pointer(), y.pointer());
  }

  private static Settings windows(Pool pool, View x, View y) {
    Window window = pool.window();
    return Settings.of("pool")
        .with("images", x.shape().dim(0))
        .with("channels", x.shape().dim(1))
        .with("x_size", Spatial.sizes(spatial(x.shape())))
        .with("y_size", Spatial.sizes(spatial(y.shape())))
        .with("kernel", Spatial.sizes(pool.size()))
        .with("stride", Spatial.sizes(window.strides()))
        .with("dilation", Spatial.sizes(window.dilations()))
        .with("before", Spatial.offsets(window.before()))
        .with("after", Spatial.offsets(window.after()))
        .with("x", strides(x))
        .with("y", strides(y));
  }

  private static List<Integer> spatial(Shape shape) {
    return shape.dims().subList(2, shape.rank());
  }

  /** Of the images and the spatial axes; channels lie side by side. */
  private static int[] strides(View view) {
    int channels = view.shape().dim(1);
    IrException.check(channels == 1 || view.stride(1) == 1, "channels of %s lie apart", view);
    List<Integer> strides = new ArrayList<>(view.strides());
    strides.remove(1);
    return Spatial.strides(strides, 0);
  }
}
