package io.repqc.compiler.golden;

import io.repqc.compiler.Stages;
import io.repqc.compiler.quantize.CalibrationData;
import io.repqc.compiler.quantize.LabelledData;
import io.repqc.compiler.quantize.QuantizationRequest;
import io.repqc.compiler.quantize.QuantizationRequest.Interface;
import io.repqc.compiler.quantize.QuantizationSettings;
import io.repqc.frontend.data.TensorFiles;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A folder with a network, data for it, and a golden file of both. */
record Workplace(Path folder) {
  static final String NETWORK =
      """
      network "small"

      input %x : f32[1,4] batched

      parameter %first.weight : f32[4,4] = [1.0, 0.5, -0.25, 0.0, 0.5, -1.0, 0.75, 0.25, 0.0, 0.25, 1.0, -0.5, 0.125, 0.0, -0.5, 1.0]
      parameter %first.bias : f32[4] = [0.0, 0.25, -0.25, 0.5]
      parameter %second.weight : f32[4,4] = [0.5, 0.25, 1.0, -0.75, 1.0, 0.0, 0.5, 0.25, -0.5, 1.0, 0.0, 0.75, 0.25, -1.0, 0.5, 0.0]
      parameter %second.bias : f32[4] = [0.125, 0.0, -0.5, 0.25]
      parameter %third.weight : f32[3,4] = [1.0, -0.5, 0.25, 0.5, -0.25, 1.0, 0.5, 0.0, 0.75, 0.25, -1.0, 0.5]
      parameter %third.bias : f32[3] = [0.5, 0.0, -0.5]

      %first = linear(%x, %first.weight, %first.bias)
      %relu = clamp(%first, high=inf)
      %second = linear(%relu, %second.weight, %second.bias)
      %relu2 = clamp(%second, high=inf)
      %sum = add(%relu2, %relu)
      %third = linear(%sum, %third.weight, %third.bias)

      output %third as "scores"
      """;

  /** Holds the network and its data. */
  static Workplace in(Path folder) {
    Workplace workplace = new Workplace(folder);
    workplace.write("net.rq", NETWORK);
    workplace.writeData(1);
    return workplace;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  Path golden() {
    return file("net.golden");
  }

  void write(String name, String text) {
    try {
      Files.writeString(file(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String name) {
    try {
      return Files.readString(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void writeData(double size) {
    TensorFiles.write(
        file("x.npy"),
        Tensor.generate(TensorType.f32(16, 4), i -> size * Math.floorMod(37 * i, 23) / 8 - 1));
  }

  /** With one piece of the network's text in the place of another. */
  void change(String from, String to) {
    String changed = read("net.rq").replace(from, to);
    if (changed.equals(read("net.rq"))) {
      throw new IllegalArgumentException(from);
    }
    write("net.rq", changed);
  }

  CalibrationData data() {
    return new CalibrationData(
        List.of(file("x.npy").toString()), Optional.empty(), OptionalInt.empty(), false);
  }

  GoldenRequest request() {
    return request(data(), QuantizationSettings.DEFAULT, Interface.FLOAT, GoldenInputs.USUAL);
  }

  GoldenRequest request(
      CalibrationData data, QuantizationSettings settings, Interface ends, GoldenInputs inputs) {
    return new GoldenRequest(
        new QuantizationRequest(
            file("net.rq"),
            ImportOptions.DEFAULT,
            data,
            LabelledData.NONE,
            settings,
            ends,
            Optional.empty(),
            false),
        inputs,
        golden());
  }

  GoldenSummary record() {
    return record(request());
  }

  GoldenSummary record(GoldenRequest request) {
    return GoldenRecording.run(request, Stages.NONE);
  }

  GoldenResult check() {
    return GoldenCheck.run(golden(), Stages.NONE);
  }
}
