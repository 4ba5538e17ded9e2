/**
 * The importers of ONNX operators, by theme: each turns one node into values. {@link
 * io.repqc.frontend.onnx.operator.OnnxImporters} is the table of them all.
 */
package io.repqc.frontend.onnx.operator;
