package org.lakeome.cli.words;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what the service, its wire and its libraries say, in the words of this command. */
public final class ServiceWords {

    private static final Pattern HEAD = Pattern.compile("^\\d+ validation errors? detected: ");
    private static final Pattern VIOLATION = Pattern.compile(
            "Value (null|'.*?') at '([^']*)' failed to satisfy constraint: Member must (.*?)(?=; Value (?:null|')|; \\.\\.\\.$|$)",
            Pattern.DOTALL);

    private static final Map<String, String> NAMES = Map.of(
            "destinationName", "store",
            "principalSubscriber", "account",
            "resourceArn", "store",
            "jobId", "job",
            "shareId", "share");

    private static final Map<String, String> RULES = Map.of(
            "([a-z]){1}([a-z0-9_]){2,254}", "begin with a-z, go on with a-z, 0-9 or _, and have 3 to 255 characters",
            "[a-zA-Z0-9_-]+", "hold only letters, digits, _ and -",
            "[a-z0-9_]{1,255}", "hold only a-z, 0-9 and _, 255 at most",
            "[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}",
                    "be an id like 0e6f1c2d-1a2b-3c4d-5e6f-0123456789ab",
            "[0-9]+", "be a number",
            "arn:.+", "be an ARN: arn:aws:omics:...",
            "s3://([a-z0-9][a-z0-9-.]{1,61}[a-z0-9])/(.{1,1024})", "be like s3://bucket/key");

    private static final Pattern JAVA =
            Pattern.compile("\\(?\\b(?:java|javax|jdk|sun|com|org|io|software)(?:\\.[a-z]\\w*)+\\.[A-Z][\\w$]*:?\\s*");

    private ServiceWords() {}

    /** What a service's error message says, in a sentence for each thing that is wrong. */
    public static String plain(String message) {
        Matcher head = HEAD.matcher(message);
        if (!head.find()) {
            return withoutJava(message);
        }
        String said = VIOLATION
                .matcher(message.substring(head.end()))
                .results()
                .map(found -> violation(found.group(1), found.group(2), found.group(3)))
                .distinct()
                .collect(Collectors.joining("; "));
        return said.isEmpty() ? message.substring(head.end()) : said;
    }

    /** Takes the names of Java's classes out of a text that a library wrote. */
    public static String withoutJava(String text) {
        return JAVA.matcher(text).replaceAll("").strip();
    }

    private static String violation(String value, String path, String rule) {
        String last = path.substring(path.lastIndexOf('.') + 1);
        String name = NAMES.getOrDefault(last, last);
        if (value.equals("null")) {
            return name + " is missing";
        }
        return "%s %s has to %s".formatted(name, value, inPlainWords(rule));
    }

    private static String inPlainWords(String rule) {
        String pattern = rule.replaceFirst("^satisfy regular expression pattern: ", "");
        if (!pattern.equals(rule)) {
            return RULES.getOrDefault(pattern, "match " + pattern);
        }
        return rule.replaceFirst("^satisfy enum value set: \\[(.*)]$", "be one of $1")
                .replaceFirst("^have length greater than or equal to (\\d+)$", "have $1 characters at least")
                .replaceFirst("^have length less than or equal to (\\d+)$", "have $1 characters at most")
                .replaceFirst("^have value greater than or equal to (\\S+)$", "be $1 at least")
                .replaceFirst("^have value less than or equal to (\\S+)$", "be $1 at most");
    }
}
