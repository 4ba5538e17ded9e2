/** Rewrites a graph into an equivalent or a cheaper graph. */
package io.repqc.passes;
