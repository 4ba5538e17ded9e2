package io.repqc.compiler.golden;

import io.repqc.compiler.ModelFile;
import io.repqc.compiler.option.OptionReader;
import io.repqc.compiler.option.OptionValues;
import io.repqc.compiler.quantize.IntegerNetwork;
import io.repqc.compiler.quantize.QuantizationRequest;
import io.repqc.ir.Graph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How a golden file was recorded, in full: the network and the files that hold its numbers, the
 * data that it was calibrated on, the data that it was run on if that is other, and the options by
 * name, with their values as the command line writes them.
 */
record Recipe(
    RecordedFile model,
    List<RecordedFile> sides,
    List<RecordedData> data,
    List<RecordedData> on,
    Map<String, List<String>> options) {

  static Recipe of(GoldenRequest request, IntegerNetwork network) {
    Path golden = request.golden();
    QuantizationRequest quantization = request.network();
    Graph graph = network.before().graph();
    return new Recipe(
        RecordedFile.of(golden, quantization.network()),
        ModelFile.sides(quantization.network()).stream()
            .map(file -> RecordedFile.of(golden, file))
            .toList(),
        RecordedData.of(golden, graph, quantization.calibration().files()),
        RecordedData.of(golden, graph, request.inputs().files()),
        OptionTexts.of(request, network.quantization().isPresent()));
  }

  /** The request that it was recorded by. */
  GoldenRequest request(Path golden) {
    OptionReader texts = new OptionReader(golden + ": ", options);
    return new GoldenRequest(
        new OptionValues(texts).network(model.resolve(golden), arguments(golden, data)),
        inputs(texts, arguments(golden, on)),
        golden);
  }

  static GoldenInputs inputs(OptionReader texts, List<String> files) {
    Optional<Long> seed = texts.number("seed", Long::valueOf);
    int items = texts.number("items", Integer::valueOf).orElse(GoldenInputs.USUAL_ITEMS);
    return new GoldenInputs(
        files, seed.isPresent() ? OptionalLong.of(seed.get()) : OptionalLong.empty(), items);
  }

  private static List<String> arguments(Path golden, List<RecordedData> data) {
    return data.stream().map(each -> each.argument(golden)).toList();
  }

  /** The files that no longer hold what they held, as whoever named the golden file writes them. */
  List<Path> changed(Path golden) {
    Stream<RecordedFile> files =
        Stream.of(Stream.of(model), sides.stream(), files(data), files(on)).flatMap(each -> each);
    return files
        .filter(file -> !file.isSame(golden))
        .map(file -> file.resolve(golden))
        .distinct()
        .toList();
  }

  private static Stream<RecordedFile> files(List<RecordedData> data) {
    return data.stream().map(RecordedData::file);
  }

  /** In what another request would record another network, a sentence each. */
  List<String> differences(GoldenRequest other) {
    List<String> differences = new ArrayList<>();
    Path recorded = model.resolve(other.golden());
    Path found = other.network().network();
    if (!isSame(recorded, found)) {
      differences.add("the network was %s, and is %s".formatted(recorded, found));
    }
    List<String> files = other.network().calibration().files();
    if (!isData(other.golden(), files)) {
      differences.add(
          "the data was %s, and is %s"
              .formatted(words(arguments(other.golden(), data)), words(files)));
    }
    Map<String, List<String>> theirs = OptionTexts.of(other, options.containsKey("convention"));
    options.forEach(
        (name, values) -> {
          if (!OptionTexts.OF_INPUTS.contains(name) && !values.equals(theirs.get(name))) {
            differences.add(OptionTexts.difference(name, values, theirs.get(name)));
          }
        });
    theirs.forEach(
        (name, values) -> {
          if (!OptionTexts.OF_INPUTS.contains(name) && !options.containsKey(name)) {
            differences.add(OptionTexts.difference(name, null, values));
          }
        });
    return differences;
  }

  private boolean isData(Path golden, List<String> arguments) {
    return data.size() == arguments.size()
        && data.stream()
            .allMatch(each -> arguments.stream().anyMatch(argument -> each.isOf(golden, argument)));
  }

  static boolean isSame(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private static String words(List<String> files) {
    return files.isEmpty() ? "none" : String.join(", ", files);
  }
}
