package io.repqc.compiler.golden;

import io.repqc.frontend.data.ImageFolder;
import io.repqc.ir.FileProblem;
import io.repqc.ir.ModelException;
import io.repqc.ir.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file, or a folder of images, by its path as seen from the folder of the golden file, and its
 * SHA-256; that of a folder is of the names and the bytes of its images.
 */
record RecordedFile(String path, String sha256) {

  static RecordedFile of(Path golden, Path file) {
    Path folder = golden.toAbsolutePath().normalize().getParent();
    Path absolute = file.toAbsolutePath().normalize();
    boolean isNear = folder.getRoot().equals(absolute.getRoot());
    Path path = isNear ? folder.relativize(absolute) : absolute;
    return new RecordedFile(slashed(path), sha256(file));
  }

  private static String slashed(Path path) {
    return path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }

  /** Where it lies, as whoever named the golden file would write it. */
  Path resolve(Path golden) {
    return golden.resolveSibling(path).normalize();
  }

  /** Whether it holds what it held. */
  boolean isSame(Path golden) {
    return sha256(resolve(golden)).equals(sha256);
  }

  private static String sha256(Path file) {
    ModelException.check(Files.exists(file), "%s: there is no such file or folder", file);
    MessageDigest digest = Sha256.start();
    try {
      if (Files.isDirectory(file)) {
        for (Path each : images(file)) {
          digest.update(slashed(file.relativize(each)).getBytes(StandardCharsets.UTF_8));
          add(each, digest);
        }
      } else {
        add(file, digest);
      }
    } catch (IOException e) {
      throw FileProblem.of(file, "cannot be read", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static List<Path> images(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(ImageFolder::isImage).filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void add(Path file, MessageDigest digest) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream input = Files.newInputStream(file)) {
      for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
  }
}
