package org.lakeome.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Writes bytes to a server's port as they are and reads what comes back until the server closes or falls silent. */
public final class RawHttp {

    private RawHttp() {}

    public static String send(int port, String request) throws IOException {
        return send(port, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static String send(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            try {
                out.write(request);
                out.flush();
            } catch (IOException e) {
                // The server may answer and close before it has read everything.
            }
            return readAll(socket.getInputStream());
        }
    }

    private static String readAll(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                answer.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
                if (answer.indexOf("Connection: close") < 0 && isComplete(answer)) {
                    break;
                }
            }
        } catch (SocketTimeoutException e) {
            return answer.toString();
        } catch (IOException e) {
            return answer.append("<reset>").toString();
        }
        return answer.toString();
    }

    private static boolean isComplete(CharSequence answer) {
        String text = answer.toString();
        int end = text.indexOf("\r\n\r\n");
        int length = text.indexOf("Content-Length: ");
        return end >= 0
                && length >= 0
                && length < end
                && text.length() - end - 4
                        == Integer.parseInt(text.substring(length + 16, text.indexOf("\r\n", length)));
    }
}
