package io.repqc.bench.tune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The file of results: a row for each run, appended as soon as it is done. */
record TuneRows(Path file) {
  static final String HEADER =
      "network,bits,method,seed,rate,epochs,float,trained,integers,agreeing,items,cpu_ms_a_step";
  static final int INTEGERS = 8;

  Optional<List<String>> find(TuneCase tuneCase) {
    return lines().stream()
        .filter(line -> line.startsWith(tuneCase.key() + ","))
        .map(line -> List.of(line.split(",")))
        .findFirst();
  }

  /** What the network scored in integers. */
  OptionalDouble score(TuneCase tuneCase) {
    return find(tuneCase).stream()
        .mapToDouble(cells -> Double.parseDouble(cells.get(INTEGERS)))
        .findFirst();
  }

  private List<String> lines() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Two processes may append to one file. */
  void append(String row) throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        FileLock lock = channel.lock()) {
      String text = (channel.size() == 0 ? HEADER + "\n" : "") + row + "\n";
      channel.write(StandardCharsets.UTF_8.encode(text));
      lock.release();
    }
  }
}
