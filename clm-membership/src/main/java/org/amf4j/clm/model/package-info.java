/** The cluster's nodes as they are configured, and the rules for that. */
package org.amf4j.clm.model;
