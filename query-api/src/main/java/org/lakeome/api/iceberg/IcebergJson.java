package org.lakeome.api.iceberg;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.javalin.http.Context;
import org.apache.iceberg.rest.RESTSerializers;

/** JSON as the Iceberg REST specification writes it. */
final class IcebergJson {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(64).build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // some answers have fields only, others a serializer of their own
            .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE);

    static {
        RESTSerializers.registerAll(JSON);
    }

    private IcebergJson() {}

    static <T> T read(Context http, Class<T> type) throws JsonProcessingException {
        return JSON.readValue(http.body(), type);
    }

    static void write(Context http, Object response) {
        try {
            http.contentType("application/json").result(JSON.writeValueAsString(response));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer of the catalog cannot be written as JSON.", e);
        }
    }
}
