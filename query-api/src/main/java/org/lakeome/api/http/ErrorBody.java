package org.lakeome.api.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** The JSON body of an error in the AWS dialect. */
final class ErrorBody {

    private ErrorBody() {}

    static String of(String message) {
        return JsonNodeFactory.instance.objectNode().put("message", message).toString();
    }
}
