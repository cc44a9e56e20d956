package org.amf4j.transport.ratis;

import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.amf4j.certificates.NodeCredentials;
import org.amf4j.transport.secure.SecureLinks;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.grpc.server.GrpcServices;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyServerBuilder;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslProvider;

/**
 * Mutual TLS for Ratis: only voters may connect, and a voter may only speak for itself.
 *
 * <p>The JDK does it rather than OpenSSL, which would have to be unpacked into a temporary folder at each start.
 */
final class RaftSecurity {

    private final SecureLinks links;

    private RaftSecurity(SecureLinks links) {
        this.links = links;
    }

    /** What Ratis needs; nothing without credentials. */
    static Parameters parameters(LogConfig config, Optional<NodeCredentials> credentials) {
        Parameters parameters = new Parameters();
        credentials.ifPresent(own -> {
            Map<InetSocketAddress, String> voters = new HashMap<>();
            config.voters().forEach((name, address) -> voters.put(address, name));
            RaftSecurity security = new RaftSecurity(new SecureLinks(own, voters, "log"));
            GrpcConfigKeys.TLS.setConf(parameters, security.bothWays());
            GrpcConfigKeys.Server.setServicesCustomizer(parameters, security::watch);
        });
        return parameters;
    }

    private GrpcTlsConfig bothWays() {
        GrpcTlsConfig.Builder builder = GrpcTlsConfig.newBuilder();
        builder.setName("amf4j");
        builder.setKeyManager(links.keyManager());
        builder.setTrustManager(links.trustManager());
        builder.setMutualTls(true);
        builder.setSslProvider(SslProvider.JDK);
        builder.setProtocols(SecureLinks.PROTOCOL);
        builder.setCipherSuites(links.ciphers());
        return builder.build();
    }

    private NettyServerBuilder watch(NettyServerBuilder builder, EnumSet<GrpcServices.Type> services) {
        return builder.channelFactory(() -> new WatchedServerChannel(links)).intercept(new OwnNameOnly());
    }
}
