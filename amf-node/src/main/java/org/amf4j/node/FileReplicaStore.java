package org.amf4j.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.amf4j.ckpt.node.ReplicaStore;
import org.amf4j.ckpt.node.SavedReplica;
import org.amf4j.ckpt.section.Entry;
import org.amf4j.ckpt.wire.WireWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each replica in a file of its own: the content, and behind it the changes, each with a checksum ({@link
 * ReplicaFile}). A change is in the file, which a kill of all processes leaves alone, when its call returns; at most {@link
 * #SYNC_MILLIS} later it is on the disk, which a loss of power leaves alone. The content itself is on the disk at once.
 */
public final class FileReplicaStore implements ReplicaStore, AutoCloseable {

    /** How long a change may be in the system's memory only, in milliseconds. */
    public static final long SYNC_MILLIS = 100;

    private static final String SUFFIX = ".replica";
    private static final String DRAFT = ".new";
    private static final String DAMAGED = ".damaged";
    private static final Logger LOG = LoggerFactory.getLogger(FileReplicaStore.class);

    private final Path folder;
    private final BiConsumer<String, Throwable> fatal;
    private final Map<Long, FileChannel> files = new TreeMap<>();
    private final Set<FileChannel> unsynced = ConcurrentHashMap.newKeySet();
    private final Semaphore written = new Semaphore(0);
    private final Thread syncing;

    private FileReplicaStore(Path folder, BiConsumer<String, Throwable> fatal) {
        this.folder = folder;
        this.fatal = fatal;
        this.syncing = Thread.ofPlatform().daemon().name("checkpoint-disk").unstarted(this::syncAgainAndAgain);
    }

    /**
     * Opens the store, which may have replicas of an earlier start.
     *
     * @param folder made when it is not there, for this user only
     * @param fatal told when what was promised cannot be kept and the process must end
     * @throws IOException when the folder cannot be made
     */
    public static FileReplicaStore open(Path folder, BiConsumer<String, Throwable> fatal) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        FileReplicaStore store = new FileReplicaStore(folder, fatal);
        store.syncing.start();
        return store;
    }

    private Path file(long id) {
        return folder.resolve(id + SUFFIX);
    }

    @Override
    public List<SavedReplica> load() {
        List<SavedReplica> whole = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : found) {
                try {
                    whole.add(ReplicaFile.read(file));
                } catch (ReplicaFile.DamagedException e) {
                    Path aside = file.resolveSibling(file.getFileName() + DAMAGED);
                    Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
                    LOG.atError()
                            .setCause(e)
                            .addKeyValue("file", aside)
                            .log("a checkpoint's replica is damaged and does not count; was the disk full or failing?");
                }
            }
        } catch (IOException e) {
            throw cannot("read", folder, e);
        }
        return whole;
    }

    @Override
    public void begin(SavedReplica replica) {
        Path file = file(replica.id());
        Path draft = file.resolveSibling(file.getFileName() + DRAFT);
        try {
            forget(replica.id());
            FileChannel channel = FileChannel.open(
                    draft,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            files.put(replica.id(), channel);
            WireWriter content = ReplicaFile.record(ReplicaFile.CONTENT);
            replica.write(content);
            write(channel, content);
            for (Entry entry : replica.entries()) {
                write(channel, change(entry));
            }
            channel.force(false);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw cannot("write", file, e);
        }
    }

    @Override
    public void append(long id, Entry entry) {
        add(id, change(entry));
    }

    @Override
    public void adopt(long id, long term) {
        add(id, ReplicaFile.record(ReplicaFile.TERM).number(term));
    }

    private static WireWriter change(Entry entry) {
        WireWriter change = ReplicaFile.record(ReplicaFile.CHANGE);
        entry.write(change);
        return change;
    }

    private void add(long id, WireWriter record) {
        FileChannel channel = files.get(id);
        try {
            write(channel, record);
        } catch (IOException e) {
            throw cannot("write", file(id), e);
        }
        if (unsynced.add(channel)) {
            written.release();
        }
    }

    private static void write(FileChannel channel, WireWriter record) throws IOException {
        ByteBuffer bytes = ReplicaFile.framed(record);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void remove(long id) {
        try {
            forget(id);
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw cannot("remove", file(id), e);
        }
    }

    private void forget(long id) throws IOException {
        FileChannel channel = files.remove(id);
        if (channel != null) {
            unsynced.remove(channel);
            channel.close();
        }
    }

    private static UncheckedIOException cannot(String what, Path path, IOException e) {
        return new UncheckedIOException(
                "cannot " + what + " " + path + ", where a durable checkpoint is kept: " + e.getMessage()
                        + "; look at the disk, make room if it is full, then start the node again",
                e);
    }

    private void syncAgainAndAgain() {
        try {
            while (true) {
                written.acquire();
                written.drainPermits();
                TimeUnit.MILLISECONDS.sleep(SYNC_MILLIS);
                sync();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // close() ends it
        } catch (UncheckedIOException e) {
            fatal.accept(e.getMessage(), e);
        }
    }

    private void sync() {
        for (FileChannel channel : unsynced) {
            unsynced.remove(channel);
            try {
                channel.force(false);
            } catch (ClosedChannelException e) {
                LOG.debug("a file was replaced or removed meanwhile"); // what replaces it is on the disk
            } catch (IOException e) {
                throw cannot("sync", folder, e);
            }
        }
    }

    /** Everything is on the disk afterwards. No other thread may use the store any more. */
    @Override
    public void close() {
        syncing.interrupt();
        sync();
        for (long id : List.copyOf(files.keySet())) {
            try {
                forget(id);
            } catch (IOException e) {
                throw cannot("close", file(id), e);
            }
        }
    }
}
