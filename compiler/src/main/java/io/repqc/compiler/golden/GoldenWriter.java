package io.repqc.compiler.golden;

import io.repqc.ir.text.Names;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes a golden file: a fact a line, always in the same order. */
final class GoldenWriter {
  static final String FIRST_LINE = "repqc golden 1";
  static final String LAST_LINE = "end";

  private static final Pattern BARE = Pattern.compile("[\\w.,+-]+");

  /** A line has as many numbers as it had, whatever they are, so that few lines change. */
  private static final int INTEGERS_IN_LINE = 16;

  private static final int FLOATS_IN_LINE = 8;

  private final StringBuilder text = new StringBuilder();

  private GoldenWriter() {}

  static String text(Golden golden) {
    GoldenWriter writer = new GoldenWriter();
    writer.line(FIRST_LINE);
    writer.line(
        "# What a network computes, to the bit; repqc golden check compares. docs/golden.md");
    writer.recipe(golden.recipe());
    writer.behaviour(golden.behaviour());
    writer.line(LAST_LINE);
    return writer.text.toString();
  }

  private void recipe(Recipe recipe) {
    line("");
    line("model " + file(recipe.model()));
    recipe.sides().forEach(side -> line("side " + file(side)));
    recipe.data().forEach(data -> line("data " + data(data)));
    recipe.on().forEach(data -> line("on " + data(data)));
    recipe.options().forEach((name, values) -> values.forEach(value -> line(option(name, value))));
  }

  private static String data(RecordedData data) {
    return Names.quote(data.input()) + " " + file(data.file());
  }

  private static String file(RecordedFile file) {
    return Names.quote(file.path()) + " " + file.sha256();
  }

  private static String option(String name, String value) {
    String text = BARE.matcher(value).matches() ? value : Names.quote(value);
    return "option %s %s".formatted(name, text);
  }

  private void behaviour(Behaviour behaviour) {
    line("");
    behaviour.inputs().forEach(input -> line("input " + layer(input)));
    line("");
    for (Map.Entry<String, String> weights : behaviour.weights().entrySet()) {
      line("weights %s %s".formatted(Names.quote(weights.getKey()), weights.getValue()));
    }
    line("");
    behaviour.layers().forEach(layer -> line("layer " + layer(layer)));
    behaviour.outputs().forEach(this::output);
  }

  private static String layer(RecordedLayer layer) {
    return "%s %s %s".formatted(Names.quote(layer.name()), layer.digest(), layer.type());
  }

  private void output(RecordedOutput output) {
    line("");
    line("output %s %s".formatted(Names.quote(output.name()), output.type()));
    int width = output.type().startsWith("f") ? FLOATS_IN_LINE : INTEGERS_IN_LINE;
    for (int item = 0; item < output.items().size(); item++) {
      line("item " + item);
      List<String> numbers = output.items().get(item);
      for (int at = 0; at < numbers.size(); at += width) {
        line("  " + String.join(" ", numbers.subList(at, Math.min(numbers.size(), at + width))));
      }
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
