/** The forms of what people and programs read and write: the cluster file, the environment, events and notifications as JSON. */
package org.amf4j.protocol.form;
