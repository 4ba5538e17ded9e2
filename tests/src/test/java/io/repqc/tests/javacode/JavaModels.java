package io.repqc.tests.javacode;

import io.repqc.codegen.Program;
import io.repqc.codegen.Target;
import io.repqc.codegen.java.JavaFile;
import io.repqc.codegen.java.JavaOptions;
import io.repqc.codegen.java.JavaPrinter;
import io.repqc.codegen.java.JavaRoot;
import io.repqc.codegen.java.NativeLibrary;
import io.repqc.codegen.lower.Lowering;
import io.repqc.compiler.compile.CCompiler;
import io.repqc.compiler.compile.SharedLibrary;
import io.repqc.runtime.kernel.Weights;
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
import java.util.Optional;

/** A folder with the generated Java of some samples, each in a package of its own, compiled. */
final class JavaModels {
  static final String CLASS = "Network";

  private final Path folder;
  private final boolean sharesKernels;
  private final Optional<CCompiler> compiler;
  private final List<JavaModel> models = new ArrayList<>();

  private JavaModels(Path folder, boolean sharesKernels, Optional<CCompiler> compiler) {
    this.folder = folder;
    this.sharesKernels = sharesKernels;
    this.compiler = compiler;
  }

  /** With the engines of these targets, of which the first is the plain one. */
  static List<JavaModel> compile(
      Path folder, List<Target> targets, List<Sample> samples, boolean sharesKernels) {
    JavaModels all = new JavaModels(folder, sharesKernels, Optional.empty());
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
    new JavaModels(folder, true, Optional.empty()).write(samples, targets);
  }

  /** The same with engines that call C, by a compiler for this machine. */
  static List<JavaModel> write(
      Path folder, List<Target> targets, CCompiler compiler, List<Sample> samples)
      throws IOException {
    JavaModels all = new JavaModels(folder, true, Optional.of(compiler));
    all.write(samples, targets);
    return all.models;
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
    List<NativeLibrary> libraries =
        compiler.map(each -> SharedLibrary.of(sample.model(), sample.name(), false, each)).stream()
            .toList();
    JavaOptions options = new JavaOptions(sample.name(), CLASS, List.of(), sharesKernels);
    for (JavaFile file : JavaPrinter.print(programs, libraries, options)) {
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

  /** A loader of the compiled classes, and of the kernels, which see each other only in one. */
  static URLClassLoader loader(Path classes) {
    try {
      URL kernels = Weights.class.getProtectionDomain().getCodeSource().getLocation();
      return new URLClassLoader(
          new URL[] {classes.toUri().toURL(), kernels}, ClassLoader.getPlatformClassLoader());
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }
}
