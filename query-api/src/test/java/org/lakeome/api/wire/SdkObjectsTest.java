package org.lakeome.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lakeome.api.wire.Shape.Member;
import org.lakeome.api.wire.Shape.Place;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

class SdkObjectsTest {

    private static final String MODEL = "software.amazon.awssdk.services.omics.model.";

    private final Contract contract = Contract.load();
    private final Samples samples = new Samples(contract);

    @Test
    void everyMemberOfEveryRequestSurvivesTheWayThroughTheSdksObjects() throws ReflectiveOperationException {
        List<String> unknownOperations = new ArrayList<>();
        int members = 0;
        for (OperationModel operation : contract.operations()) {
            Optional<SdkPojo> builder = builder(operation.name() + "Request");
            if (builder.isEmpty()) {
                unknownOperations.add(operation.name());
                continue;
            }
            ObjectNode input = (ObjectNode) samples.of(operation.input());
            List<String> body = operation.input().members().values().stream()
                    .filter(member -> member.place() == Place.BODY)
                    .filter(member -> knows(builder.get(), member))
                    .map(Member::name)
                    .toList();

            JsonNode written = SdkObjects.body((SdkPojo) SdkObjects.build(builder.get(), input));

            for (String name : body) {
                members++;
                assertThat(withoutNews(written.get(name), input.get(name)).toString())
                        .as("%s.%s", operation.name(), name)
                        .isEqualTo(written.get(name).toString());
            }
            assertThat(written.size()).as(operation.name()).isEqualTo(body.size());
        }
        System.out.printf(
                "%d body members went through the SDK's objects; operations unknown to this SDK: %s%n",
                members, unknownOperations);
        assertThat(members).isGreaterThan(150);
        assertThat(unknownOperations).hasSizeLessThan(15);
    }

    @Test
    void membersOutsideTheBodyReachTheSdksObjectsToo() throws ReflectiveOperationException {
        for (OperationModel operation : contract.operations()) {
            Optional<SdkPojo> builder = builder(operation.name() + "Request");
            if (builder.isEmpty()) {
                continue;
            }
            ObjectNode input = (ObjectNode) samples.of(operation.input());
            SdkPojo built = (SdkPojo) SdkObjects.build(builder.get(), input);
            for (Member member : operation.input().members().values()) {
                if (member.place() != Place.PAYLOAD && knows(built, member)) {
                    SdkField<?> field = built.sdkFields().stream()
                            .filter(known -> known.memberName().equals(member.name()))
                            .findFirst()
                            .orElseThrow();
                    assertThat(field.getValueOrDefault(built))
                            .as("%s.%s", operation.name(), member.name())
                            .isNotNull();
                    assertThat(field.locationName()).isEqualTo(member.wireName());
                }
            }
        }
    }

    private static boolean knows(SdkPojo object, Member member) {
        return object.sdkFields().stream().anyMatch(field -> field.memberName().equals(member.name()));
    }

    /** The input without members that this version of the SDK is too old to know. */
    private static JsonNode withoutNews(JsonNode written, JsonNode input) {
        if (input.isObject() && written != null && written.isObject()) {
            ObjectNode known = input.deepCopy();
            known.removeAll();
            written.fieldNames()
                    .forEachRemaining(name -> known.set(name, withoutNews(written.get(name), input.get(name))));
            return known;
        }
        return input;
    }

    private static Optional<SdkPojo> builder(String type) throws ReflectiveOperationException {
        try {
            return Optional.of(
                    (SdkPojo) Class.forName(MODEL + type).getMethod("builder").invoke(null));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }
}
