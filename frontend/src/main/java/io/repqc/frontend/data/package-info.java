/** Tensors and data sets from files: NumPy arrays, ONNX tensors, folders of images. */
package io.repqc.frontend.data;
