/** Golden files as tests of JUnit 5, for whoever tests networks in a project of their own. */
package io.repqc.junit;
