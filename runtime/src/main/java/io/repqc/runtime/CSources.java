package io.repqc.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The C files of this module; a kernel's function has the name of its file. */
public final class CSources {
  private static final Pattern INCLUDE = Pattern.compile("(?m)^#include \"(\\w+)\\.h\"\\n");

  private final Map<String, String> texts = new LinkedHashMap<>();

  private CSources() {}

  /** Those files and what they include, each once, each after what it needs, joined. */
  public static String join(Collection<String> names) {
    CSources sources = new CSources();
    names.forEach(sources::add);
    return String.join("\n", sources.texts.values());
  }

  private void add(String name) {
    if (texts.containsKey(name)) {
      return;
    }
    String text = read(name);
    Matcher includes = INCLUDE.matcher(text);
    while (includes.find()) {
      add(includes.group(1));
    }
    texts.put(name, includes.replaceAll("").strip() + "\n");
  }

  private static String read(String name) {
    try (InputStream file = CSources.class.getResourceAsStream("c/" + name + ".h")) {
      if (file == null) {
        throw new IllegalArgumentException("no kernel is called " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
