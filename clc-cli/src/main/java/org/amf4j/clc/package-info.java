/**
 * Runs life-cycle commands and notices the death of processes.
 *
 * <p>Start at {@link org.amf4j.clc.CommandRunner}; {@link org.amf4j.clc.ProcessWatch} notices deaths and
 * {@link org.amf4j.clc.Guardian} sees to it that nothing outlives the program that started it.
 */
package org.amf4j.clc;
