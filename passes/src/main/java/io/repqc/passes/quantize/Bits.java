package io.repqc.passes.quantize;

import io.repqc.ir.ModelException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many bits the weights of a layer have, and how many the activations that it reads. */
public record Bits(int weights, int activations) {
  public static final Bits EIGHT = new Bits(8, 8);

  private static final int FEWEST = 2;
  private static final int MOST = 8;
  private static final Pattern FORM = Pattern.compile("[wW](\\d+)[aA](\\d+)");

  public Bits {
    check(weights);
    check(activations);
  }

  /** As users write it: {@code W4A8}. */
  public static Bits parse(String text) {
    Matcher matcher = FORM.matcher(text);
    ModelException.check(
        matcher.matches(), "\"%s\": expected bits such as W4A8, each from 2 to 8", text);
    return new Bits(number(matcher.group(1)), number(matcher.group(2)));
  }

  private static int number(String digits) {
    return digits.length() > 2 ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }

  private static void check(int bits) {
    ModelException.check(
        FEWEST <= bits && bits <= MOST, "%d bits: expected from %d to %d", bits, FEWEST, MOST);
  }

  @Override
  public String toString() {
    return "W" + weights + "A" + activations;
  }
}
