/**
 * The redundancy models of the standard, one file each.
 *
 * <p>A model says who should hold what in a service group. It knows nothing of callbacks, scripts or order; the planner in
 * {@code amf-core} gets there. Start reading with {@link org.amf4j.redundancy.TwoN}.
 */
package org.amf4j.redundancy;
