package io.repqc.codegen.lower;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.Settings;
import io.repqc.ir.op.Resize;
import io.repqc.ir.op.ResizeMode;

/** Images at other sizes, by tables of what each place reads. */
final class PlainResize implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Resize;
  }

  @Override
  public void lower(Layer layer, Code code) {
    Resize resize = (Resize) layer.op();
    View x = code.view(resize.x());
    View y = code.view(layer.result());
    ResizeAxes axes = new ResizeAxes(resize, x, y, Finishing.channelStrides(layer));
    Pointer places = table("places", axes.places(), code);
    if (resize.sampling().mode() == ResizeMode.NEAREST) {
      Settings settings =
          Settings.of("resize_nearest")
              .with("axes", axes.settings())
              .with("bytes", y.elements().bytes());
      code.call("resize_nearest", settings, places, x.pointer(), y.pointer());
      return;
    }
    Settings settings =
        Settings.of("resize")
            .with("axes", axes.settings())
            .with("zero", code.zero(resize.x()))
            .with("finish", Finishing.settings(layer, code, 0));
    code.call(
        "resize",
        settings,
        Finishing.with(layer, code, null),
        places,
        table("weights", axes.weights(), code),
        x.pointer(),
        y.pointer());
  }

  /** No axis may need one. */
  private static Pointer table(String role, int[] numbers, Code code) {
    return numbers.length == 0 ? null : code.constant(role, Elements.INT32, numbers);
  }
}
