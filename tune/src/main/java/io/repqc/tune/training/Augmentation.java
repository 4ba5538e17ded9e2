package io.repqc.tune.training;

import io.repqc.compiler.run.Rows;
import io.repqc.compiler.tune.TrainingSettings;
import io.repqc.frontend.data.Preprocessing.Layout;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;

/**
 * Mirrors and moves images at random, each as a function of seed, epoch and item. What a moved
 * image leaves is zero in the numbers that the network reads, not in pixels: it is what the
 * network's own convolutions see beyond the border, so a moved image looks to them like one that
 * lies elsewhere.
 */
record Augmentation(boolean flips, int shifts, long seed, Layout layout) {

  static Augmentation of(TrainingSettings settings, Layout layout) {
    return new Augmentation(settings.flips(), settings.shifts(), settings.seed(), layout);
  }

  boolean changes() {
    return flips || shifts > 0;
  }

  /** These items of images as they are in an epoch; of other tensors as they are. */
  Tensor pick(Tensor images, int[] items, long epoch) {
    if (!changes() || images.shape().rank() != 4) {
      return Rows.pick(images, items);
    }
    Shape shape = images.shape().with(0, items.length);
    Raster raster = Raster.of(shape, layout);
    float[] moved = new float[shape.count()];
    for (int i = 0; i < items.length; i++) {
      raster.copy(images.floats(), items[i], moved, i, move(epoch, items[i]));
    }
    return Tensor.f32(shape, moved);
  }

  /** Mirrors, in place of the images that belong to them, what is answered to these items. */
  Tensor mirrored(Tensor answers, int[] items, long epoch) {
    Shape shape = answers.shape();
    Raster raster = Raster.of(shape, layout);
    float[] moved = new float[shape.count()];
    for (int i = 0; i < items.length; i++) {
      boolean mirrors = move(epoch, items[i]).mirrors();
      raster.copy(answers.floats(), i, moved, i, new Move(mirrors, 0, 0));
    }
    return Tensor.f32(shape, moved);
  }

  private Move move(long epoch, int item) {
    return Move.draw(Draw.MOVE.random(seed, epoch, item), flips, shifts);
  }
}
