package org.amf4j.node;

/** How the machine of a node, or what stands for it, is rebooted. A port: whoever puts the node together decides. */
@FunctionalInterface
public interface NodeReboot {

    /**
     * Ends this process, so that the group notices that the node is gone, and sees to it that the node comes back. Everything
     * that the agent had started has been killed before. Called in the agent's loop, once; should not return.
     *
     * @param cause a phrase for people
     */
    void reboot(String cause);
}
