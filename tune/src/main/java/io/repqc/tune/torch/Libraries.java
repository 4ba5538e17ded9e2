package io.repqc.tune.torch;

import io.repqc.ir.FileProblem;
import io.repqc.ir.ModelException;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** The files of libtorch, which are unpacked on first use into a folder of the user's. */
final class Libraries {
  private static final String FOLDER_PROPERTY = "org.bytedeco.javacpp.cachedir";

  private Libraries() {}

  /**
   * Unpacks all and only then loads: a library that misses its neighbour takes another version from
   * the system, if there is one.
   */
  static void load() {
    unlimited("org.bytedeco.javacpp.maxbytes");
    unlimited("org.bytedeco.javacpp.maxphysicalbytes");
    checkFolder();
    for (String name : List.of("javacpp", "openblas", "pytorch")) {
      unpack("org/bytedeco/" + name + "/" + platform() + "/");
    }
    try {
      Loader.load(torch.class);
    } catch (LinkageError e) {
      throw new ModelException(
          "libtorch does not start: %s; its files are in %s, another folder is chosen by -D%s=FOLDER"
              .formatted(e.getMessage(), folder(), FOLDER_PROPERTY));
    }
  }

  /** What the heap of Java may take says nothing about what tensors may. */
  private static void unlimited(String property) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, "0");
    }
  }

  private static String platform() {
    return Loader.getPlatform();
  }

  private static void unpack(String folder) {
    URL url = Libraries.class.getClassLoader().getResource(folder);
    ModelException.check(
        url != null,
        "training needs libtorch, and there is none for this platform, %s, on the class path (%s);"
            + " it is to be had for linux-x86_64, macosx-arm64, macosx-x86_64 and windows-x86_64",
        platform(),
        folder);
    try {
      if (url.openConnection() instanceof JarURLConnection jar) {
        for (String entry : jar.getJarFile().stream().map(Object::toString).toList()) {
          if (entry.startsWith(folder) && !entry.endsWith("/")) {
            Loader.cacheResource(Libraries.class, "/" + entry);
          }
        }
      }
    } catch (IOException e) {
      throw new ModelException(
          "libtorch is unpacked into %s on first use, which takes 450 MB, and this failed: %s;"
                  .formatted(folder(), e.getMessage())
              + " make room there or choose another folder by -D%s=FOLDER"
                  .formatted(FOLDER_PROPERTY));
    }
  }

  /** JavaCPP would take another than the one that the user has chosen, and say nothing. */
  private static void checkFolder() {
    String chosen = System.getProperty(FOLDER_PROPERTY);
    if (chosen != null) {
      Path folder = Path.of(chosen);
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw FileProblem.of(folder, "cannot be made, to unpack libtorch there", e);
      }
      ModelException.check(
          Files.isWritable(folder),
          "%s: libtorch cannot be unpacked there, for it is not writable; choose another folder by"
              + " -D%s=FOLDER",
          folder,
          FOLDER_PROPERTY);
    }
  }

  private static String folder() {
    try {
      return Loader.getCacheDir().toString();
    } catch (IOException e) {
      return System.getProperty(FOLDER_PROPERTY, "~/.javacpp/cache");
    }
  }
}
