/**
 * The director's loop on a controller: log entries in, orders and answers out.
 *
 * <p>{@link org.amf4j.director.Controller} owns the one thread on which everything here happens. It applies every entry of
 * the replicated log to the pure director; while it leads, it also proposes what agents report and operators ask, and has
 * the resulting commands carried out. A new leader sends again what has not been answered.
 */
package org.amf4j.director;
