/** Reads the textual form of models, {@code .rq}: text and its side file in, a model out. */
package io.repqc.frontend.text;
