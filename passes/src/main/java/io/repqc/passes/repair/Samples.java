package io.repqc.passes.repair;

import io.repqc.ir.Tensor;
import java.util.ArrayList;
import java.util.List;

/** What a layer reads or gives at the positions that are drawn, one row each. */
final class Samples {

  private interface Row {
    float[] at(int item, int position);
  }

  private final Layer layer;
  private final Patches patches;
  private final Sampling sampling;
  private final List<float[]> rows = new ArrayList<>();
  private int items;

  Samples(Layer layer, long seed, int wanted, int items) {
    this.layer = layer;
    this.patches = Patches.of(layer);
    this.sampling = Sampling.of(seed, wanted, items, patches.positions());
  }

  /** Adds what each output is summed from. */
  void addInputs(Tensor x) {
    add(
        x,
        (item, position) -> {
          float[] row = new float[layer.groups() * layer.terms()];
          patches.read(x, item, position, row);
          return row;
        });
  }

  /** Adds the outputs themselves. */
  void addOutputs(Tensor y) {
    add(
        y,
        (item, position) -> {
          float[] row = new float[layer.outputs()];
          for (int channel = 0; channel < row.length; channel++) {
            row[channel] = y.floats()[patches.output(item, position, channel)];
          }
          return row;
        });
  }

  private void add(Tensor tensor, Row row) {
    int count = tensor.shape().rank() > 1 ? tensor.shape().dim(0) : 1;
    for (int item = 0; item < count; item++) {
      int own = item;
      sampling.of(items++).forEach(position -> rows.add(row.at(own, position)));
    }
  }

  List<float[]> rows() {
    return rows;
  }
}
