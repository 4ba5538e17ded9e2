package io.repqc.bench;

import io.repqc.compiler.timing.ScratchFolder;
import java.nio.file.Path;

/** Folders for the files of a measurement, which are deleted when it ends, however that is. */
final class Scratch {
  private Scratch() {}

  static Path folder() {
    Path folder = ScratchFolder.make();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ScratchFolder.delete(folder)));
    return folder;
  }
}
