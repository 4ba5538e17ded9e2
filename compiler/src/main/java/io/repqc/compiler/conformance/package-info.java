/**
 * Folders of recorded inputs and outputs, in the form of ONNX's backend tests, run and compared.
 */
package io.repqc.compiler.conformance;
