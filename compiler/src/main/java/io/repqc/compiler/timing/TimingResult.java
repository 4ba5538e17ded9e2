package io.repqc.compiler.timing;

import java.util.List;
import java.util.Optional;

/**
 * Medians of times.
 *
 * @param name of the program
 * @param command the compiler and its options
 * @param nanoseconds of a whole run
 * @param layers in order; what the clock itself takes is in them
 * @param other beside it, if that was asked for
 */
public record TimingResult(
    String name,
    String command,
    double nanoseconds,
    List<LayerTime> layers,
    Optional<Other> other) {
  public TimingResult {
    layers = List.copyOf(layers);
  }

  /** A layer by the user's name. */
  public record LayerTime(String name, double nanoseconds) {}

  /** Another runtime on the same network. */
  public record Other(String name, double nanoseconds) {}
}
