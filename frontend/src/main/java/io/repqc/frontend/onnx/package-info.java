/** Reads ONNX: a file goes in, a verified model of the intermediate representation comes out. */
package io.repqc.frontend.onnx;
