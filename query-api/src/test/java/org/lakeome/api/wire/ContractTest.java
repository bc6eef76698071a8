package org.lakeome.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractTest {

    private final Contract contract = Contract.load();

    @Test
    void holdsEveryOperationOnceByMethodAndPath() {
        Set<String> routes = new HashSet<>();
        for (OperationModel operation : contract.operations()) {
            String path = String.join("/", operation.path()).replaceAll("\\{[^}]*}", "{}");
            assertThat(routes.add(operation.method() + " " + path))
                    .as(operation.name())
                    .isTrue();
        }
        assertThat(routes).hasSize(107);
    }

    @Test
    void literalSegmentWinsOverALabel() {
        Router router = new Router(contract.operations());

        assertThat(router.route("POST", "/runBatch/cancel")
                        .orElseThrow()
                        .operation()
                        .name())
                .isEqualTo("CancelRunBatch");
        assertThat(router.route("GET", "/runBatch/cancel")
                        .orElseThrow()
                        .operation()
                        .name())
                .isEqualTo("GetBatch");
        assertThat(router.route("GET", "/tags/a%2Fb").orElseThrow().labels()).containsEntry("resourceArn", "a%2Fb");
        assertThat(router.route("GET", "/tags/a/b")).isEmpty();
        assertThat(router.route("GET", "*")).isEmpty();
        assertThat(router.route("GET", "")).isEmpty();
    }

    @Test
    void successCodesAreThoseOfTheModel() {
        assertThat(contract.operation("TagResource").orElseThrow().successCode())
                .isEqualTo(204);
        assertThat(contract.operation("StartRun").orElseThrow().successCode()).isEqualTo(201);
        assertThat(contract.operation("CreateVariantStore").orElseThrow().successCode())
                .isEqualTo(200);
        assertThat(contract.operations().stream()
                        .filter(OperationModel::unsignedBody)
                        .map(OperationModel::name))
                .containsExactly("UploadReadSetPart");
    }

    /** The patterns are the model's; a hostile string as long as a request may carry must not keep one of them busy. */
    @Test
    @Tag("I20")
    void noPatternBacktracksWithoutEnd() {
        List<String> hostile = new ArrayList<>();
        for (String unit : List.of("a", "-", "arn:", "arn:aws-", "::", "s3://bucket/a/", "/", "é", "0", "a-")) {
            hostile.add(unit.repeat((1 << 20) / unit.length() / 2) + "\n");
        }
        ShapeChecker checker = new ShapeChecker(contract);
        int checked = 0;
        for (String name : contract.shapeNames()) {
            if (contract.shape(name) instanceof Shape.Text text
                    && text.pattern().isPresent()) {
                for (String string : hostile) {
                    int longest = (int) Math.min(string.length(), text.length().max());
                    String value = string.substring(string.length() - longest);
                    long started = System.nanoTime();
                    checker.check(
                            text, com.fasterxml.jackson.databind.node.TextNode.valueOf(value), "x", new Violations());
                    checked++;
                    assertThat(Duration.ofNanos(System.nanoTime() - started))
                            .as("%s: %s", name, text.pattern().map(Pattern::pattern))
                            .isLessThan(Duration.ofSeconds(1));
                }
            }
        }
        assertThat(checked).isGreaterThan(1_000);
    }

    @Test
    void fileIsWhatTheScriptDerivesFromTheModel(@TempDir Path folder) throws IOException, InterruptedException {
        Path model = Path.of(System.getProperty("lakeome.contract", "../../shared/contract/omics-service-2.json"));
        assumeThat(model).as("the service model").exists();
        Path derived = folder.resolve("omics-contract.json");

        Process node = new ProcessBuilder("node", "src/contract/derive.mjs", model.toString(), derived.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(node.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(node.waitFor()).as(output).isZero();
        assertThat(derived)
                .hasSameTextualContentAs(Path.of("src/main/resources/org/lakeome/api/wire/omics-contract.json"));
        assertThat(Files.readString(derived)).doesNotContain("documentation", "<p>");
    }
}
