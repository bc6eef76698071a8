package org.lakeome.catalog.store;

import java.util.Optional;
import org.lakeome.catalog.format.StoreFormat;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.id.VersionName;
import org.lakeome.catalog.tag.Tags;

/** What a caller asks for who makes a store; without a name one is made up. */
public record NewStore(
        Content content,
        Optional<StoreName> name,
        Optional<String> referenceArn,
        Optional<String> keyArn,
        String description,
        Tags tags) {

    /** What the store is for. */
    public sealed interface Content {
        StoreKind kind();

        Optional<StoreFormat> format();
    }

    /** Calls of samples. */
    public record Variants() implements Content {
        @Override
        public StoreKind kind() {
            return StoreKind.VARIANT;
        }

        @Override
        public Optional<StoreFormat> format() {
            return Optional.empty();
        }
    }

    /** Annotations of one format; the first version is named like the store unless it is given a name. */
    public record Annotations(StoreFormat of, Optional<VersionName> version) implements Content {
        @Override
        public StoreKind kind() {
            return StoreKind.ANNOTATION;
        }

        @Override
        public Optional<StoreFormat> format() {
            return Optional.of(of);
        }
    }

    public NewStore {
        ImportSettings.check(tags.values(), content.format());
        LayoutTag.checkNew(tags.values(), content.format());
    }

    public static NewStore ofVariants(
            Optional<StoreName> name, String referenceArn, Optional<String> keyArn, String description, Tags tags) {
        return new NewStore(new Variants(), name, Optional.of(referenceArn), keyArn, description, tags);
    }

    public static NewStore ofAnnotations(
            Optional<StoreName> name,
            StoreFormat format,
            Optional<VersionName> version,
            Optional<String> referenceArn,
            Optional<String> keyArn,
            String description,
            Tags tags) {
        return new NewStore(new Annotations(format, version), name, referenceArn, keyArn, description, tags);
    }
}
