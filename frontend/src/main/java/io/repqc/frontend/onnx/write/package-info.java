/** Writes ONNX: a model goes in, a file that other tools run comes out, with the user's names. */
package io.repqc.frontend.onnx.write;
