package io.repqc.codegen;

/** A part of the workspace that some calls write and some read; compared by identity. */
public final class Buffer implements Place {
  private final String name;
  private final long bytes;

  public Buffer(String name, long bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  @Override
  public String name() {
    return name;
  }

  public long bytes() {
    return bytes;
  }
}
