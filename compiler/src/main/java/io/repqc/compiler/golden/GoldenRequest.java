package io.repqc.compiler.golden;

import io.repqc.compiler.quantize.QuantizationRequest;
import java.nio.file.Path;

/**
 * A network whose behaviour is to be written down.
 *
 * @param network the network, and how it gets its integers if it has none
 * @param inputs what it is run on
 * @param golden the file to write
 */
public record GoldenRequest(QuantizationRequest network, GoldenInputs inputs, Path golden) {}
