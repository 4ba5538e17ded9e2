package io.repqc.compiler;

import io.repqc.ir.ModelException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Arguments that give an input its shape, in the form {@code name=1x3x224x224}. */
public final class ShapeArguments {
  private static final Pattern FORM = Pattern.compile("(.+)=(\\d{1,9}(?:x\\d{1,9})*)");

  private ShapeArguments() {}

  public static boolean isShape(String argument) {
    return FORM.matcher(argument).matches();
  }

  /** The dimensions by input, in the order of the arguments. */
  public static Map<String, List<Integer>> parse(List<String> arguments) {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    for (String argument : arguments) {
      Matcher matcher = FORM.matcher(argument);
      ModelException.check(
          matcher.matches(),
          "--input %s: expected a name and a shape, as in --input image=1x3x224x224",
          argument);
      List<Integer> dims =
          Arrays.stream(matcher.group(2).split("x")).map(Integer::valueOf).toList();
      ModelException.check(
          shapes.put(matcher.group(1), dims) == null,
          "--input %s: input \"%s\" is given twice",
          argument,
          matcher.group(1));
    }
    return shapes;
  }
}
