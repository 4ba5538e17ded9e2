package io.repqc.maven;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A network as it is listed in a pom: its file, and what is not as for the others. */
public final class ModelParameters {
  private String file;
  private String name;
  private String classNames;
  private List<String> data;
  private Map<String, String> options;

  /** For Maven. */
  public ModelParameters() {}

  ModelParameters(String file) {
    this.file = file;
  }

  /** Takes {@code <model>FILE</model>}, with nothing inside but the file. */
  public void set(String file) {
    this.file = file;
  }

  Optional<String> file() {
    return Optional.ofNullable(file);
  }

  Optional<String> name() {
    return Optional.ofNullable(name);
  }

  Optional<String> classNames() {
    return Optional.ofNullable(classNames);
  }

  Optional<List<String>> data() {
    return Optional.ofNullable(data);
  }

  /** Whatever has no value is there for its name alone. */
  Map<String, String> options() {
    return options == null ? Map.of() : options;
  }
}
