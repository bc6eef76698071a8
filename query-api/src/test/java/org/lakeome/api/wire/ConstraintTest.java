package org.lakeome.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.lakeome.api.auth.ReceivedRequest;
import org.lakeome.api.wire.Changes.Change;
import org.lakeome.catalog.error.ApiError;

/** Every operation of the whole contract, also those that are not offered yet: what the reader of requests lets through. */
class ConstraintTest {

    private final Contract contract = Contract.load();
    private final Samples samples = new Samples(contract);
    private final Changes changes = new Changes(contract);
    private final Router router = new Router(contract.operations());
    private final RequestReader reader = new RequestReader(contract);

    @Test
    void everyConstraintOfEveryOperationIsChecked() {
        int accepted = 0;
        int refused = 0;
        for (OperationModel operation : contract.operations()) {
            ObjectNode valid = (ObjectNode) samples.of(operation.input());
            assertThatCode(() -> read(operation, valid)).as(operation.name()).doesNotThrowAnyException();
            for (Change change : changes.of(operation, valid)) {
                ObjectNode input = change.of(valid);
                String description = "%s with %s = %.100s".formatted(operation.name(), change.path(), change.value());
                if (change.isInside()) {
                    accepted++;
                    assertThatCode(() -> read(operation, input)).as(description).doesNotThrowAnyException();
                } else {
                    refused++;
                    assertThatThrownBy(() -> read(operation, input))
                            .as(description)
                            .isInstanceOf(ApiError.Invalid.class)
                            .hasMessageContaining("'" + change.path())
                            .hasMessageContaining(change.refusal());
                }
            }
        }
        System.out.printf(
                "contract: %d operations, %d values just inside accepted, %d just outside refused%n",
                contract.operations().size(), accepted, refused);
        assertThat(accepted).isGreaterThan(1_000);
        assertThat(refused).isGreaterThan(4_000);
    }

    private ObjectNode read(OperationModel operation, ObjectNode input) {
        ReceivedRequest request = Requests.of(operation, input);
        Router.Route route = router.route(request.method(), request.rawPath()).orElseThrow();
        assertThat(route.operation()).isEqualTo(operation);
        return reader.read(route, request);
    }
}
