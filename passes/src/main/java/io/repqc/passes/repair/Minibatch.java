package io.repqc.passes.repair;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Some samples of a layer: what they read, sample by sample and term by term, and what each output
 * should give. Both orders are there so that every loop over them runs along an array.
 */
record Minibatch(float[][] bySample, float[][] byTerm, float[][] targets) {

  /** All samples in a drawn order, about {@code size} to a batch. */
  static List<Minibatch> split(List<float[]> inputs, List<float[]> targets, int size, long seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, inputs.size()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    List<Minibatch> batches = new ArrayList<>();
    for (int first = 0; first < order.size(); first += size) {
      List<Integer> some = order.subList(first, Math.min(order.size(), first + size));
      float[][] bySample = some.stream().map(inputs::get).toArray(float[][]::new);
      float[][] wanted = some.stream().map(targets::get).toArray(float[][]::new);
      batches.add(new Minibatch(bySample, transposed(bySample), transposed(wanted)));
    }
    return batches;
  }

  private static float[][] transposed(float[][] rows) {
    float[][] columns = new float[rows[0].length][rows.length];
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < columns.length; column++) {
        columns[column][row] = rows[row][column];
      }
    }
    return columns;
  }

  int size() {
    return bySample.length;
  }
}
