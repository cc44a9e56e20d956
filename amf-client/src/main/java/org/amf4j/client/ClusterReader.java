package org.amf4j.client;

import java.time.Instant;
import org.amf4j.api.Dn;
import org.amf4j.api.clm.ChangeStep;
import org.amf4j.api.clm.ClusterChange;
import org.amf4j.api.clm.ClusterNode;
import org.amf4j.api.clm.ClusterNotification;
import org.amf4j.api.clm.ClusterUpdate;
import org.amf4j.api.clm.ClusterView;
import org.amf4j.protocol.component.ClusterItem;
import org.amf4j.protocol.component.ClusterStep;

/** Makes records of the API from frames about the membership; an {@link IllegalArgumentException} for what is not known. */
final class ClusterReader {

    private ClusterReader() {}

    static ClusterUpdate update(ClusterStep step) {
        return new ClusterUpdate(
                ChangeStep.of(step.getStep()),
                step.getViewNumber(),
                step.getItemsList().stream().map(ClusterReader::item).toList(),
                step.getMembers(),
                Dn.of(step.getRootCause()));
    }

    private static ClusterNotification item(ClusterItem item) {
        return new ClusterNotification(node(item.getNode()), ClusterChange.of(item.getChange()));
    }

    static ClusterView view(org.amf4j.protocol.component.ClusterView view) {
        return new ClusterView(
                view.getViewNumber(),
                view.getNodesList().stream().map(ClusterReader::node).toList());
    }

    static ClusterNode node(org.amf4j.protocol.component.ClusterNode node) {
        return new ClusterNode(
                node.getNodeId(),
                Dn.of(node.getName()),
                node.getAddress(),
                Dn.of(node.getExecutionEnvironment()),
                node.getMember(),
                Instant.EPOCH.plusNanos(node.getBootTimestampNanos()),
                node.getInitialViewNumber());
    }
}
