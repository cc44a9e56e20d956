package org.amf4j.clc;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the output files of running programs small. The kernel tells when something is written, so that nothing is done
 * while nothing is; after a look there is a pause, so that a program which writes endlessly costs its disk what can be
 * written in a tenth of a second, and us next to nothing. Thread-safe.
 */
final class OutputGuard implements AutoCloseable {

    /** Between two looks at a folder that is written to, in nanoseconds. */
    private static final long PAUSE_NANOS = 100_000_000L;

    /** Most files that are looked after. */
    private static final int FILES_MAX = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(OutputGuard.class);

    private final Map<Path, Set<Path>> filesByFolder = new LinkedHashMap<>();
    private int files;
    private WatchService watcher;
    private boolean closed;

    /** Looks after this file from now on; its folder must be there. */
    synchronized void watch(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Set<Path> known = filesByFolder.get(folder);
        if (closed || files >= FILES_MAX || known != null && known.contains(file)) {
            return;
        }
        if (watcher == null) {
            watcher = folder.getFileSystem().newWatchService();
            Thread thread = new Thread(this::run, "command-output");
            thread.setDaemon(true);
            thread.start();
        }
        if (known == null) {
            register(folder);
        }
        filesByFolder.computeIfAbsent(folder, f -> new LinkedHashSet<>()).add(file);
        files++;
    }

    private void register(Path folder) throws IOException {
        folder.register(watcher, StandardWatchEventKinds.ENTRY_MODIFY);
    }

    private void run() {
        try {
            while (true) {
                WatchKey key = watcher.take();
                Path folder = (Path) key.watchable();
                // What is written from here on is not told, which costs nothing, and seen after the pause.
                key.cancel();
                trim(folder);
                LockSupport.parkNanos(PAUSE_NANOS);
                again(folder);
                trim(folder);
            }
        } catch (ClosedWatchServiceException e) {
            LOG.atTrace().log("no output is looked after any more");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void again(Path folder) {
        try {
            register(folder);
        } catch (IOException e) {
            LOG.atWarn()
                    .setCause(e)
                    .addKeyValue("folder", folder)
                    .log("the output in a folder is not bounded any more");
            files -= filesByFolder.remove(folder).size();
        }
    }

    private void trim(Path folder) {
        for (Path file : files(folder)) {
            try {
                OutputFile.trim(file);
            } catch (IOException e) {
                LOG.atWarn().setCause(e).addKeyValue("file", file).log("cannot bound the output of a program");
            }
        }
    }

    private synchronized List<Path> files(Path folder) {
        return List.copyOf(filesByFolder.getOrDefault(folder, Set.of()));
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (watcher != null) {
            try {
                watcher.close();
            } catch (IOException e) {
                LOG.atDebug().setCause(e).log("cannot close a watch of files");
            }
        }
    }
}
