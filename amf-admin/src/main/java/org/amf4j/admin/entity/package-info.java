/** Entities of one kind with the states that matter for it, put together from what a node answers. */
package org.amf4j.admin.entity;
