package io.repqc.codegen.lower;

import io.repqc.codegen.Language;
import io.repqc.codegen.Settings;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolFunction;
import io.repqc.ir.op.Window;

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
      code.call(
          "max_pool", windows(pool, x, y, code.target().language()), x.pointer(), y.pointer());
      return;
    }
    Settings settings =
        Settings.of("average_pool")
            .with("pool", windows(pool, x, y, code.target().language()))
            .with("zero", code.zero(pool.x()))
            .with("multiple", pool.multiple())
            .with("counts_padding", pool.countPadding() ? 1 : 0)
            .with("finish", Finishing.settings(layer, code, 0));
    code.call(
        "average_pool", settings, Finishing.with(layer, code, null), x.pointer(), y.pointer());
  }

  private static Settings windows(Pool pool, View x, View y, Language language) {
    Window window = pool.window();
    return Settings.of("pool")
        .with("images", x.shape().dim(0))
        .with("channels", x.shape().dim(1))
        .with("x_size", Spatial.sizes(Spatial.of(x.shape())))
        .with("y_size", Spatial.sizes(Spatial.of(y.shape())))
        .with("kernel", Spatial.sizes(pool.size()))
        .with("stride", Spatial.sizes(window.strides()))
        .with("dilation", Spatial.sizes(window.dilations()))
        .with("before", Spatial.offsets(window.before()))
        .with("after", Spatial.offsets(window.after()))
        .with("x", Spatial.imageStrides(x, language))
        .with("y", Spatial.imageStrides(y, language));
  }
}
