/** The kernels' sources, for those who print programs. */
package io.repqc.runtime;
