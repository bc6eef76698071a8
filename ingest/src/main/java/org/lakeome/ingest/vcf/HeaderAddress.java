package org.lakeome.ingest.vcf;

import java.util.regex.Pattern;

/** The addresses of {@code ##assembly} and {@code ##pedigreeDB}, which may stand in angle brackets. */
final class HeaderAddress {
    private static final int LONGEST = 2_000;
    private static final String HOST = "([0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9.-]*+[A-Za-z][A-Za-z0-9._-]*+)";
    /** Possessive, and no {@code .*} around a class: a line may have megabytes, and matching must not take their square. */
    private static final Pattern ADDRESS = Pattern.compile(
            "<?([A-Za-z][A-Za-z0-9+.-]*+://([^\\s/@<>]*+@)?" + HOST + "(:[0-9]+)?([/?][^\\s>]*+)?|file:/[^\\s>]*+)>?");

    private HeaderAddress() {}

    static boolean isSound(String text) {
        return text.length() <= LONGEST && ADDRESS.matcher(text).matches();
    }
}
