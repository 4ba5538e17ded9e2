/** How long generated code takes, layer by layer and beside ONNX Runtime. */
package io.repqc.compiler.timing;
