package org.lakeome.storage.reference;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.tag.Tags;

/** What a caller asks to import: a FASTA in S3, plain, gzip or bgzip, and the name that its reference gets. */
public record ReferenceSource(String source, String name, Optional<String> description, Tags tags) {
    private static final Pattern OBJECT = Pattern.compile("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/.{1,1024}");
    private static final Set<String> ENDINGS =
            Set.of("fasta", "fa", "fas", "fsa", "faa", "fna", "ffn", "frn", "mpfa", "seq", "txt");
    private static final Pattern COMPRESSED = Pattern.compile("\\.(gz|bgz|bgzf|bgzip)$");

    public ReferenceSource {
        if (!OBJECT.matcher(source).matches()) {
            throw new ApiError.Invalid("sourceFile '" + source + "' is not an object in S3; write s3://bucket/key");
        }
        String plain = COMPRESSED.matcher(source.toLowerCase(Locale.ROOT)).replaceFirst("");
        if (!ENDINGS.contains(plain.substring(plain.lastIndexOf('.') + 1))) {
            throw new ApiError.Invalid("sourceFile '" + source
                    + "' is not named like a FASTA file; its name ends in .fa, .fasta, .fna, .fas, .fsa, .faa, .ffn, .frn,"
                    + " .mpfa, .seq or .txt, and in .gz or .bgz after that if it is compressed");
        }
    }
}
