package io.repqc.maven;

import io.repqc.codegen.Language;
import io.repqc.codegen.Targets;
import io.repqc.codegen.c.Weights;
import io.repqc.codegen.java.EngineKind;
import io.repqc.codegen.java.JavaRoot;
import io.repqc.compiler.compile.CompileRequest;
import io.repqc.compiler.compile.CompileResult;
import io.repqc.compiler.compile.JavaRequest;
import io.repqc.ir.ModelException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Compiles the networks of a module to Java or C, and adds the Java to the build. What was compiled
 * before stays as it is, unless the network, its data, its options or the plugin have changed.
 *
 * @since 0.1.0
 */
@Mojo(name = "compile", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class CompileMojo extends NetworkMojo {
  static final String JAVA = "java";

  private enum Layout {
    NCHW,
    NHWC
  }

  /**
   * What the networks become: {@code java}, or for C a target of the command {@code repqc compile},
   * such as {@code portable}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "repqc.targets", defaultValue = JAVA)
  private List<String> targets;

  /**
   * The package of the generated Java.
   *
   * @since 0.1.0
   */
  @Parameter(property = "repqc.packageName", defaultValue = "${project.groupId}")
  private String packageName;

  /**
   * The ways to compute that a class has, of which it takes the best that works where it runs:
   * {@code PLAIN} Java, always there; {@code VECTOR}, with the Vector API of the JDK, for JVMs with
   * {@code --add-modules jdk.incubator.vector}; {@code NATIVE}, C that is compiled by the C
   * compiler at hand and called from JDK 22 or later.
   *
   * @since 0.1.0
   */
  @Parameter(property = "repqc.engines", defaultValue = "PLAIN")
  private List<EngineKind> engines;

  /**
   * Whether the generated Java has its kernels from {@code io.repqc:runtime}, which must then be a
   * dependency. If not, each package of networks has those it needs in a package of its own.
   *
   * @since 0.1.0
   */
  @Parameter(property = "repqc.sharedKernels", defaultValue = "false")
  private boolean sharedKernels;

  /**
   * Whether generated Java has its weights inside its classes, which suits networks of up to 256
   * KiB. If not, they lie in files beside the classes.
   *
   * @since 0.1.0
   */
  @Parameter(property = "repqc.embedWeights", defaultValue = "false")
  private boolean embedWeights;

  /**
   * Where generated C has its weights: {@code INLINE}, in the C file; {@code SEPARATE}, in a C file
   * of their own; or {@code BINARY}, in a file of bytes.
   *
   * @since 0.1.0
   */
  @Parameter(property = "repqc.weights", defaultValue = "INLINE")
  private Weights weights;

  /**
   * How images lie where the network is called: {@code NCHW}, channel after channel as in ONNX, or
   * {@code NHWC}, with their channels last.
   *
   * @since 0.1.0
   */
  @Parameter(property = "repqc.ioLayout", defaultValue = "NCHW")
  private Layout ioLayout;

  /**
   * How many items a run takes; as the network's file says if not given, which is 1 in most.
   *
   * @since 0.1.0
   */
  @Parameter(property = "repqc.batch")
  private Integer batch;

  /**
   * Where the files go: Java into {@code java} and {@code resources} in this folder, C into a
   * folder of the target's name.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "repqc.outputDirectory",
      defaultValue = "${project.build.directory}/generated-sources/repqc")
  private File outputDirectory;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  @Override
  void run() {
    List<Job> jobs = new ArrayList<>();
    for (Network network : networks()) {
      targets.forEach(target -> jobs.add(job(network, target)));
    }
    try (Ledger ledger = Ledger.open(ledgerFile())) {
      boolean isChanged = compile(jobs, ledger);
      isChanged |= ledger.removeOthers();
      EngineClasses classes = new EngineClasses(outputDirectory.toPath(), getLog());
      if (isChanged) {
        classes.compile();
      }
      ledger.complete();
    }
    addToBuild();
  }

  private Path ledgerFile() {
    String name = execution.getExecutionId() + ".txt";
    return Path.of(project().getBuild().getDirectory(), "repqc", name);
  }

  /**
   * Whether anything was compiled. All that can be is, so that a build tells of all that cannot.
   */
  private boolean compile(List<Job> jobs, Ledger ledger) {
    List<String> problems = new ArrayList<>();
    int compiled = 0;
    for (Job job : jobs) {
      try {
        compiled += compile(job, ledger);
      } catch (ModelException e) {
        problems.addAll(Network.problems(job.network().network(), e));
      }
    }
    if (!problems.isEmpty()) {
      throw new ModelException(problems.stream().distinct().toList());
    }
    if (compiled == 0 && !jobs.isEmpty()) {
      getLog().info("Nothing to compile: all is as it was");
    }
    return compiled > 0;
  }

  /** How many networks were compiled for it: none if that is done already. */
  private int compile(Job job, Ledger ledger) {
    String fingerprint = Fingerprint.of(execution, job);
    if (ledger.has(fingerprint)) {
      return 0;
    }
    getLog().info("Compiling %s for %s".formatted(job.network().network(), job.target()));
    CompileResult result = job.compilation().apply(stages());
    result.quantization().ifPresent(each -> each.notes().forEach(getLog()::warn));
    ledger.add(fingerprint, result.files());
    return 1;
  }

  private Job job(Network network, String target) {
    return target.equals(JAVA) ? Job.of(javaRequest(network)) : Job.of(request(network, target));
  }

  private JavaRequest javaRequest(Network network) {
    return new JavaRequest(
        network.request(),
        packageName,
        network.given(),
        Set.copyOf(engines),
        Optional.empty(),
        network.labels(),
        sharedKernels,
        embedWeights,
        ioLayout == Layout.NHWC,
        items(),
        outputDirectory.toPath());
  }

  private CompileRequest request(Network network, String target) {
    return new CompileRequest(
        network.request(),
        Targets.named(target).orElseThrow(() -> unknown(target)),
        network.given(),
        ioLayout == Layout.NHWC,
        weights,
        items(),
        false,
        outputDirectory.toPath().resolve(target),
        Optional.empty());
  }

  private static ModelException unknown(String target) {
    return new ModelException(
        "<targets>: found %s, expected %s, or for C some of %s"
            .formatted(target, JAVA, Targets.of(Language.C)));
  }

  private OptionalInt items() {
    return batch == null ? OptionalInt.empty() : OptionalInt.of(batch);
  }

  private void addToBuild() {
    Path folder = outputDirectory.toPath();
    Path sources = folder.resolve(JavaRoot.SOURCES.folder());
    if (Files.isDirectory(sources)) {
      project().addCompileSourceRoot(sources.toString());
    }
    addResources(folder.resolve(JavaRoot.RESOURCES.folder()));
    addResources(new EngineClasses(folder, getLog()).folder());
  }

  private void addResources(Path folder) {
    if (Files.isDirectory(folder)) {
      Resource resource = new Resource();
      resource.setDirectory(folder.toString());
      project().addResource(resource);
    }
  }
}
