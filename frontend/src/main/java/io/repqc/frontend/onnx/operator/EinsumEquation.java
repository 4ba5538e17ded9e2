package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an Einsum says of its operands: a label, one character, for each axis. The axes that three
 * dots stand for have digits, which count from the last of them so that operands broadcast.
 *
 * @param terms the labels of each operand
 * @param result the labels of the result
 * @param sizes how long the axis of each label is
 */
record EinsumEquation(List<String> terms, String result, Map<Character, Integer> sizes) {
  private static final Pattern TERM = Pattern.compile("([A-Za-z]*)(\\.{3})?([A-Za-z]*)");
  private static final String DIGITS = "9876543210";

  static EinsumEquation of(OnnxNode node) {
    String text = node.text("equation", "").replace(" ", "");
    String[] sides = text.split("->", -1);
    String[] operands = sides[0].split(",", -1);
    if (sides.length > 2 || operands.length != node.inputCount()) {
      throw node.problem(
          "the equation '%s' is for %d operands, the node has %d",
          text, operands.length, node.inputCount());
    }
    List<String> terms = new ArrayList<>();
    Map<Character, Integer> sizes = new HashMap<>();
    for (int i = 0; i < operands.length; i++) {
      List<Integer> dims = node.input(i).shape().dims();
      String labels = labels(node, operands[i], dims.size());
      measure(node, labels, dims, sizes);
      terms.add(labels);
    }
    String dots = chosen(DIGITS, label -> sizes.containsKey((char) label));
    String result =
        sides.length == 2
            ? labels(node, sides[1], letters(sides[1]) + dots.length())
            : dots + lettersOfOneUse(terms);
    if (!result.chars().allMatch(label -> sizes.containsKey((char) label))
        || result.chars().distinct().count() < result.length()) {
      throw node.problem("the equation '%s' does not say where each axis goes", text);
    }
    return new EinsumEquation(terms, result, sizes);
  }

  private static String labels(OnnxNode node, String term, int rank) {
    Matcher matcher = TERM.matcher(term);
    int dots = rank - letters(term);
    if (!matcher.matches() || dots < 0 || dots > (matcher.group(2) == null ? 0 : DIGITS.length())) {
      throw node.problem("'%s' does not label the axes of a value of rank %d", term, rank);
    }
    return matcher.group(1) + DIGITS.substring(DIGITS.length() - dots) + matcher.group(3);
  }

  private static int letters(String term) {
    return term.replace(".", "").length();
  }

  /** Axes of one label have one size; those behind dots may have 1 instead. */
  private static void measure(
      OnnxNode node, String labels, List<Integer> dims, Map<Character, Integer> sizes) {
    for (int axis = 0; axis < dims.size(); axis++) {
      char label = labels.charAt(axis);
      int size = dims.get(axis);
      int known = sizes.getOrDefault(label, size);
      boolean broadcasts = Character.isDigit(label) && Math.min(size, known) == 1;
      if (size != known && !broadcasts) {
        throw node.problem("axes '%s' have the sizes %d and %d", label, known, size);
      }
      sizes.put(label, Math.max(size, known));
    }
  }

  private static String lettersOfOneUse(List<String> terms) {
    String all = String.join("", terms);
    return all.chars()
        .filter(label -> Character.isLetter(label) && all.indexOf(label) == all.lastIndexOf(label))
        .sorted()
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /** Whether the result or an operand from {@code from} on has an axis of this label. */
  boolean needs(int from, char label) {
    return result.indexOf(label) >= 0
        || terms.subList(from, terms.size()).stream().anyMatch(term -> term.indexOf(label) >= 0);
  }

  static String chosen(String labels, IntPredicate isChosen) {
    return labels
        .chars()
        .filter(isChosen)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
