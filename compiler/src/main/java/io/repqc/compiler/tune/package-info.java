/**
 * Training a network for its integers: what is asked, what comes of it; the work is a {@link
 * io.repqc.compiler.tune.Tuner}'s.
 */
package io.repqc.compiler.tune;
