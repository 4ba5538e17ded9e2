/** Merges the branches of a network, and says and certifies what was merged. */
package io.repqc.compiler.merge;
