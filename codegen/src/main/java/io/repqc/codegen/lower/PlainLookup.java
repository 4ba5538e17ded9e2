package io.repqc.codegen.lower;

import io.repqc.codegen.Settings;
import io.repqc.ir.op.Lookup;
import java.util.Map;

/** A table's entry for each level. */
final class PlainLookup implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Lookup && layer.isConstant(((Lookup) layer.op()).table());
  }

  @Override
  public boolean worksInPlace(Layer layer) {
    return true;
  }

  @Override
  public void lower(Layer layer, Code code) {
    Lookup lookup = (Lookup) layer.op();
    View x = code.view(lookup.x());
    View y = code.view(layer.result());
    Settings settings =
        Moves.axes(y, Map.of("x", x.strides(), "y", y.strides()))
            .in(Settings.of("lookup"))
            .with("bytes", y.elements().bytes());
    code.call("lookup", settings, code.view(lookup.table()).pointer(), x.pointer(), y.pointer());
  }
}
