package io.repqc.compiler.option;

import io.repqc.compiler.Word;
import io.repqc.ir.ModelException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The texts of options by name, each read as what it has to be.
 *
 * @param where what messages begin with
 */
public record OptionReader(String where, Map<String, List<String>> texts) {
  private static final String YES = "yes";
  private static final String NO = "no";

  List<String> all(String name) {
    return texts.getOrDefault(name, List.of());
  }

  private Optional<String> one(String name) {
    List<String> values = all(name);
    check(values.size() <= 1, name, String.join(" and ", values), "one of them");
    return values.stream().findFirst();
  }

  boolean isYes(String name) {
    return isOne(name, YES, NO);
  }

  /** Whether an option has a value, and not the other that it may have, which is the usual one. */
  boolean isOne(String name, String value, String other) {
    Optional<String> text = one(name);
    text.ifPresent(
        found ->
            check(found.equals(value) || found.equals(other), name, found, value + " or " + other));
    return text.filter(value::equals).isPresent();
  }

  <T extends Enum<T>> Optional<T> constant(String name, T[] constants) {
    Optional<String> text = one(name);
    Optional<T> constant =
        Arrays.stream(constants)
            .filter(each -> text.filter(Word.of(each)::equals).isPresent())
            .findFirst();
    check(
        text.isEmpty() || constant.isPresent(),
        name,
        text.orElse(""),
        Arrays.stream(constants).map(Word::of).collect(Collectors.joining(", ")));
    return constant;
  }

  /** Numbers with commas between them. */
  Optional<List<Double>> numbers(String name) {
    return one(name)
        .map(
            text ->
                Arrays.stream(text.split(","))
                    .map(part -> parse(name, part.strip(), Double::valueOf))
                    .toList());
  }

  /** One number, read by its type's own rules. */
  public <T> Optional<T> number(String name, Function<String, T> parser) {
    return one(name).map(text -> parse(name, text, parser));
  }

  /** A text that its own type reads and judges. */
  <T> Optional<T> parsed(String name, Function<String, T> parser) {
    return one(name).map(text -> judged(name, text, parser));
  }

  /** The same of all texts. */
  <T> T parsedAll(String name, Function<List<String>, T> parser) {
    return judged(name, all(name), parser);
  }

  private <S, T> T judged(String name, S text, Function<S, T> parser) {
    try {
      return parser.apply(text);
    } catch (ModelException e) {
      throw new ModelException("%soption %s: %s".formatted(where, name, e.getMessage()));
    }
  }

  private <T> T parse(String name, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (NumberFormatException e) {
      throw problem(name, text, "a number");
    }
  }

  private void check(boolean holds, String name, String found, String expected) {
    if (!holds) {
      throw problem(name, found, expected);
    }
  }

  private ModelException problem(String name, String found, String expected) {
    return new ModelException(
        "%soption %s: found %s, expected %s".formatted(where, name, found, expected));
  }
}
