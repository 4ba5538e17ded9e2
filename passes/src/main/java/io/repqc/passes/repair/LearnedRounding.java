package io.repqc.passes.repair;

import java.util.ArrayList;
import java.util.List;

/** Learns for each number of some rows whether to round it up. */
final class LearnedRounding {
  private static final int STEPS = 1500;
  private static final float RATE = 1e-2f;
  private static final double PRESSURE = 0.02;
  private static final double WARM_UP = 0.2;
  private static final double SHARP = 20;
  private static final double BLUNT = 2;

  private LearnedRounding() {}

  /** A row that would not come nearer to the targets is rounded to the nearest. */
  static boolean[][] of(List<Row> rows, Reconstruction reconstruction, List<Minibatch> batches) {
    boolean[][] nearest = isAbove(fractions(rows), 0.5f);
    boolean[][] learned = isAbove(learn(rows, reconstruction, batches), 0);
    double[] before = reconstruction.errors(nearest, batches);
    double[] after = reconstruction.errors(learned, batches);
    for (int i = 0; i < learned.length; i++) {
      learned[i] = after[i] < before[i] ? learned[i] : nearest[i];
    }
    return learned;
  }

  private static float[][] learn(
      List<Row> rows, Reconstruction reconstruction, List<Minibatch> batches) {
    float[][] logits = fractions(rows);
    List<Adam> optimizers = new ArrayList<>();
    for (float[] row : logits) {
      optimizers.add(new Adam(row.length, RATE));
      for (int k = 0; k < row.length; k++) {
        row[k] = StretchedSigmoid.logit(row[k]);
      }
    }
    float[][] gradients = new float[logits.length][logits[0].length];
    for (int step = 0; step < STEPS; step++) {
      double done = (step / (double) STEPS - WARM_UP) / (1 - WARM_UP);
      double pressure = done < 0 ? 0 : PRESSURE;
      double sharpness = SHARP + (BLUNT - SHARP) * Math.max(0, done);
      Minibatch samples = batches.get(step % batches.size());
      reconstruction.loss(logits, samples, pressure, sharpness, gradients);
      for (int i = 0; i < logits.length; i++) {
        optimizers.get(i).step(logits[i], gradients[i]);
      }
    }
    return logits;
  }

  private static float[][] fractions(List<Row> rows) {
    float[][] fractions = new float[rows.size()][rows.get(0).steps().length];
    for (int i = 0; i < fractions.length; i++) {
      for (int k = 0; k < fractions[i].length; k++) {
        fractions[i][k] = rows.get(i).fraction(k);
      }
    }
    return fractions;
  }

  private static boolean[][] isAbove(float[][] numbers, float bound) {
    boolean[][] isAbove = new boolean[numbers.length][numbers[0].length];
    for (int i = 0; i < numbers.length; i++) {
      for (int k = 0; k < numbers[i].length; k++) {
        isAbove[i][k] = numbers[i][k] >= bound;
      }
    }
    return isAbove;
  }
}
