package org.amf4j.node;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.ByteBuffer;
import java.util.List;

/** Cuts a stream into frames, a protobuf varint and then that many bytes, and parses each. */
final class FrameDecoder extends ByteToMessageDecoder {

    /** Longest frame, in bytes. */
    static final int FRAME_BYTES_MAX = 1 << 20;

    private static final int LENGTH_BYTES_MAX = 4;
    private static final int MORE = 0x80;
    private static final int BITS = 7;

    private final Parser<? extends MessageLite> parser;
    private final int bytesMax;
    private boolean cut;

    FrameDecoder(Parser<? extends MessageLite> parser) {
        this(parser, FRAME_BYTES_MAX);
    }

    /** With another limit for frames. */
    FrameDecoder(Parser<? extends MessageLite> parser, int bytesMax) {
        this.parser = parser;
        this.bytesMax = bytesMax;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
            throws InvalidProtocolBufferException {
        in.markReaderIndex();
        int length = readLength(in);
        if (length > bytesMax) {
            throw new CorruptedFrameException("a frame of more than " + bytesMax + " bytes is announced");
        }
        if (length < 0 || in.readableBytes() < length) {
            in.resetReaderIndex();
            return;
        }
        // Not as a stream: the parser would take 4 KiB of memory for each.
        ByteBuffer frame = in.nioBuffer(in.readerIndex(), length);
        in.skipBytes(length);
        out.add(parser.parseFrom(frame));
    }

    /** The length, or -1 when it is not complete yet. */
    private static int readLength(ByteBuf in) {
        int length = 0;
        for (int position = 0; position < LENGTH_BYTES_MAX; position++) {
            if (!in.isReadable()) {
                return -1;
            }
            int next = in.readUnsignedByte();
            length |= (next & ~MORE) << (BITS * position);
            if ((next & MORE) == 0) {
                return length;
            }
        }
        throw new CorruptedFrameException("the length of a frame has more than " + LENGTH_BYTES_MAX + " bytes");
    }

    @Override
    protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        super.decodeLast(context, in, out);
        cut = in.isReadable();
    }

    /** Whether the stream has ended within a frame. */
    boolean isCut() {
        return cut;
    }
}
