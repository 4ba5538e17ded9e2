package io.repqc.bench;

import io.repqc.compiler.ModelFile;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.ir.Model;
import io.repqc.ir.Value;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The networks that are measured, in the sizes that are usual, with random weights. */
final class Zoo {
  private static final double RELU6 = 6;
  private static final int CLASSES = 1000;

  private Zoo() {}

  /** How to make each, by name. */
  static Map<String, Supplier<Model>> networks() {
    Map<String, Supplier<Model>> networks = new LinkedHashMap<>();
    networks.put("repvgg_a0", RepVgg::a0);
    networks.put("mobilenet_v2", Zoo::mobileNetV2);
    networks.put("mobilenet_v1_025", Zoo::mobileNetV1);
    networks.put("resnet_8", Zoo::resNet8);
    networks.put("ds_cnn", Zoo::dsCnn);
    networks.put("autoencoder", Zoo::autoencoder);
    return networks;
  }

  /** Those that are asked for, or all of these. */
  static List<String> names(List<String> words) {
    return words.isEmpty() ? List.copyOf(networks().keySet()) : words;
  }

  /** One of these, or a file. */
  static Model read(String name) {
    return networks().containsKey(name)
        ? networks().get(name).get()
        : ModelFile.read(Path.of(name), ImportOptions.DEFAULT);
  }

  private static Model mobileNetV2() {
    int[][] stages = {
      {1, 16, 1, 1},
      {6, 24, 2, 2},
      {6, 32, 3, 2},
      {6, 64, 4, 2},
      {6, 96, 3, 1},
      {6, 160, 3, 2},
      {6, 320, 1, 1}
    };
    Builder net = new Builder("mobilenet_v2");
    List<Integer> border = List.of(1, 1, 1, 1);
    List<Integer> three = List.of(3, 3);
    Value x = net.input(1, 3, 224, 224);
    x = net.clamp(net.convolution(x, 32, three, 2, border, 1), RELU6);
    for (int[] stage : stages) {
      for (int block = 0; block < stage[2]; block++) {
        int stride = block == 0 ? stage[3] : 1;
        Value before = x;
        int hidden = x.type().dim(1) * stage[0];
        if (stage[0] > 1) {
          x = net.clamp(net.convolution(x, hidden, 1, 1, 1), RELU6);
        }
        x = net.clamp(net.convolution(x, hidden, three, stride, border, hidden), RELU6);
        x = net.convolution(x, stage[1], 1, 1, 1);
        x = before.shape().equals(x.shape()) ? net.add(before, x) : x;
      }
    }
    x = net.clamp(net.convolution(x, 1280, 1, 1, 1), RELU6);
    return net.ending(net.linear(net.mean(x), CLASSES));
  }

  private static Model mobileNetV1() {
    int[][] blocks = {
      {16, 1}, {32, 2}, {32, 1}, {64, 2}, {64, 1}, {128, 2}, {128, 1}, {128, 1}, {128, 1}, {128, 1},
      {128, 1}, {256, 2}, {256, 1}
    };
    Builder net = new Builder("mobilenet_v1_025");
    Value x = net.relu(net.convolution(net.input(1, 3, 96, 96), 8, 3, 2, 1));
    for (int[] block : blocks) {
      int channels = x.type().dim(1);
      x = net.relu(net.convolution(x, channels, 3, block[1], channels));
      x = net.relu(net.convolution(x, block[0], 1, 1, 1));
    }
    return net.ending(net.linear(net.mean(x), 2));
  }

  private static Model resNet8() {
    Builder net = new Builder("resnet_8");
    Value x = net.relu(net.convolution(net.input(1, 3, 32, 32), 16, 3, 1, 1));
    Value y = net.relu(net.convolution(x, 16, 3, 1, 1));
    x = net.relu(net.add(x, net.convolution(y, 16, 3, 1, 1)));
    for (int channels : new int[] {32, 64}) {
      y = net.relu(net.convolution(x, channels, 3, 2, 1));
      Value shortcut = net.convolution(x, channels, List.of(1, 1), 2, List.of(0, 0, 0, 0), 1);
      x = net.relu(net.add(shortcut, net.convolution(y, channels, 3, 1, 1)));
    }
    return net.ending(net.linear(net.mean(x), 10));
  }

  private static Model dsCnn() {
    Builder net = new Builder("ds_cnn");
    Value x = net.input(1, 1, 49, 10);
    x = net.relu(net.convolution(x, 64, List.of(10, 4), 2, List.of(4, 1, 5, 1), 1));
    for (int block = 0; block < 4; block++) {
      x = net.relu(net.convolution(x, 64, 3, 1, 64));
      x = net.relu(net.convolution(x, 64, 1, 1, 1));
    }
    return net.ending(net.linear(net.mean(x), 12));
  }

  private static Model autoencoder() {
    Builder net = new Builder("autoencoder");
    Value x = net.input(1, 640);
    for (int features : new int[] {128, 128, 128, 128, 8, 128, 128, 128, 128}) {
      x = net.relu(net.linear(x, features));
    }
    return net.ending(net.linear(x, 640));
  }
}
