package org.lakeome.catalog.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.DatabaseConfig;
import org.lakeome.catalog.db.Databases;
import org.lakeome.catalog.error.ApiError;

@ParameterizedClass
@EnumSource(Databases.Kind.class)
class AccountsTest {

    @TempDir
    Path folder;

    private final Databases.Kind kind;
    private DatabaseConfig config;
    private Database database;
    private Accounts accounts;

    AccountsTest(Databases.Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        config = Databases.fresh(kind, folder);
        database = Database.open(config);
        accounts = new Accounts(database, SecretVault.open(folder.resolve("secrets/vault.key")));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void createdAccountIsFoundByIdAndAliasWithAKeyThatOpens() {
        NewAccount made = accounts.create(new Alias("alice"));

        assertThat(accounts.find(made.account().id())).contains(made.account());
        assertThat(accounts.findByAlias(new Alias("alice"))).contains(made.account());
        assertThat(accounts.findKey(made.key().keyId())).contains(made.key());
        assertThat(made.key().keyId()).matches("LK[A-Z0-9]{18}");
        assertThat(made.key().secret().reveal()).matches("[A-Za-z0-9]{40}");
    }

    @Test
    void everythingIsThereAfterReopening() {
        NewAccount made = accounts.create(new Alias("alice"));
        database.close();
        database = Database.open(config);
        accounts = new Accounts(database, SecretVault.open(folder.resolve("secrets/vault.key")));

        assertThat(accounts.all()).containsExactly(made.account());
        assertThat(accounts.findKey(made.key().keyId()).orElseThrow().secret())
                .isEqualTo(made.key().secret());
    }

    @Test
    void takenAliasIsRefused() {
        accounts.create(new Alias("alice"));

        assertThatThrownBy(() -> accounts.create(new Alias("alice")))
                .isInstanceOf(ApiError.Conflict.class)
                .hasMessageContaining("alice");
    }

    @Test
    void removedKeyIsGoneAndTheOtherStays() {
        NewAccount made = accounts.create(new Alias("alice"));
        AccessKey second = accounts.addKey(made.account().id());

        accounts.removeKey(made.account().id(), made.key().keyId());

        assertThat(accounts.findKey(made.key().keyId())).isEmpty();
        assertThat(accounts.findKey(second.keyId())).contains(second);
    }

    @Test
    void keyOfAnotherAccountIsNotRemoved() {
        NewAccount alice = accounts.create(new Alias("alice"));
        NewAccount bob = accounts.create(new Alias("bob"));

        assertThatThrownBy(
                        () -> accounts.removeKey(bob.account().id(), alice.key().keyId()))
                .isInstanceOf(ApiError.NotFound.class);
        assertThat(accounts.findKey(alice.key().keyId())).isPresent();
    }

    @Test
    void secretRestsSealedAndOpensOnlyUnderItsOwnKeyFile() {
        NewAccount made = accounts.create(new Alias("alice"));
        String stored = database.transaction(
                sql -> sql.statement("select secret_sealed from access_key").one(row -> row.text("secret_sealed")));
        Accounts elsewhere = new Accounts(database, SecretVault.open(folder.resolve("other/vault.key")));

        assertThat(stored).doesNotContain(made.key().secret().reveal());
        assertThatThrownBy(() -> elsewhere.findKey(made.key().keyId()))
                .isInstanceOf(ApiError.Internal.class)
                .hasMessageContaining("vault.key");
    }

    @Test
    void sealedSecretMovedToAnotherKeyDoesNotOpen() {
        NewAccount alice = accounts.create(new Alias("alice"));
        NewAccount bob = accounts.create(new Alias("bob"));
        database.run(sql -> sql.statement(
                        "update access_key set secret_sealed = (select secret_sealed from access_key where id = :a)"
                                + " where id = :b")
                .bind("a", alice.key().keyId())
                .bind("b", bob.key().keyId())
                .execute());

        assertThatThrownBy(() -> accounts.findKey(bob.key().keyId())).isInstanceOf(ApiError.Internal.class);
    }
}
