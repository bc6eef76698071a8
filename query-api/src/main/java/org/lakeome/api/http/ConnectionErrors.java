package org.lakeome.api.http;

import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers requests that Jetty refuses before they reach a route, in the same form as every other error. */
final class ConnectionErrors extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        boolean ours = response.getStatus() >= 500;
        response.getHeaders().put(RequestId.HEADER, UUID.randomUUID().toString());
        response.getHeaders().put("x-amzn-ErrorType", ours ? "InternalServerException" : "ValidationException");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        String message = ours ? "The server failed on this request." : "The request is not valid HTTP for this server.";
        Content.Sink.write(response, true, ErrorBody.of(message), callback);
        return true;
    }
}
