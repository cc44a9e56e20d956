package org.amf4j.core.agent;

import org.amf4j.api.Dn;

/**
 * Who asks: a process that has opened a session for a component.
 *
 * @param component the component it speaks for; the root name for a process that only reports errors
 * @param session number of the session, unique in the life of the agent
 * @param request number of the request, chosen by the process; 0 when no result is wanted
 */
public record Caller(Dn component, long session, long request) {}
