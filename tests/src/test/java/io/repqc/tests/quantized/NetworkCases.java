package io.repqc.tests.quantized;

import static java.util.Map.entry;

import io.repqc.tests.quantized.NetworkSketch.Activation;
import io.repqc.tests.quantized.NetworkSketch.Flow;
import java.util.Map;
import java.util.function.Consumer;

/** Small networks of the kinds that are quantized for small machines. */
final class NetworkCases {
  private NetworkCases() {}

  static Map<String, Consumer<NetworkSketch>> rows() {
    return Map.ofEntries(
        entry("blocks of convolutions", NetworkCases::blocks),
        entry("residual blocks", NetworkCases::residual),
        entry("separable convolutions", NetworkCases::separable),
        entry("inverted residual blocks", NetworkCases::inverted),
        entry("dense layers", NetworkCases::dense),
        entry("branches that join", NetworkCases::joined),
        entry("super-resolution", NetworkCases::superResolution),
        entry("a gate for each channel", NetworkCases::gated),
        entry("an interface in integers", NetworkCases::integers));
  }

  private static void blocks(NetworkSketch net) {
    Flow x = net.input(1, 3, 12, 12);
    x = net.convolution(x, 8, 3, 1, 1, Activation.RELU);
    x = net.maxPool(net.convolution(x, 12, 5, 1, 1, Activation.RELU));
    x = net.convolution(x, 16, 3, 2, 1, Activation.RELU);
    x = net.averagePool(net.convolution(x, 9, 1, 1, 1, Activation.NONE));
    net.softmaxOutput(net.gemm(net.flatten(x, 9), 10, Activation.NONE));
  }

  private static void residual(NetworkSketch net) {
    Flow x = net.convolution(net.input(1, 3, 12, 12), 8, 3, 1, 1, Activation.RELU);
    Flow y = net.convolution(x, 8, 3, 1, 1, Activation.RELU);
    x = net.add(net.convolution(y, 8, 3, 1, 1, Activation.NONE), x, Activation.RELU);
    y = net.convolution(x, 16, 3, 2, 1, Activation.RELU);
    y = net.convolution(y, 16, 3, 1, 1, Activation.NONE);
    x = net.add(net.convolution(x, 16, 1, 2, 1, Activation.NONE), y, Activation.RELU);
    x = net.gemm(net.flatten(net.globalAverage(x), 16), 10, Activation.NONE);
    net.softmaxOutput(x);
  }

  private static void separable(NetworkSketch net) {
    Flow x = net.convolution(net.input(1, 1, 20, 10), 16, 3, 2, 1, Activation.RELU);
    for (int i = 0; i < 2; i++) {
      x = net.convolution(x, 16, 3, 1, 16, Activation.RELU);
      x = net.convolution(x, 16, 1, 1, 1, Activation.RELU);
    }
    x = net.gemm(net.flatten(net.globalAverage(x), 16), 12, Activation.NONE);
    net.softmaxOutput(x);
  }

  private static void inverted(NetworkSketch net) {
    Flow x = net.convolution(net.input(1, 3, 16, 16), 8, 3, 2, 1, Activation.RELU6);
    Flow y = net.convolution(x, 24, 1, 1, 1, Activation.RELU6);
    y = net.convolution(y, 24, 3, 1, 24, Activation.RELU6);
    x = net.add(x, net.convolution(y, 8, 1, 1, 1, Activation.NONE), Activation.NONE);
    y = net.convolution(x, 24, 1, 1, 1, Activation.RELU6);
    y = net.convolution(y, 24, 3, 2, 24, Activation.RELU6);
    x = net.convolution(y, 12, 1, 1, 1, Activation.NONE);
    net.output(net.gemm(net.flatten(net.globalAverage(x), 12), 10, Activation.NONE));
  }

  private static void dense(NetworkSketch net) {
    Flow x = net.product(net.input(1, 40), 32, Activation.RELU);
    x = net.product(x, 8, Activation.NONE);
    net.output(net.product(net.gemm(x, 16, Activation.RELU), 40, Activation.NONE));
  }

  private static void joined(NetworkSketch net) {
    Flow x = net.convolution(net.input(1, 3, 12, 12), 8, 3, 1, 1, Activation.RELU);
    Flow low = net.convolution(net.maxPool(x), 12, 3, 1, 1, Activation.RELU);
    Flow one = net.convolution(low, 6, 1, 1, 1, Activation.RELU);
    Flow three = net.convolution(low, 6, 3, 1, 1, Activation.NONE);
    Flow up = net.twiceAsLarge(net.concat(one, three, low));
    net.output(net.convolution(net.concat(up, x), 4, 3, 1, 1, Activation.NONE));
  }

  private static void superResolution(NetworkSketch net) {
    Flow x = net.convolution(net.input(1, 1, 10, 10), 8, 3, 1, 1, Activation.RELU);
    x = net.convolution(x, 8, 3, 1, 1, Activation.RELU);
    net.output(net.depthToSpace(net.convolution(x, 4, 3, 1, 1, Activation.NONE)));
  }

  private static void gated(NetworkSketch net) {
    Flow x = net.convolution(net.input(1, 3, 10, 10), 8, 3, 1, 1, Activation.RELU);
    Flow gate = net.convolution(net.globalAverage(x), 4, 1, 1, 1, Activation.RELU);
    gate = net.sigmoid(net.convolution(gate, 8, 1, 1, 1, Activation.NONE));
    x = net.convolution(net.scaled(x, gate), 6, 3, 1, 1, Activation.NONE);
    net.output(net.gemm(net.flatten(net.globalAverage(x), 6), 5, Activation.NONE));
  }

  private static void integers(NetworkSketch net) {
    Flow x = net.convolution(net.integerInput(1, 3, 10, 10), 8, 3, 2, 1, Activation.RELU);
    net.integerOutput(net.convolution(x, 6, 3, 1, 1, Activation.NONE));
  }
}
