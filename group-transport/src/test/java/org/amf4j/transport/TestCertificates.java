package org.amf4j.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.amf4j.certificates.CertificateFolder;
import org.amf4j.certificates.NodeCredentials;

/** Certificates of one authority, made when they are asked for. */
public final class TestCertificates {

    private final CertificateFolder folder;

    private TestCertificates(CertificateFolder folder) {
        this.folder = folder;
    }

    public static TestCertificates in(String path) {
        return new TestCertificates(new CertificateFolder(Path.of(path)));
    }

    public String path() {
        return folder.path().toString();
    }

    public NodeCredentials of(String node) {
        return of(node, CertificateFolder.NODE_DAYS, Instant.now());
    }

    /** A certificate that was made at some other time, and read then. */
    public NodeCredentials of(String node, int days, Instant when) {
        try {
            folder.create(new CertificateFolder.Wish(List.of(node), days, false), when);
            return NodeCredentials.read(folder, node, when);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
