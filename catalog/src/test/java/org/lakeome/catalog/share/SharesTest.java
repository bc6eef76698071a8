package org.lakeome.catalog.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.lakeome.catalog.TestCatalog;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Target;
import org.lakeome.catalog.db.Databases;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.format.StoreFormat;
import org.lakeome.catalog.id.ShareId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;

@ParameterizedClass
@EnumSource(Databases.Kind.class)
class SharesTest {

    @TempDir
    Path folder;

    private final Databases.Kind kind;
    private TestCatalog catalog;
    private Caller.User alice;
    private Caller.User bob;
    private Caller.User carol;

    SharesTest(Databases.Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        catalog = new TestCatalog(kind, folder);
        alice = catalog.alice;
        bob = catalog.bob;
        carol = catalog.carol;
        catalog.store(alice, "exomes");
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private Share create(String subscriber) {
        return catalog.shares.create(
                catalog.authorizer.require(alice, Operation.SHARE_STORE, TestCatalog.target(alice, "exomes")),
                subscriber,
                Optional.of("for-you"));
    }

    private Share find(Caller.User caller, ShareId share) {
        return catalog.shares.find(catalog.authorizer.require(caller, Operation.DESCRIBE_SHARE, Target.share(share)));
    }

    private boolean reads(Caller.User caller) {
        try {
            catalog.authorizer.require(caller, Operation.READ_DATA, Target.table("alice", "exomes"));
            return true;
        } catch (ApiError.NotFound e) {
            return false;
        }
    }

    @Test
    void subscriberReadsFromAcceptToRevoke() {
        Share share = create(bob.account().value());
        assertThat(share.status()).isEqualTo(ShareStatus.PENDING);
        assertThat(share.resourceArn())
                .isEqualTo("arn:aws:omics:us-east-1:" + alice.account() + ":variantStore/exomes");
        assertThat(reads(bob)).isFalse();

        assertThat(catalog.accept(bob, share.id())).isEqualTo(ShareStatus.ACTIVATING);
        assertThat(find(bob, share.id()).status()).isEqualTo(ShareStatus.ACTIVE);
        assertThat(reads(bob)).isTrue();
        assertThat(reads(carol)).isFalse();

        assertThat(catalog.end(bob, share.id())).isEqualTo(ShareStatus.DELETING);
        assertThat(reads(bob)).isFalse();
        assertThat(find(bob, share.id()).status()).isEqualTo(ShareStatus.DELETED);
        assertThat(find(alice, share.id()).statusMessage()).isEqualTo("Revoked by the subscriber");
    }

    @Test
    void revokedGrantHidesStoreOnNextQueryEveryTime() {
        for (int i = 0; i < 50; i++) {
            Share share = catalog.offer(alice, "exomes", bob);
            catalog.accept(bob, share.id());
            assertThat(reads(bob)).isTrue();
            catalog.end(alice, share.id());
            assertThat(reads(bob)).isFalse();
            assertThat(catalog.authorizer.visibleTables(bob)).isEmpty();
            assertThat(catalog.authorizer.tableReaders(new Caller.TrinoService()))
                    .extracting(reader -> reader.reader().value())
                    .containsOnly("alice");
        }
    }

    @Test
    void acceptAndEndMayBeRepeated() {
        Share share = create(bob.account().value());
        catalog.accept(bob, share.id());
        assertThat(catalog.accept(bob, share.id())).isEqualTo(ShareStatus.ACTIVE);
        catalog.end(alice, share.id());
        assertThat(catalog.end(alice, share.id())).isEqualTo(ShareStatus.DELETED);
    }

    @Test
    void shareThatIsOverCannotBeAcceptedAndAnotherCanBeMade() {
        Share first = create(bob.account().value());
        catalog.end(alice, first.id());

        assertThatThrownBy(() -> catalog.accept(bob, first.id())).isInstanceOf(ApiError.Conflict.class);
        Share second = create(bob.account().value());
        catalog.accept(bob, second.id());
        assertThat(reads(bob)).isTrue();
    }

    @Test
    void onlyTheSubscriberAccepts() {
        Share share = create(bob.account().value());

        assertThatThrownBy(() -> catalog.accept(alice, share.id())).isInstanceOf(ApiError.Forbidden.class);
        assertThatThrownBy(() -> catalog.accept(carol, share.id())).isInstanceOf(ApiError.NotFound.class);
    }

    @Test
    void foreignShareAnswersAsARandomOne() {
        Share share = create(bob.account().value());
        ShareId random = ShareId.random();
        for (Operation operation : List.of(Operation.DESCRIBE_SHARE, Operation.ACCEPT_SHARE, Operation.END_SHARE)) {
            Throwable foreign =
                    catchThrowable(() -> catalog.authorizer.require(carol, operation, Target.share(share.id())));
            Throwable absent = catchThrowable(() -> catalog.authorizer.require(carol, operation, Target.share(random)));

            assertThat(foreign).isInstanceOf(ApiError.NotFound.class).hasSameClassAs(absent);
            assertThat(foreign.getMessage().replace(share.id().value(), random.value()))
                    .isEqualTo(absent.getMessage());
        }
    }

    @Test
    void subscriberThatIsNoAccountIsRefusedAsAMalformedOneIs() {
        Throwable unknown = catchThrowable(() -> create("999999999999"));
        Throwable malformed = catchThrowable(() -> create("nonsense"));

        assertThat(unknown).isInstanceOf(ApiError.Invalid.class);
        assertThat(malformed).isInstanceOf(ApiError.Invalid.class);
        assertThat(unknown.getMessage().replace("999999999999", "nonsense")).isEqualTo(malformed.getMessage());
    }

    @Test
    void shareWithOneselfIsRefused() {
        assertThatThrownBy(() -> create(alice.account().value())).isInstanceOf(ApiError.Invalid.class);
    }

    @Test
    void secondLiveShareForTheSameSubscriberIsRefused() {
        create(bob.account().value());

        assertThatThrownBy(() -> create(bob.account().value())).isInstanceOf(ApiError.Conflict.class);
        assertThat(create(carol.account().value()).status()).isEqualTo(ShareStatus.PENDING);
    }

    @Test
    void eleventhShareOfAStoreIsRefused() {
        for (int i = 0; i < 10; i++) {
            create(catalog.user("user" + i).account().value());
        }

        assertThatThrownBy(() -> create(bob.account().value()))
                .isInstanceOf(ApiError.QuotaExceeded.class)
                .hasMessageContaining("'shares per variant store' is 10, and there are 10");
    }

    @Test
    void subscriberCannotHandTheStoreOn() {
        catalog.accept(bob, create(bob.account().value()).id());

        assertThatThrownBy(() ->
                        catalog.authorizer.require(bob, Operation.SHARE_STORE, TestCatalog.target(alice, "exomes")))
                .isInstanceOf(ApiError.Forbidden.class);
        assertThatThrownBy(() ->
                        catalog.authorizer.require(carol, Operation.SHARE_STORE, TestCatalog.target(alice, "exomes")))
                .isInstanceOf(ApiError.NotFound.class);
    }

    @Test
    void eachPartyListsItsSideWithoutWhatIsOver() {
        Share toBob = catalog.offer(alice, "exomes", bob);
        Share toCarol = catalog.offer(alice, "exomes", carol);
        catalog.store(bob, "genomes");
        Share toAlice = catalog.offer(bob, "genomes", alice);
        catalog.end(carol, toCarol.id());

        assertThat(list(alice, ShareSide.OWNER, ShareFilter.ALL)).containsExactly(toBob.id());
        assertThat(list(alice, ShareSide.SUBSCRIBER, ShareFilter.ALL)).containsExactly(toAlice.id());
        assertThat(list(carol, ShareSide.SUBSCRIBER, ShareFilter.ALL)).isEmpty();
        assertThat(list(
                        alice,
                        ShareSide.OWNER,
                        new ShareFilter(Set.of(), Set.of(ShareStatus.DELETED, ShareStatus.PENDING), Set.of())))
                .containsExactly(toBob.id(), toCarol.id());
        assertThat(list(bob, ShareSide.OWNER, new ShareFilter(Set.of(toBob.resourceArn()), Set.of(), Set.of())))
                .isEmpty();
        assertThat(list(
                        alice,
                        ShareSide.OWNER,
                        new ShareFilter(Set.of(toBob.resourceArn()), Set.of(), Set.of(ShareFilter.Type.VARIANT_STORE))))
                .containsExactly(toBob.id());
        assertThat(list(alice, ShareSide.OWNER, new ShareFilter(Set.of(), Set.of(), Set.of(ShareFilter.Type.WORKFLOW))))
                .isEmpty();
        catalog.annotationStore(alice, "clinvar", new StoreFormat.Vcf());
        Share annotations = catalog.offer(alice, StoreKind.ANNOTATION, "clinvar", bob);
        assertThat(list(
                        bob,
                        ShareSide.SUBSCRIBER,
                        new ShareFilter(Set.of(), Set.of(), Set.of(ShareFilter.Type.ANNOTATION_STORE))))
                .containsExactly(annotations.id());
        assertThat(list(bob, ShareSide.SUBSCRIBER, ShareFilter.ALL)).containsExactly(toBob.id(), annotations.id());
    }

    private List<ShareId> list(Caller.User caller, ShareSide side, ShareFilter filter) {
        List<ShareId> ids = new ArrayList<>();
        PageRequest request = PageRequest.of(1, null);
        while (true) {
            Page<Share> page = catalog.shares.list(caller, side, filter, request);
            page.items().forEach(share -> ids.add(share.id()));
            if (page.next().isEmpty()) {
                return ids;
            }
            request = PageRequest.of(1, page.next().get());
        }
    }

    @Test
    void acceptAndDeleteAtTheSameTimeNeverLeaveAGrantWithoutItsShare() throws Exception {
        try (var pool = Executors.newFixedThreadPool(3)) {
            for (int round = 0; round < 10; round++) {
                String name = "store" + round;
                catalog.store(carol, name);
                Share share = catalog.offer(carol, name, bob);
                var deleting =
                        catalog.authorizer.require(carol, Operation.DELETE_STORE, TestCatalog.target(carol, name));
                var ending = catalog.authorizer.require(carol, Operation.END_SHARE, Target.share(share.id()));
                var accepting = catalog.authorizer.require(bob, Operation.ACCEPT_SHARE, Target.share(share.id()));
                List<Callable<Object>> all = List.of(
                        () -> catalog.lifecycle.delete(deleting, true),
                        () -> catalog.shares.end(ending),
                        () -> catalog.shares.accept(accepting));

                for (Future<Object> done : pool.invokeAll(all)) {
                    Throwable failure = catchThrowable(done::get);
                    if (failure != null) {
                        assertThat(failure).hasCauseInstanceOf(ApiError.Conflict.class);
                    }
                }

                assertThat(catalog.authorizer.visibleTables(bob)).isEmpty();
                assertThat(find(bob, share.id()).status()).isEqualTo(ShareStatus.DELETED);
            }
        }
    }
}
