package io.repqc.maven;

import io.repqc.compiler.Progress;
import io.repqc.compiler.Stages;
import io.repqc.ir.ModelException;
import java.io.File;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** What all goals share: the networks of a module, and how failures are told. */
abstract class NetworkMojo extends AbstractMojo {
  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  /**
   * The folder of the networks, where {@code models} lists none: each {@code .onnx} or {@code .rq}
   * file in it and in its sub-folders is one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "repqc.modelDirectory", defaultValue = "${project.basedir}/src/main/models")
  private File modelDirectory;

  /**
   * The networks. A {@code <model>} is a file, or has elements:
   *
   * <ul>
   *   <li>{@code file}
   *   <li>{@code name}: what all that is made of it is called; made from the file's name if not
   *       given
   *   <li>{@code classNames}: a text file with what the classes of its result are called, one a
   *       line
   *   <li>{@code data}: in the place of the data for all
   *   <li>{@code options}: those that it has besides the options for all, or in their place
   * </ul>
   *
   * @since 0.1.0
   */
  @Parameter private List<ModelParameters> models;

  /**
   * What the networks read in use, some hundred items of it, to calibrate them on: a tensor ({@code
   * .npy}, {@code .npz}, {@code .pb}), an image, or a folder of images; {@code NAME=FILE} for a
   * network with several inputs. A network in integers needs none.
   *
   * @since 0.1.0
   */
  @Parameter(property = "repqc.data")
  private List<String> data;

  /**
   * How the networks are read, calibrated and quantized: the options of the command {@code repqc
   * compile}, by their names there. One that is a mere switch is {@code true} or {@code false}; one
   * that may be given several times takes its values with commas between them.
   *
   * <ul>
   *   <li>the file: {@code input}, {@code freeze}, {@code train}
   *   <li>the data: {@code calibrate}, {@code samples}, {@code scale}, {@code mean}, {@code std},
   *       {@code layout}
   *   <li>the numbers: {@code bits}, {@code end-bits}, {@code bits-of}, {@code activations}, {@code
   *       symmetric}, {@code weight-scales}, {@code observer}, {@code percentile}, {@code
   *       weight-observer}, {@code equalize}, {@code correct-bias}, {@code round-weights}, {@code
   *       keep-float}, {@code int16}, {@code allow-float}, {@code convention}
   *   <li>the ends: {@code input-type}, {@code output-type}, {@code logits}
   * </ul>
   *
   * @since 0.1.0
   */
  @Parameter private Map<String, String> options;

  /**
   * Does nothing.
   *
   * @since 0.1.0
   */
  @Parameter(property = "repqc.skip", defaultValue = "false")
  private boolean skip;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped.");
      return;
    }
    try {
      run();
    } catch (ModelException e) {
      throw new MojoFailureException(message(e), e);
    } catch (OutOfMemoryError e) {
      throw new MojoExecutionException(
          "the memory that Java may use is too small for this; allow more, for example:"
              + " MAVEN_OPTS=-Xmx8g",
          e);
    } catch (RuntimeException e) {
      throw new MojoExecutionException(
          "this is a bug in repqc; please report it with what follows and the file", e);
    }
  }

  /** Several lines begin below Maven's own words. */
  private static String message(ModelException e) {
    return e.getMessage().contains("\n") ? "\n" + e.getMessage() : e.getMessage();
  }

  /** Throws a {@link ModelException} for what the user got wrong. */
  abstract void run();

  final MavenProject project() {
    return project;
  }

  final List<Network> networks() {
    Networks networks =
        new Networks(
            project.getBasedir().toPath(),
            data == null ? List.of() : data,
            options == null ? Map.of() : options);
    if (models == null && !modelDirectory.isDirectory()) {
      getLog().warn("No networks: there is no folder " + modelDirectory);
      return List.of();
    }
    return models == null ? networks.in(modelDirectory.toPath()) : networks.listed(models);
  }

  /** Parts of the work, for those who ask Maven to tell more. */
  final Stages stages() {
    return what -> {
      getLog().debug(what);
      return Progress.NONE;
    };
  }
}
