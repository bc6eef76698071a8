package org.lakeome.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.GetReferenceImportJobResponse;
import software.amazon.awssdk.services.omics.model.ImportReferenceSourceItem;
import software.amazon.awssdk.services.omics.model.ReferenceImportJobStatus;
import software.amazon.awssdk.services.omics.model.ReferenceListItem;
import software.amazon.awssdk.services.omics.model.ReferenceStoreDetail;

/** The references of the account, in its one reference store. */
final class References {

    private final Session session;
    private final OmicsClient omics;
    private final PrintWriter said;

    /** @param said where it is told what is done meanwhile */
    References(Session session, OmicsClient omics, PrintWriter said) {
        this.session = session;
        this.omics = omics;
        this.said = said;
    }

    List<ReferenceListItem> all() {
        return store().map(store ->
                        omics.listReferencesPaginator(list -> list.referenceStoreId(store)).references().stream()
                                .toList())
                .orElse(List.of());
    }

    /** The reference of this ARN, id or name. */
    ReferenceListItem find(String word) {
        List<ReferenceListItem> found = all().stream()
                .filter(reference -> List.of(reference.arn(), reference.id(), String.valueOf(reference.name()))
                        .contains(word))
                .toList();
        if (found.isEmpty()) {
            throw new Failure(3, "you have no reference %s; `./lakeome reference list` shows yours".formatted(word));
        }
        if (found.size() > 1) {
            throw new Failure(
                    5,
                    "%d references are named %s; say the id, as `./lakeome reference list` shows it"
                            .formatted(found.size(), word));
        }
        return found.getFirst();
    }

    /** The ARN of the reference that is meant: by a FASTA file, which becomes one unless it is one already, or by its name. */
    String arn(String word) throws IOException, InterruptedException {
        if (word.startsWith("arn:")) {
            return word;
        }
        if (word.startsWith("s3://") || Files.exists(Path.of(word))) {
            return add(word, Optional.empty());
        }
        if (all().stream().noneMatch(reference -> word.equals(reference.name()) || word.equals(reference.id()))) {
            throw new Failure(
                    3,
                    "there is no file %s here, and you have no reference of that name; `./lakeome reference list` shows yours"
                            .formatted(word));
        }
        return find(word).arn();
    }

    /** Makes a FASTA a reference, unless its text is one already; returns the ARN. */
    String add(String fasta, Optional<String> name) throws IOException, InterruptedException {
        if (fasta.startsWith("s3://")) {
            return importFrom(fasta, name.orElse(fasta.substring(fasta.lastIndexOf('/') + 1)));
        }
        Path file = Path.of(fasta);
        if (!Files.isRegularFile(file)) {
            throw new Failure(3, "%s is not a file".formatted(fasta));
        }
        String digest = digest(file);
        Optional<ReferenceListItem> there = all().stream()
                .filter(reference -> reference.md5().equalsIgnoreCase(digest))
                .findFirst();
        if (there.isPresent()) {
            said.printf(
                    "Uses the reference %s that is there (%s).%n",
                    there.get().name(), there.get().id());
            return there.get().arn();
        }
        said.printf("Uploading %s ...%n", fasta);
        said.flush();
        return importFrom(
                new Uploads(session.s3()).put(file, "references"),
                name.orElse(file.getFileName().toString()));
    }

    void delete(ReferenceListItem reference) {
        omics.deleteReference(
                delete -> delete.referenceStoreId(reference.referenceStoreId()).id(reference.id()));
    }

    /** MD5 of the decompressed text, by which the service knows a reference. */
    static String digest(Path fasta) throws IOException {
        MessageDigest md5 = md5();
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(fasta))) {
            bytes.mark(2);
            boolean packed = bytes.read() == 0x1f && bytes.read() == 0x8b;
            bytes.reset();
            try (InputStream text = new DigestInputStream(packed ? new GZIPInputStream(bytes) : bytes, md5)) {
                text.transferTo(OutputStream.nullOutputStream());
            }
        }
        return HexFormat.of().formatHex(md5.digest());
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    private Optional<String> store() {
        return omics.listReferenceStoresPaginator(all -> {}).referenceStores().stream()
                .map(ReferenceStoreDetail::id)
                .findFirst();
    }

    private String importFrom(String source, String name) throws InterruptedException {
        String store = store().orElseGet(() ->
                omics.createReferenceStore(made -> made.name("references")).id());
        String role = Arn.importRole(session.sqlAccess().account());
        String job = omics.startReferenceImportJob(
                        start -> start.referenceStoreId(store).roleArn(role).sources(item -> item.sourceFile(source)
                                .name(name)))
                .id();
        while (true) {
            GetReferenceImportJobResponse state = omics.getReferenceImportJob(
                    get -> get.referenceStoreId(store).id(job));
            if (state.status() == ReferenceImportJobStatus.COMPLETED) {
                String reference = state.sources().getFirst().referenceId();
                return omics.getReferenceMetadata(
                                get -> get.referenceStoreId(store).id(reference))
                        .arn();
            }
            if (state.completionTime() != null) {
                throw new Failure(6, "the reference %s was not imported: %s".formatted(name, reason(state)));
            }
            Thread.sleep(300);
        }
    }

    private static String reason(GetReferenceImportJobResponse state) {
        return state.sources().stream()
                .map(ImportReferenceSourceItem::statusMessage)
                .filter(message -> message != null && !message.isBlank())
                .findFirst()
                .orElse(state.statusMessage() == null ? state.statusAsString() : state.statusMessage());
    }
}
