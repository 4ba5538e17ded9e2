package io.repqc.codegen.java;

/** The folders that generated files lie in, since some need another compiler than others. */
public enum JavaRoot {
  /** For any compiler from 17 on. */
  SOURCES("java"),
  /** Needs the module of the Vector API. */
  VECTOR("java-vector"),
  /** Needs JDK 22 or later. */
  NATIVE("java-native"),
  RESOURCES("resources");

  private final String folder;

  JavaRoot(String folder) {
    this.folder = folder;
  }

  public String folder() {
    return folder;
  }
}
