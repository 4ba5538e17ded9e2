package io.repqc.runtime.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.CRC32;

/** A shared library from the jar of a class, as a file, which is there until it is loaded. */
public final class LibraryFile implements AutoCloseable {
  private static final String LINUX_ARM = "linux-aarch64";
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private final Path folder;
  private final Path file;

  private LibraryFile(Path folder, Path file) {
    this.folder = folder;
    this.file = file;
  }

  /** {@code checksums} are those of the libraries, by their platforms. */
  public static LibraryFile of(Class<?> owner, String library, Map<String, Long> checksums) {
    String platform = platform();
    if (!checksums.containsKey(platform)) {
      throw new UnsatisfiedLinkError(
          "there is none for " + platform + ", but for " + new TreeSet<>(checksums.keySet()));
    }
    String name = System.mapLibraryName(library);
    String resource = "native/" + platform + "/" + name;
    try (InputStream stream = owner.getResourceAsStream(resource)) {
      checkProcessor(platform);
      byte[] bytes = stream == null ? new byte[0] : stream.readAllBytes();
      if (checksum(bytes) != checksums.get(platform)) {
        throw new UnsatisfiedLinkError(
            "%s beside %s.class is %s"
                .formatted(
                    resource,
                    owner.getName(),
                    stream == null ? "missing" : "not the one that it was generated with"));
      }
      return extract(name, bytes);
    } catch (IOException e) {
      throw new UnsatisfiedLinkError(resource + " cannot be made a file: " + e);
    }
  }

  /** What folders of libraries are called, for the machine that this runs on. */
  static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return system.replaceFirst("^mac.*", "macos").replaceFirst("^windows.*", "windows")
        + "-"
        + processor.replaceFirst("^(amd64|x64)$", "x86_64").replaceFirst("^arm64$", "aarch64");
  }

  /** Early 64-bit Arm cores have no dot products, which would end the JVM. */
  private static void checkProcessor(String platform) throws IOException {
    if (platform.equals(LINUX_ARM) && !Files.readString(PROCESSORS).contains("asimddp")) {
      throw new UnsatisfiedLinkError("it needs a processor with dot products");
    }
  }

  /** The length of a library, and behind it its CRC-32. */
  public static long checksum(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return (long) bytes.length << Integer.SIZE | sum.getValue();
  }

  /** Into a new folder, which nobody but its owner may enter. */
  private static LibraryFile extract(String name, byte[] bytes) throws IOException {
    Path folder = Files.createTempDirectory("repqc");
    LibraryFile library = new LibraryFile(folder, folder.resolve(name));
    try {
      Files.write(library.file, bytes, StandardOpenOption.CREATE_NEW);
      return library;
    } catch (IOException e) {
      library.close();
      throw e;
    }
  }

  public Path path() {
    return file;
  }

  /** Removes the file: at once, or when the JVM ends where a loaded library keeps its file. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      Files.delete(folder);
    } catch (IOException e) {
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
    }
  }
}
