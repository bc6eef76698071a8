package org.lakeome.api.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.lakeome.api.wire.Shape.Member;

/** Makes values that satisfy a shape of the contract, with every member set. */
final class Samples {

    private static final String UUID = "0123abcd-0123-4567-89ab-0123456789ab";

    /**
     * How to make a string of a given length for a pattern: a start, and a character to fill up with.
     *
     * @param edges strings at the ends of the lengths within the pattern, or just beyond them
     */
    private record Form(String start, char fill, String broken, List<String> edges) {

        Form(String start, char fill, String broken) {
            this(start, fill, broken, List.of());
        }

        Form edges(String... strings) {
            return new Form(start, fill, broken, List.of(strings));
        }
    }

    private static final Map<String, Form> FORMS = Map.ofEntries(
            Map.entry("[\\p{L}||\\p{M}||\\p{Z}||\\p{S}||\\p{N}||\\p{P}]+", new Form("", 'é', "line\nfeed")),
            Map.entry("[0-9]+", new Form("", '7', "7x7777777777")),
            Map.entry("[0-9]{12}", new Form("123456789012", '\0', "12345678901")),
            Map.entry(
                    "arn:([^: ]*):([^: ]*):([^: ]*):([0-9]{12}):([^: ]*)",
                    new Form("arn:aws:iam::123456789012:r", 'x', "arn:aws:iam::12345678901:role/role")
                            .edges("arn:aws:iam::1234567890123:role/role", "arn:aws:iam:::role/role/role")),
            Map.entry(
                    ".*arn:([^: ]*):([^: ]*):([^: ]*):([0-9]{12}):([^: ]*).*",
                    new Form("arn:aws:kms::123456789012:k", 'x', "arn:aws:kms::12345678901:key/key12")
                            .edges("arn:aws:kms::1234567890123:key/key", "arn:aws:kms:::key/key/key/key")),
            Map.entry("arn:.+", new Form("arn:", 'x', "urn:aws")),
            Map.entry("$|^arn:.+", new Form("arn:", 'x', "urn:aws")),
            Map.entry("arn:.*", new Form("arn:", 'x', "urn:aws:iam::123456789012:role")),
            Map.entry(
                    "arn:aws(-[\\w]+)*:.+:.+:[0-9]{12}:.+",
                    new Form("arn:aws:c:us:123456789012:", 'x', "arn:aws:c:us:1:x")),
            Map.entry(
                    "arn:[^:]*:s3:[^:]*:[^:]*:accesspoint/.*",
                    new Form("arn:aws:s3:r:1:accesspoint/", 'x', "arn:aws:s3:r:1:bucket/b")),
            Map.entry("[A-Za-z0-9][A-Za-z0-9\\-\\._]*", new Form("A", '-', "-A")),
            Map.entry("[a-zA-Z0-9]+", new Form("", 'Z', "a-b")),
            Map.entry("[0-9]{2}.[0-9]{2}.[0-9]", new Form("24.10.8", '\0', "24.10")),
            Map.entry(".+/.+", new Form("owner/repository", '\0', "repository")),
            Map.entry("[\\p{L}||\\p{N}]+", new Form("", '9', "9 9")),
            Map.entry(
                    "[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}",
                    new Form(UUID, '\0', UUID + "0").edges("0" + UUID, UUID.substring(1), UUID.replace("-", ""))),
            Map.entry(
                    "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
                    new Form(UUID, '\0', UUID + "0")),
            Map.entry(
                    "[a-z0-9_]{1,255}",
                    new Form("column_1", '\0', "Column").edges("c", "c".repeat(255), "c".repeat(256), "")),
            Map.entry("sg-[0-9a-f]+", new Form("sg-", '0', "sg-xyz")),
            Map.entry("subnet-[0-9a-f]+", new Form("subnet-", '0', "subnet-xyz")),
            Map.entry("vpc-[0-9a-f]+", new Form("vpc-", '0', "vpc-xyz")),
            Map.entry("[a-zA-Z0-9_-]+", new Form("", '_', "a b")),
            Map.entry("([a-z]){1}([a-z0-9_]){2,254}", new Form("a", '_', "Abc")),
            Map.entry("sha[\\p{L}||\\p{M}||\\p{Z}||\\p{S}||\\p{N}||\\p{P}]+", new Form("sha", '2', "md5")),
            Map.entry(
                    "$|^s3://([a-z0-9][a-z0-9-.]{1,61}[a-z0-9])/?((.{1,800})/)?",
                    new Form("s3://bucket/a/", '\0', "s3://b")),
            Map.entry(
                    "$|^s3://([a-z0-9][a-z0-9-.]{1,61}[a-z0-9])/?((.{1,1024})/)?",
                    new Form("s3://bucket/a/", '\0', "s3://b")),
            Map.entry(
                    "s3://([a-z0-9][a-z0-9-.]{1,61}[a-z0-9])/?((.{1,1024})/)?",
                    new Form("s3://bucket/a/", '\0', "s3://b")),
            Map.entry(
                    "s3://([a-z0-9][a-z0-9-.]{1,61}[a-z0-9])/(.{1,1024})",
                    new Form("s3://bucket/a b/ü.vcf.gz", '\0', "s3://bucket/")
                            .edges(
                                    "s3://abc/k",
                                    "s3://ab/k",
                                    "s3://" + "b".repeat(63) + "/k",
                                    "s3://" + "b".repeat(64) + "/k",
                                    "s3://bucket/" + "k".repeat(1024),
                                    "s3://bucket/" + "k".repeat(1025),
                                    "s3://bucket/" + "😀".repeat(1024),
                                    "s3://bucket/" + "😀".repeat(1025))),
            Map.entry(
                    "s3://([a-z0-9][a-z0-9-.]{1,61}[a-z0-9])(/(.{0,1024}))?",
                    new Form("s3://bucket", '\0', "gs://bucket")),
            Map.entry(
                    "s3://([a-z0-9][a-z0-9-.]{1,61}[a-z0-9])/((.{1,1024}))",
                    new Form("s3://bucket/a", '\0', "s3://bucket")));

    private final Contract contract;

    Samples(Contract contract) {
        this.contract = contract;
    }

    JsonNode of(Shape shape) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (shape) {
            case Shape.Structure structure -> structure(structure);
            case Shape.Text text ->
                TextNode.valueOf(text(text, Math.max(text.length().min(), shortest(text))));
            case Shape.WholeNumber number ->
                LongNode.valueOf(Math.max(number.range().min(), 1));
            case Shape.Flag _ -> BooleanNode.TRUE;
            case Shape.Timestamp _ -> TextNode.valueOf("2026-11-21T10:11:12.345Z");
            case Shape.Bytes _ -> TextNode.valueOf("AAEC");
            case Shape.Sequence list -> list(list, Math.max(list.size().min(), 1));
            case Shape.Entries map -> {
                ObjectNode object = nodes.objectNode();
                object.set(of(contract.shape(map.key())).textValue(), of(contract.shape(map.value())));
                yield object;
            }
        };
    }

    ArrayNode list(Shape.Sequence list, long size) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (long i = 0; i < size; i++) {
            items.add(of(contract.shape(list.item())));
        }
        return items;
    }

    /** Whether the pattern leaves the length of a string open. */
    static boolean canFill(Shape.Text text) {
        return text.pattern()
                .map(pattern -> form(pattern).fill() != '\0')
                .orElse(text.values().isEmpty());
    }

    static long shortest(Shape.Text text) {
        long start = text.pattern()
                .map(pattern -> (long) form(pattern).start().length())
                .orElse(0L);
        return Math.min(Math.max(1, start + 1), text.length().max());
    }

    static String text(Shape.Text text, long length) {
        if (!text.values().isEmpty()) {
            return text.values().getFirst();
        }
        Form form = text.pattern().map(Samples::form).orElse(new Form("", 'ß', ""));
        return form.fill() == '\0'
                ? form.start()
                : form.start()
                        + String.valueOf(form.fill())
                                .repeat((int) Math.max(0, length - form.start().length()));
    }

    /** A string of acceptable length that the pattern refuses. */
    static String broken(Pattern pattern) {
        return form(pattern).broken();
    }

    /** Strings at the ends of the lengths within the pattern, or just beyond them: the pattern says which. */
    static List<String> edges(Shape.Text text) {
        return text.pattern().map(pattern -> form(pattern).edges()).orElse(List.of());
    }

    private ObjectNode structure(Shape.Structure structure) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Member member : structure.members().values()) {
            if (!structure.union() || object.isEmpty()) {
                object.set(member.name(), of(contract.shape(member.shape())));
            }
        }
        return object;
    }

    private static Form form(Pattern pattern) {
        Form form = FORMS.get(pattern.pattern());
        if (form == null) {
            throw new IllegalStateException("no sample for the pattern " + pattern + ": add one to Samples");
        }
        return form;
    }
}
