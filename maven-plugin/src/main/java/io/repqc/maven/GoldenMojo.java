package io.repqc.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals about golden files share. */
abstract class GoldenMojo extends NetworkMojo {
  static final String ENDING = ".golden";

  /**
   * The folder of the golden files; that of a network is {@code NAME.golden}.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "repqc.goldenDirectory",
      defaultValue = "${project.basedir}/src/test/golden")
  private File goldenDirectory;

  final Path folder() {
    return goldenDirectory.toPath();
  }
}
