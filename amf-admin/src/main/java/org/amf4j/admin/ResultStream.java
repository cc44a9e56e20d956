package org.amf4j.admin;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Optional;
import org.amf4j.admin.outcome.ExitCode;

/**
 * Where the results of a command go. Writers that commands print to swallow failures; here they are remembered, so that nobody
 * takes half a file on a full disk for all of it. For one thread at a time.
 */
final class ResultStream extends FilterOutputStream {

    /** What the system says when whoever reads has seen enough. */
    private static final String NO_READER = "Broken pipe";

    private Optional<IOException> failure = Optional.empty();

    ResultStream(OutputStream target) {
        super(new BufferedOutputStream(target));
    }

    @Override
    public void write(int octet) throws IOException {
        noting(() -> out.write(octet));
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        noting(() -> out.write(octets, offset, length));
    }

    @Override
    public void flush() throws IOException {
        noting(out::flush);
    }

    private interface Step {
        void take() throws IOException;
    }

    private void noting(Step step) throws IOException {
        try {
            step.take();
        } catch (IOException e) {
            failure = failure.or(() -> Optional.of(e));
            throw e;
        }
    }

    /** Says what was not written; returns what the command ends with, that of its own unless that was success. */
    int told(int exitCode, PrintWriter err) {
        Optional<String> problem = failure.map(IOException::getMessage).filter(text -> !NO_READER.equals(text));
        if (problem.isEmpty()) {
            return exitCode;
        }
        err.println("amf: the output could not be written: " + problem.get());
        err.println("hint: what was written is not complete; make room, or write it elsewhere");
        return exitCode == ExitCode.OK.code() ? ExitCode.FAILED.code() : exitCode;
    }
}
