package org.amf4j.transport.ratis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.amf4j.transport.ReplicatedLog.Memory;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.MD5FileUtil;

/**
 * Memories as files that Ratis ships to other controllers: one byte of format, eight of timestamp, then the listener's
 * bytes. A checksum lies beside each; a file counts when both are there.
 */
final class MemoryFiles {

    private static final byte FORMAT = 1;
    private static final int HEADER_BYTES = 1 + Long.BYTES;

    private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();

    void init(RaftStorage raft) throws IOException {
        storage.init(raft);
    }

    SimpleStateMachineStorage storage() {
        return storage;
    }

    /** The latest memory on the disk. */
    Optional<Memory> load() throws IOException {
        SingleFileSnapshotInfo latest = storage.loadLatestSnapshot();
        if (latest == null) {
            return Optional.empty();
        }
        Path file = latest.getFile().getPath();
        MD5FileUtil.verifySavedMD5(file.toFile(), MD5FileUtil.computeMd5ForFile(file.toFile()));
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length < HEADER_BYTES || bytes[0] != FORMAT) {
            throw new IOException(
                    file + " is no memory that this version understands: start the version that wrote it");
        }
        long timestampNanos = ByteBuffer.wrap(bytes).getLong(1);
        TermIndex at = latest.getTermIndex();
        return Optional.of(new Memory(
                at.getIndex(), at.getTerm(), timestampNanos, Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length)));
    }

    /** Writes a memory; returns its index, or an invalid one when a later memory is there already. */
    long write(Memory memory) throws IOException {
        SingleFileSnapshotInfo latest = storage.getLatestSnapshot();
        if (latest != null && latest.getIndex() >= memory.index()) {
            return RaftLog.INVALID_LOG_INDEX;
        }
        Path file = storage.getSnapshotFile(memory.term(), memory.index()).toPath();
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        ByteBuffer content = ByteBuffer.allocate(HEADER_BYTES + memory.bytes().length);
        content.put(FORMAT).putLong(memory.timestampNanos()).put(memory.bytes()).flip();
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        MD5Hash checksum = MD5FileUtil.computeAndSaveMd5ForFile(file.toFile());
        storage.updateLatestSnapshot(new SingleFileSnapshotInfo(
                new FileInfo(file, checksum), TermIndex.valueOf(memory.term(), memory.index())));
        return memory.index();
    }
}
