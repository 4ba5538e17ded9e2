package io.repqc.tests.structure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the file of a C kernel declares, in the words of its Java twin.
 *
 * @param structs the fields of each, by its name: types and names of record components
 * @param parameters of the function with the file's name, by it: types of the parameters of {@code
 *     run}
 */
record KernelSource(Map<String, List<String>> structs, Map<String, List<String>> parameters) {
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern STRUCT =
      Pattern.compile("^struct (\\w+) \\{(.*?)^};", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern FUNCTION =
      Pattern.compile("^static void (\\w+)\\(([^)]*)\\) \\{", Pattern.MULTILINE);
  private static final Pattern VARIABLE =
      Pattern.compile("(?:const )?(?:struct )?(\\w+) (\\*?)(\\w+)((?:\\[\\w+])?)");
  private static final Map<String, String> ELEMENTS =
      Map.of(
          "level_t", "float",
          "float", "float",
          "int8_t", "byte",
          "int16_t", "short",
          "int32_t", "int",
          "int64_t", "long");

  /** Adds what a file of this name says. */
  void read(String file, String text) {
    String code = COMMENT.matcher(text).replaceAll("");
    STRUCT
        .matcher(code)
        .results()
        .forEach(struct -> structs.put(type(struct.group(1)), fields(struct.group(2))));
    FUNCTION
        .matcher(code)
        .results()
        .filter(function -> function.group(1).equals(file))
        .forEach(function -> parameters.put(type(file), arguments(function.group(2))));
  }

  private static List<String> fields(String body) {
    List<String> fields = new ArrayList<>();
    VARIABLE
        .matcher(body)
        .results()
        .forEach(field -> fields.add(type(field) + " " + camelCase(field.group(3))));
    return fields;
  }

  private static List<String> arguments(String list) {
    List<String> arguments = new ArrayList<>();
    VARIABLE
        .matcher(list)
        .results()
        .map(KernelSource::type)
        .forEach(
            argument -> {
              arguments.add(argument);
              if (argument.endsWith("[]") || argument.equals("Object")) {
                arguments.add("int");
              }
            });
    return arguments;
  }

  private static String type(MatchResult variable) {
    String type = variable.group(1);
    boolean isArray = !variable.group(2).isEmpty() || !variable.group(4).isEmpty();
    if (type.equals("void")) {
      return "Object";
    }
    if (type.equals("factor_t")) {
      return "Factors";
    }
    return ELEMENTS.containsKey(type) ? ELEMENTS.get(type) + (isArray ? "[]" : "") : type(type);
  }

  /** The name of the record or class for that of a structure or a function. */
  private static String type(String name) {
    String camelCase = camelCase(name);
    return Character.toUpperCase(camelCase.charAt(0)) + camelCase.substring(1);
  }

  private static String camelCase(String name) {
    Matcher letter = Pattern.compile("_(\\w)").matcher(name);
    return letter.replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }

  static KernelSource empty() {
    return new KernelSource(new LinkedHashMap<>(), new LinkedHashMap<>());
  }
}
