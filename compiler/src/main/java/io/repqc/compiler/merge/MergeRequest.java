package io.repqc.compiler.merge;

import io.repqc.frontend.onnx.ImportOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A network whose branches are to be merged: where the result goes, whether its weights stay
 * expressions of what the network was trained with, and whether each region is certified.
 */
public record MergeRequest(
    Path network,
    ImportOptions options,
    Optional<Path> output,
    boolean keepsExpressions,
    boolean certifies) {}
