/** The goals of the Maven plugin; no compiler logic. */
package io.repqc.maven;
