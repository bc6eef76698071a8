package org.lakeome.storage.s3;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;
import org.gaul.s3proxy.checksum.FlexChecksum;
import software.amazon.awssdk.checksums.SdkChecksum;

/**
 * A body in chunks of {@code aws-chunked}, passed on as it came. Its last bytes are only passed on when its length and the
 * checksum behind it are right: whoever decodes it stops at the length that was declared and would not look further. Nothing is read
 * before it is asked for, as the stream is opened before it is known who sends it. Not thread-safe.
 */
final class Chunks extends ServletInputStream {

    private static final int LONGEST_LINE = 8 << 10;
    private static final int LARGEST_CHUNK = 64 << 20;

    private final InputStream in;
    private final long declared;
    private final Optional<String> trailer;
    private final Optional<SdkChecksum> checksum;
    private long length;
    private byte[] ready = {};
    private int next;
    /** Null before the first was read. */
    private byte[] ahead;

    private boolean ended;

    /** @param trailer the header that comes behind the last chunk, or null */
    Chunks(InputStream in, long declared, String trailer) {
        this.in = in;
        this.declared = declared;
        this.trailer = Optional.ofNullable(trailer).map(name -> name.strip().toLowerCase(Locale.ROOT));
        this.checksum = this.trailer.flatMap(Chunks::algorithm);
    }

    private static Optional<SdkChecksum> algorithm(String header) {
        return Optional.ofNullable(header.startsWith("x-amz-checksum-") ? FlexChecksum.fromHeaderName(header) : null)
                .map(FlexChecksum::newChecksum);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        if (ahead == null) {
            ahead = chunk();
        }
        while (next == ready.length) {
            if (ahead.length == 0) {
                return -1;
            }
            // The chunk after this one is read first: if that is the last, it says whether this one is good.
            byte[] following = ended ? new byte[0] : chunk();
            ready = ahead;
            next = 0;
            ahead = following;
        }
        int some = Math.min(count, ready.length - next);
        System.arraycopy(ready, next, buffer, offset, some);
        next += some;
        return some;
    }

    private byte[] chunk() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String head = line(bytes);
        int size = size(head.split(";", 2)[0].strip());
        if (size == 0) {
            end(bytes);
            return bytes.toByteArray();
        }
        byte[] data = in.readNBytes(size);
        if (data.length < size) {
            throw refused(S3ErrorCode.INCOMPLETE_BODY, "The body ends inside a chunk of %d bytes.".formatted(size));
        }
        checksum.ifPresent(sum -> sum.update(data, 0, data.length));
        length += size;
        bytes.writeBytes(data);
        line(bytes);
        return bytes.toByteArray();
    }

    private void end(ByteArrayOutputStream bytes) throws IOException {
        ended = true;
        if (length != declared) {
            throw refused(
                    S3ErrorCode.INCOMPLETE_BODY,
                    "The body has %d bytes and x-amz-decoded-content-length says %d.".formatted(length, declared));
        }
        Optional<String> sent = Optional.empty();
        for (String line = line(bytes); !line.isEmpty(); line = line(bytes)) {
            String[] header = line.split(":", 2);
            if (header.length == 2
                    && trailer.equals(Optional.of(header[0].strip().toLowerCase(Locale.ROOT)))) {
                sent = Optional.of(header[1].strip());
            }
        }
        if (checksum.isPresent()) {
            String right = Base64.getEncoder().encodeToString(checksum.get().getChecksumBytes());
            if (!sent.equals(Optional.of(right))) {
                throw refused(
                        S3ErrorCode.BAD_DIGEST,
                        "The %s behind the body is not that of the bytes received.".formatted(trailer.get()));
            }
        }
    }

    private static int size(String hex) throws IOException {
        try {
            int size = Integer.parseInt(hex, 16);
            if (size >= 0 && size <= LARGEST_CHUNK) {
                return size;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw refused(
                S3ErrorCode.INVALID_REQUEST,
                "The body is not in chunks of aws-chunked, of at most %d bytes each.".formatted(LARGEST_CHUNK));
    }

    /** Empty at the end of the stream too. */
    private String line(ByteArrayOutputStream bytes) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            bytes.write(c);
            if (c == '\n') {
                break;
            }
            line.write(c);
            if (line.size() > LONGEST_LINE) {
                throw refused(S3ErrorCode.INVALID_REQUEST, "A line between two chunks is too long.");
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    private static IOException refused(S3ErrorCode code, String message) {
        return new IOException(new S3ProxyException(code, message));
    }

    @Override
    public boolean isFinished() {
        return next == ready.length && ahead != null && ahead.length == 0;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("this body is read by a thread that waits");
    }
}
