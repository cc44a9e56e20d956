/**
 * Decides who is a member. {@link org.amf4j.clm.machine.MembershipState} is what is known; a
 * {@link org.amf4j.clm.machine.MembershipMachine} is one moment in which something happens to it, and its effects.
 */
package org.amf4j.clm.machine;
