package org.lakeome.storage.s3;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;

/** The list of the parts of an upload, passed on as it came; s3proxy would put parts that are out of order into it. */
final class PartsInOrder extends ServletInputStream {

    private static final Pattern NUMBER = Pattern.compile("<(?:\\w+:)?PartNumber>\\s*(\\d{1,9})\\s*<");

    /** For 10,000 parts with checksums. */
    private static final int LONGEST = 8 << 20;

    private final InputStream in;
    /** Null before it was read, which nobody asks for of whom it is not known who they are. */
    private ByteArrayInputStream list;

    PartsInOrder(InputStream in) {
        this.in = in;
    }

    private ByteArrayInputStream list() throws IOException {
        if (list == null) {
            list = checked();
        }
        return list;
    }

    private ByteArrayInputStream checked() throws IOException {
        byte[] bytes = in.readNBytes(LONGEST);
        Matcher numbers = NUMBER.matcher(new String(bytes, StandardCharsets.UTF_8));
        int last = 0;
        while (numbers.find()) {
            int number = Integer.parseInt(numbers.group(1));
            if (number <= last) {
                throw new IOException(new S3ProxyException(S3ErrorCode.INVALID_PART_ORDER));
            }
            last = number;
        }
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() throws IOException {
        return list().read();
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        return list().read(buffer, offset, count);
    }

    @Override
    public boolean isFinished() {
        return list != null && list.available() == 0;
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
