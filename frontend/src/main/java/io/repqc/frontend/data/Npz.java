package io.repqc.frontend.data;

import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** NumPy's archive of arrays: a zip file, stored or deflated, with one .npy entry for each name. */
final class Npz {
  private static final long LARGEST_ENTRY = 1L << 31;

  private Npz() {}

  static Map<String, Tensor> read(Path file) throws IOException {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        ModelException.check(
            entry.getSize() < LARGEST_ENTRY, "%s: %s is over 2 GiB", file, entry.getName());
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        String name = entry.getName().replaceFirst("\\.npy$", "");
        arrays.put(name, Npy.read(file + ": " + name, bytes));
      }
    }
    return arrays;
  }
}
