/** Expressions of the weight side become numbers, for deployment. */
package io.repqc.passes.materialize;
