package io.repqc.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java file of the kernels' package.
 *
 * @param name of its class
 * @param needsVectors whether only compilers take it that have the module of the Vector API
 */
public record JavaSource(String name, String text, boolean needsVectors) {
  /** The package as it stands in the files. */
  public static final String PACKAGE = "io.repqc.runtime.kernel";

  private static final Pattern CLASS = Pattern.compile("\\b[A-Z]\\w*\\b");

  /** Those files and what they name, sorted by name. */
  public static List<JavaSource> closure(Collection<String> names) {
    Map<String, JavaSource> sources = new TreeMap<>();
    names.forEach(name -> add(name, sources));
    return new ArrayList<>(sources.values());
  }

  private static void add(String name, Map<String, JavaSource> sources) {
    Optional<JavaSource> source = sources.containsKey(name) ? Optional.empty() : find(name);
    if (source.isPresent()) {
      sources.put(name, source.get());
      Matcher classes = CLASS.matcher(source.get().text());
      while (classes.find()) {
        add(classes.group(), sources);
      }
    }
  }

  /** Empty if no kernel has this name. */
  private static Optional<JavaSource> find(String name) {
    return read("kernel/" + name)
        .map(text -> new JavaSource(name, text, false))
        .or(() -> read("kernel/vector/" + name).map(text -> new JavaSource(name, text, true)));
  }

  private static Optional<String> read(String path) {
    try (InputStream file = JavaSource.class.getResourceAsStream(path + ".java")) {
      return file == null
          ? Optional.empty()
          : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text in another package. */
  public String in(String otherPackage) {
    return text.replaceFirst("(?m)^package [\\w.]+;", "package " + otherPackage + ";");
  }
}
