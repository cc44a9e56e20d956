/** {@link org.amf4j.transport.GroupChannel} on JGroups over TCP; start at {@link JGroupsChannel}. */
package org.amf4j.transport.jgroups;
