package io.repqc.tests.javacode;

import io.repqc.codegen.Program;
import io.repqc.codegen.Target;
import io.repqc.codegen.java.JavaFile;
import io.repqc.codegen.java.JavaOptions;
import io.repqc.codegen.java.JavaPrinter;
import io.repqc.codegen.java.JavaRoot;
import io.repqc.codegen.lower.Lowering;
import io.repqc.tests.nativecode.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder with the generated Java of some samples, each in a package of its own, compiled. */
final class JavaModels {
  static final String CLASS = "Network";

  private final Path folder;
  private final boolean sharesKernels;
  private final List<JavaModel> models = new ArrayList<>();

  private JavaModels(Path folder, boolean sharesKernels) {
    this.folder = folder;
    this.sharesKernels = sharesKernels;
  }

  /** With the engines of these targets, of which the first is the plain one. */
  static List<JavaModel> compile(
      Path folder, List<Target> targets, List<Sample> samples, boolean sharesKernels) {
    JavaModels all = new JavaModels(folder, sharesKernels);
    try {
      all.write(samples, targets);
      Javac.compile(folder.resolve("source"), all.classes(), List.of("--release", "17"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.models;
  }

  /** Only writes the files, those that are not compiled to the folder "classes". */
  static void write(Path folder, List<Target> targets, List<Sample> samples) throws IOException {
    new JavaModels(folder, true).write(samples, targets);
  }

  private void write(List<Sample> samples, List<Target> targets) throws IOException {
    for (Sample sample : samples) {
      write(sample, targets);
    }
  }

  private void write(Sample sample, List<Target> targets) throws IOException {
    List<Program> programs =
        targets.stream()
            .map(target -> Lowering.of(sample.model(), target, sample.name(), false))
            .toList();
    JavaOptions options = new JavaOptions(sample.name(), CLASS, List.of(), sharesKernels);
    for (JavaFile file : JavaPrinter.print(programs, List.of(), options)) {
      boolean isResource = file.root() == JavaRoot.RESOURCES;
      Path path = (isResource ? classes() : folder.resolve("source")).resolve(file.path());
      Files.createDirectories(path.getParent());
      Files.write(path, file.bytes());
    }
    models.add(new JavaModel(sample, programs.get(0), classes()));
  }

  private Path classes() {
    return folder.resolve("classes");
  }

  /** A loader of the compiled classes. */
  static URLClassLoader loader(Path classes) {
    try {
      return new URLClassLoader(new URL[] {classes.toUri().toURL()});
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }
}
