package io.repqc.cli.shapes;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.util.SplittableRandom;

/**
 * Colour images of one figure each, somewhere, in some size, turned and noisy: {@code pixels} are
 * u8 [images, 3, size, size], {@code labels} i64. The same seed gives the same bytes on every
 * machine, and image i is the same however many there are.
 */
public record ShapesDataSet(Tensor pixels, Tensor labels) {
  private static final int CHANNELS = 3;
  private static final double NOISE = 0.15;
  private static final double LEAST_CONTRAST = 0.25;

  public static ShapesDataSet draw(int count, int size, long seed) {
    Shape shape = Shape.of(count, CHANNELS, size, size);
    byte[] pixels = new byte[shape.count()];
    long[] labels = new long[count];
    for (int i = 0; i < count; i++) {
      Figure figure = Figure.values()[i % Figure.values().length];
      labels[i] = figure.ordinal();
      draw(figure, new SplittableRandom(seed * 1_000_003 + i), size, pixels, i * shape.count(1, 4));
    }
    return new ShapesDataSet(
        Tensor.of(ElementType.U8, shape, pixels), Tensor.i64(Shape.of(count), labels));
  }

  private static void draw(
      Figure figure, SplittableRandom random, int size, byte[] pixels, int at) {
    double scale = between(random, 0.35, 0.75);
    double room = 1 - scale;
    double centreX = between(random, -room, room);
    double centreY = between(random, -room, room);
    double angle = between(random, 0, 2 * Math.PI);
    double cosine = StrictMath.cos(angle);
    double sine = StrictMath.sin(angle);
    double[][] colours = colours(random);
    double pixel = 2.0 / size;
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        double x = ((column + 0.5) * pixel - 1 - centreX) / scale;
        double y = ((row + 0.5) * pixel - 1 - centreY) / scale;
        double distance = figure.distance(cosine * x + sine * y, cosine * y - sine * x);
        double cover = clamp(0.5 - distance * scale / pixel);
        for (int channel = 0; channel < CHANNELS; channel++) {
          double ground = colours[0][channel];
          double clean = ground + cover * (colours[1][channel] - ground);
          double noisy = clean + between(random, -NOISE, NOISE);
          pixels[at + (channel * size + row) * size + column] =
              (byte) Math.round(255 * clamp(noisy));
        }
      }
    }
  }

  /** The ground's and the figure's, far enough apart to tell one from the other. */
  private static double[][] colours(SplittableRandom random) {
    double[][] colours = new double[2][CHANNELS];
    double contrast = 0;
    while (contrast < LEAST_CONTRAST) {
      contrast = 0;
      for (int channel = 0; channel < CHANNELS; channel++) {
        colours[0][channel] = random.nextDouble();
        colours[1][channel] = random.nextDouble();
        contrast += Math.abs(colours[0][channel] - colours[1][channel]) / CHANNELS;
      }
    }
    return colours;
  }

  private static double between(SplittableRandom random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
