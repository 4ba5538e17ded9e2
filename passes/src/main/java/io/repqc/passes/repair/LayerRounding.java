package io.repqc.passes.repair;

import java.util.List;
import java.util.stream.IntStream;

/** Rounds the weight of one layer. Rows are learned some at a time, independent of each other. */
final class LayerRounding {
  private static final int BLOCK = 8;

  private final Layer layer;
  private final List<Row> rows;
  private final Activation activation;
  private final List<Minibatch> batches;

  LayerRounding(Layer layer, List<Row> rows, Activation activation, List<Minibatch> batches) {
    this.layer = layer;
    this.rows = rows;
    this.activation = activation;
    this.batches = batches;
  }

  /** The integers of all rows, less their zero points. */
  float[][] levels() {
    int groupRows = rows.size() / layer.groups();
    int blocks = (groupRows + BLOCK - 1) / BLOCK;
    float[][] levels = new float[rows.size()][];
    IntStream.range(0, layer.groups() * blocks)
        .parallel()
        .forEach(
            task -> {
              int group = task / blocks;
              int first = group * groupRows + task % blocks * BLOCK;
              int end = Math.min(first + BLOCK, (group + 1) * groupRows);
              learn(group, first, end, levels);
            });
    return levels;
  }

  private void learn(int group, int first, int end, float[][] levels) {
    List<Row> some = rows.subList(first, end);
    int firstTerm = group * layer.terms();
    Reconstruction reconstruction =
        new Reconstruction(some, first, firstTerm, energy(firstTerm), activation);
    boolean[][] isUp = LearnedRounding.of(some, reconstruction, batches);
    for (int i = 0; i < isUp.length; i++) {
      levels[first + i] = some.get(i).levels(isUp[i]);
    }
  }

  /** The mean over samples of the sum of squares that the rows of a group are multiplied by. */
  private double energy(int firstTerm) {
    double sum = 0;
    int samples = 0;
    for (Minibatch batch : batches) {
      for (float[] sample : batch.bySample()) {
        for (int k = firstTerm; k < firstTerm + layer.terms(); k++) {
          sum += (double) sample[k] * sample[k];
        }
      }
      samples += batch.size();
    }
    return Math.max(sum / samples, Float.MIN_NORMAL);
  }
}
