package io.repqc.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A C file of this module; a kernel's function has the name of its file.
 *
 * @param text without its includes of other files of this module
 */
public record CSource(String name, String text) {
  private static final Pattern INCLUDE = Pattern.compile("(?m)^#include \"(\\w+)\\.h\"\\n");

  /** Those files and what they include, each once, each after what it needs. */
  public static List<CSource> closure(Collection<String> names) {
    Map<String, CSource> sources = new LinkedHashMap<>();
    names.forEach(name -> add(name, sources));
    return new ArrayList<>(sources.values());
  }

  private static void add(String name, Map<String, CSource> sources) {
    if (sources.containsKey(name)) {
      return;
    }
    String text = read(name);
    Matcher includes = INCLUDE.matcher(text);
    while (includes.find()) {
      add(includes.group(1), sources);
    }
    sources.put(name, new CSource(name, includes.replaceAll("").strip() + "\n"));
  }

  private static String read(String name) {
    try (InputStream file = CSource.class.getResourceAsStream("c/" + name + ".h")) {
      if (file == null) {
        throw new IllegalArgumentException("no kernel is called " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
