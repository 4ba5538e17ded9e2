package io.repqc.frontend.data;

import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.util.List;

/**
 * What a network expects done to pixels: {@code (pixel * scale - mean) / std}, by channel or for
 * all channels, in the order of its layout.
 */
public record Preprocessing(double scale, List<Double> mean, List<Double> std, Layout layout) {

  /** Where the channels of an image are. */
  public enum Layout {
    NCHW,
    NHWC
  }

  /** Pixels from 0 to 1, channels first. */
  public static final Preprocessing UNIT =
      new Preprocessing(1.0 / 255, List.of(0.0), List.of(1.0), Layout.NCHW);

  public Preprocessing {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    ModelException.check(
        !mean.isEmpty() && !std.isEmpty() && std.stream().allMatch(s -> s != 0),
        "--mean %s and --std %s: expected one number, or one a channel, and no --std of 0",
        mean,
        std);
  }

  /** From pixels [images, channels, rows, columns] to what the network reads. */
  public Tensor apply(Tensor pixels) {
    Shape shape = pixels.shape();
    ModelException.check(shape.rank() == 4, "found pixels of shape %s, expected four axes", shape);
    int channels = shape.dim(1);
    checkChannels("--mean", mean, channels);
    checkChannels("--std", std, channels);
    int plane = shape.dim(2) * shape.dim(3);
    Tensor numbers =
        Tensor.generate(
            new TensorType(ElementType.F32, shape),
            i -> {
              int channel = i / plane % channels;
              return (pixels.number(i) * scale - of(mean, channel)) / of(std, channel);
            });
    return layout == Layout.NCHW ? numbers : channelsLast(numbers);
  }

  private static void checkChannels(String flag, List<Double> numbers, int channels) {
    ModelException.check(
        numbers.size() == 1 || numbers.size() == channels,
        "%s has %d numbers, the images have %d channels",
        flag,
        numbers.size(),
        channels);
  }

  private static double of(List<Double> numbers, int channel) {
    return numbers.get(numbers.size() == 1 ? 0 : channel);
  }

  private static Tensor channelsLast(Tensor planar) {
    Shape from = planar.shape();
    int channels = from.dim(1);
    int plane = from.dim(2) * from.dim(3);
    int[] sources = new int[planar.count()];
    for (int i = 0; i < sources.length; i++) {
      int image = i / channels / plane;
      sources[i] = (image * channels + i % channels) * plane + i / channels % plane;
    }
    return planar.pick(Shape.of(from.dim(0), from.dim(2), from.dim(3), channels), sources);
  }
}
