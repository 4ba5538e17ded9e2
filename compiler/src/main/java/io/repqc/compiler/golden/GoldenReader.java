package io.repqc.compiler.golden;

import io.repqc.compiler.option.OptionValues;
import io.repqc.ir.FileProblem;
import io.repqc.ir.ModelException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a golden file line by line; what is wrong is told with its line. */
final class GoldenReader {
  private static final String VERSION = GoldenWriter.FIRST_LINE.replaceFirst("1$", "");

  private final List<RecordedFile> models = new ArrayList<>();
  private final List<RecordedFile> sides = new ArrayList<>();
  private final List<RecordedData> data = new ArrayList<>();
  private final List<RecordedData> on = new ArrayList<>();
  private final Map<String, List<String>> options = new LinkedHashMap<>();
  private final List<RecordedLayer> inputs = new ArrayList<>();
  private final Map<String, String> weights = new LinkedHashMap<>();
  private final List<RecordedLayer> layers = new ArrayList<>();
  private final List<OutputReader> outputs = new ArrayList<>();
  private boolean isEnded;

  private GoldenReader() {}

  static Golden read(Path file) {
    List<String> lines = lines(file);
    String first = lines.isEmpty() ? "" : lines.get(0);
    ModelException.check(
        first.startsWith(VERSION),
        "%s:1: found no golden file, expected the line \"%s\"",
        file,
        GoldenWriter.FIRST_LINE);
    ModelException.check(
        first.equals(GoldenWriter.FIRST_LINE),
        "%s:1: found version %s of golden files, expected 1; use the repqc that recorded it, or"
            + " record it again",
        file,
        first.substring(VERSION.length()));
    GoldenReader reader = new GoldenReader();
    for (int i = 1; i < lines.size(); i++) {
      reader.read(new GoldenLine(file, i + 1, lines.get(i)));
    }
    return reader.golden(new GoldenLine(file, lines.size(), ""));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (MalformedInputException e) {
      throw new ModelException("%s: found no text, expected a golden file".formatted(file));
    } catch (IOException e) {
      throw FileProblem.of(file, "cannot be read", e);
    }
  }

  private void read(GoldenLine line) {
    if (line.isBlank()) {
      return;
    }
    line.check(!isEnded, "found more behind the line \"%s\"", GoldenWriter.LAST_LINE);
    if (line.isNumbers()) {
      output(line).addNumbers(line);
      return;
    }
    String keyword = line.word("a keyword");
    switch (keyword) {
      case "model" -> models.add(line.file());
      case "side" -> sides.add(line.file());
      case "data" -> data.add(new RecordedData(line.word("an input"), line.file()));
      case "on" -> on.add(new RecordedData(line.word("an input"), line.file()));
      case "option" -> addOption(line);
      case "input" -> inputs.add(layer(line));
      case "weights" -> weights.put(line.word("a layer"), line.digest());
      case "layer" -> layers.add(layer(line));
      case "output" -> addOutput(line);
      case "item" -> output(line).addItem(line);
      case "end" -> isEnded = true;
      default -> throw line.problem("found the keyword \"%s\", which there is not", keyword);
    }
    line.checkEnd();
  }

  private void addOption(GoldenLine line) {
    String name = line.word("an option");
    boolean isKnown = OptionValues.NAMES.contains(name) || OptionTexts.OF_INPUTS.contains(name);
    line.check(isKnown, "found the option %s, which there is not", name);
    options
        .computeIfAbsent(name, key -> new ArrayList<>())
        .add(line.word("the value of the option"));
  }

  private static RecordedLayer layer(GoldenLine line) {
    return new RecordedLayer(line.word("a name"), line.digest(), line.type());
  }

  private void addOutput(GoldenLine line) {
    outputs.add(new OutputReader(line.word("a name"), line.type()));
  }

  private OutputReader output(GoldenLine line) {
    line.check(!outputs.isEmpty(), "found numbers before any output");
    return outputs.get(outputs.size() - 1);
  }

  private Golden golden(GoldenLine last) {
    last.check(isEnded, "the file ends early: found no line \"%s\"", GoldenWriter.LAST_LINE);
    last.check(models.size() == 1, "found %d lines of a model, expected one", models.size());
    last.check(!outputs.isEmpty(), "found no output");
    return new Golden(
        new Recipe(models.get(0), sides, data, on, options),
        new Behaviour(
            inputs, weights, layers, outputs.stream().map(each -> each.finish(last)).toList()));
  }
}
