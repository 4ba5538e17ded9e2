package io.repqc.maven;

import io.repqc.ir.FileProblem;
import io.repqc.ir.OutputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which files the last build made, under the fingerprint of what they were made of: a line for
 * each, {@code FINGERPRINT FILE}.
 */
final class Ledger implements AutoCloseable {
  private static final String NOTHING = "-";

  private final Path file;
  private final Map<String, List<Path>> before;
  private final Map<String, List<Path>> now = new LinkedHashMap<>();
  private boolean isComplete;

  private Ledger(Path file, Map<String, List<Path>> before) {
    this.file = file;
    this.before = before;
  }

  static Ledger open(Path file) {
    Map<String, List<Path>> entries = new LinkedHashMap<>();
    if (Files.exists(file)) {
      for (String line : lines(file)) {
        String[] parts = line.split(" ", 2);
        entries.computeIfAbsent(parts[0], each -> new ArrayList<>()).add(Path.of(parts[1]));
      }
    }
    return new Ledger(file, entries);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw FileProblem.of(file, "cannot be read", e);
    }
  }

  /** Whether the files of a fingerprint are still there; they then count as made by this build. */
  boolean has(String fingerprint) {
    List<Path> files = before.getOrDefault(fingerprint, List.of());
    if (files.isEmpty() || !files.stream().allMatch(Files::exists)) {
      return false;
    }
    now.put(fingerprint, files);
    return true;
  }

  void add(String fingerprint, List<Path> files) {
    now.put(fingerprint, files);
  }

  /** Deletes what the last build made and this one does not; whether there was anything. */
  boolean removeOthers() {
    List<Path> others = leftOver();
    others.forEach(Ledger::delete);
    return !others.isEmpty();
  }

  /** All went well. */
  void complete() {
    isComplete = true;
  }

  /** After a build that went wrong all there is counts as made of nothing. */
  @Override
  public void close() {
    write(isComplete ? now : Map.of(NOTHING, all()));
  }

  private List<Path> all() {
    return Stream.concat(before.values().stream(), now.values().stream())
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  private List<Path> leftOver() {
    List<Path> others = new ArrayList<>(all());
    now.values().forEach(others::removeAll);
    return others;
  }

  private void write(Map<String, List<Path>> entries) {
    StringBuilder text = new StringBuilder();
    entries.forEach(
        (fingerprint, files) ->
            files.forEach(each -> text.append(fingerprint).append(' ').append(each).append('\n')));
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw FileProblem.of(file, "cannot be written", e);
    }
    OutputFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw FileProblem.of(file, "cannot be deleted", e);
    }
  }
}
