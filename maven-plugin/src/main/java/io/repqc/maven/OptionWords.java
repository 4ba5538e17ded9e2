package io.repqc.maven;

import io.repqc.compiler.option.OptionReader;
import io.repqc.compiler.option.OptionValues;
import io.repqc.ir.ModelException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Options as they stand in a pom: one word each, some with commas. */
final class OptionWords {
  /** How the pom says that a switch is on or off; an element with nothing inside is on. */
  private static final Map<String, String> SWITCHES =
      Map.of("", "yes", "true", "yes", "false", "no");

  private OptionWords() {}

  /** Options of one network win over those for all. */
  static OptionValues values(Map<String, String> all, Map<String, String> own) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    all.forEach((name, word) -> texts.put(name, texts(name, word)));
    own.forEach((name, word) -> texts.put(name, texts(name, word)));
    return new OptionValues(new OptionReader("", texts));
  }

  private static List<String> texts(String name, String word) {
    ModelException.check(
        OptionValues.NAMES.contains(name),
        "option %s: there is no such option; there are %s",
        name,
        String.join(", ", OptionValues.NAMES));
    String text = word == null ? "" : word.strip();
    return OptionValues.REPEATED.contains(name)
        ? Arrays.stream(text.split(",")).map(String::strip).toList()
        : List.of(SWITCHES.getOrDefault(text, text));
  }
}
