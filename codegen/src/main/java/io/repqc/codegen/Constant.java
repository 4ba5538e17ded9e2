package io.repqc.codegen;

/**
 * Numbers that a program carries along, packed as its kernels read them; compared by identity.
 *
 * <p>The array is a {@code byte[]}, {@code short[]}, {@code int[]}, {@code float[]} or {@code
 * Factor[]}; or a {@code byte[][]} of equal rows, for kernels in Java that want floats, and each
 * row by itself.
 */
public final class Constant implements Place {
  private final String name;
  private final Elements elements;
  private final Object array;

  public Constant(String name, Elements elements, Object array) {
    this.name = name;
    this.elements = elements;
    this.array = array;
  }

  @Override
  public String name() {
    return name;
  }

  public Elements elements() {
    return elements;
  }

  public Object array() {
    return array;
  }
}
