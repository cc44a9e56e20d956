/**
 * What the subscribers of one node hear. An agent has one {@link org.amf4j.clm.track.TrackDesk}: steps of the membership in,
 * from wherever they come and however often; calls for each subscriber out, in order and once.
 */
package org.amf4j.clm.track;
