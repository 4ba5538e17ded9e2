package io.repqc.bench.tune;

import io.repqc.bench.tune.TuneRun.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Makes the table, or goes on with it: every run that has no row yet, the next first. Several
 * processes may share the work: {@code 0/2} takes about half of it, by its names, {@code 1/2} the
 * rest.
 */
public final class TuneTable {
  private final TuneRows rows;
  private final Path shared;
  private final int part;
  private final int parts;
  private final Set<String> tried = new HashSet<>();

  private TuneTable(TuneRows rows, Path shared, int part, int parts) {
    this.rows = rows;
    this.shared = shared;
    this.part = part;
    this.parts = parts;
  }

  /** {@code words}: the folder with models and data, the file of results, and perhaps a part. */
  public static void run(List<String> words) throws IOException {
    String[] share = (words.size() > 2 ? words.get(2) : "0/1").split("/");
    new TuneTable(
            new TuneRows(Path.of(words.get(1))),
            Path.of(words.get(0)),
            Integer.parseInt(share[0]),
            Integer.parseInt(share[1]))
        .run();
  }

  private void run() throws IOException {
    for (Optional<TuneCase> next = next(); next.isPresent(); next = next()) {
      TuneCase tuneCase = next.get();
      tried.add(tuneCase.key());
      System.err.println(tuneCase.key());
      Outcome outcome = new TuneRun(shared, tuneCase).outcome();
      rows.append(tuneCase.key() + "," + outcome.cells());
    }
  }

  private Optional<TuneCase> next() {
    return new TuneCases(rows::score)
        .ready().stream()
            .filter(c -> isMine(c.key()) && !tried.contains(c.key()) && rows.find(c).isEmpty())
            .findFirst();
  }

  /** The last bits of {@link String#hashCode()} would tell little of such names apart. */
  private boolean isMine(String name) {
    CRC32 sum = new CRC32();
    sum.update(name.getBytes(StandardCharsets.UTF_8));
    return sum.getValue() % parts == part;
  }
}
