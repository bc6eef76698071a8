package org.lakeome.api.wire;

import java.util.List;
import java.util.Set;
import org.lakeome.api.wire.Shape.Member;
import org.lakeome.api.wire.Shape.Place;
import org.lakeome.api.wire.Shape.Structure;

/**
 * One operation of the service model.
 *
 * @param path segments of the URI template: literals, or labels in braces
 * @param errors bare names of the errors that the model lists
 * @param unsignedBody the signature does not cover the body (UploadReadSetPart)
 */
record OperationModel(
        String name,
        String method,
        List<String> path,
        int successCode,
        Structure input,
        Set<String> errors,
        boolean readOnly,
        boolean unsignedBody) {

    boolean hasBodyMembers() {
        return input.members().values().stream().map(Member::place).anyMatch(Place.BODY::equals);
    }
}
