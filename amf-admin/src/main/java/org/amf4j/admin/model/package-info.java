/** Models read from IMM XML files, checked and simulated without a cluster. */
package org.amf4j.admin.model;
