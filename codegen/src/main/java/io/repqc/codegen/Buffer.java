package io.repqc.codegen;

/** A part of the workspace that some calls write and some read; compared by identity. */
public final class Buffer implements Place {
  private final String name;
  private final Elements elements;
  private final long bytes;
  private final long halo;

  public Buffer(String name, Elements elements, long bytes) {
    this(name, elements, bytes, 0);
  }

  /** {@code halo} of the bytes lie around the elements of a tensor. */
  public Buffer(String name, Elements elements, long bytes, long halo) {
    this.name = name;
    this.elements = elements;
    this.bytes = bytes;
    this.halo = halo;
  }

  @Override
  public String name() {
    return name;
  }

  /** What it holds. */
  public Elements elements() {
    return elements;
  }

  public long bytes() {
    return bytes;
  }

  public long halo() {
    return halo;
  }
}
