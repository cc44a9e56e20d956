/**
 * Notifications: hearing of what happens in the cluster, reading what has happened, and telling others. Start at
 * {@link org.amf4j.api.ntf.Notifications}.
 *
 * <p>Numbers, and what a notification consists of, are those of the SA Forum's Notification Service.
 */
package org.amf4j.api.ntf;
