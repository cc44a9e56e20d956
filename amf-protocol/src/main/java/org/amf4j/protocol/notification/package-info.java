/** Notifications between the records of the API and the messages of the component's protocol. */
package org.amf4j.protocol.notification;
