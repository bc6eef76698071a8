package org.lakeome.catalog.account;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.DuplicateRow;
import org.lakeome.catalog.db.Row;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.error.ApiError;

/** The accounts and their keys; secrets rest sealed in the database. Thread-safe. */
public final class Accounts {

    private static final String KEY_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String SECRET_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int KEYS_PER_ACCOUNT = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final SecretVault vault;

    public Accounts(Database database, SecretVault vault) {
        this.database = database;
        this.vault = vault.forPurpose("access-key");
    }

    /** Makes an account with one key; {@link ApiError.Conflict} if the alias is taken. */
    public NewAccount create(Alias alias) {
        return create(alias, false);
    }

    /** As {@link #create}, for trying out: a server that has such an account must not be reachable by others. */
    public NewAccount createDemo(Alias alias) {
        return create(alias, true);
    }

    /** Whether any account was made for trying out. */
    public boolean hasDemo() {
        return database.transaction(
                sql -> sql.statement("select id from account where demo").isThere());
    }

    private NewAccount create(Alias alias, boolean demo) {
        try {
            return database.transaction(sql -> {
                if (find(sql, alias).isPresent()) {
                    throw aliasTaken(alias);
                }
                Account account = new Account(unusedId(sql), alias, sql.now());
                sql.statement("insert into account (id, alias, demo, created)"
                                + " values (:id, :alias, :demo, :created)")
                        .bind("id", account.id().value())
                        .bind("alias", alias.value())
                        .bind("demo", demo)
                        .bind("created", account.created())
                        .execute();
                return new NewAccount(account, insertKey(sql, account.id()));
            });
        } catch (DuplicateRow madeMeanwhile) {
            throw aliasTaken(alias);
        }
    }

    /** The key with its secret opened; empty if there is none of that id. */
    public Optional<AccessKey> findKey(String keyId) {
        return database.transaction(
                        sql -> sql.statement("select account_id, secret_sealed from access_key where id = :id")
                                .bind("id", keyId)
                                .first(row -> new SealedKey(
                                        keyId, new AccountId(row.text("account_id")), row.text("secret_sealed"))))
                .map(this::open);
    }

    /** Whether the account has that key now. */
    public boolean hasKey(AccountId id, String keyId) {
        return database.transaction(
                sql -> sql.statement("select id from access_key where id = :key and account_id = :account")
                        .bind("key", keyId)
                        .bind("account", id.value())
                        .isThere());
    }

    /** The account's keys, oldest first. */
    public List<KeyEntry> keys(AccountId id) {
        return database.transaction(
                sql -> sql.statement("select id, created from access_key where account_id = :id order by created, id")
                        .bind("id", id.value())
                        .list(row -> new KeyEntry(row.text("id"), row.instant("created"))));
    }

    /** The ids of each alias's keys, oldest first; an account without keys is left out. */
    public Map<Alias, List<String>> keyIds() {
        Map<Alias, List<String>> keys = new LinkedHashMap<>();
        database.transaction(sql -> sql.statement("select a.alias, k.id from access_key k"
                                + " join account a on a.id = k.account_id order by a.alias, k.created, k.id")
                        .list(row -> Map.entry(new Alias(row.text("alias")), row.text("id"))))
                .forEach(key -> keys.computeIfAbsent(key.getKey(), alias -> new ArrayList<>())
                        .add(key.getValue()));
        return keys;
    }

    public Optional<Account> find(AccountId id) {
        return database.transaction(sql -> sql.statement("select id, alias, created from account where id = :id")
                .bind("id", id.value())
                .first(Accounts::account));
    }

    public Optional<Account> findByAlias(Alias alias) {
        return database.transaction(sql -> find(sql, alias));
    }

    /** All accounts, by alias. */
    public List<Account> all() {
        return database.transaction(sql -> sql.statement("select id, alias, created from account order by alias")
                .list(Accounts::account));
    }

    /** One more key, so that keys can be changed without a gap. */
    public AccessKey addKey(AccountId id) {
        return database.transaction(sql -> {
            boolean exists = sql.statement("select id from account where id = :id for update")
                    .bind("id", id.value())
                    .isThere();
            if (!exists) {
                throw new ApiError.NotFound("There is no account " + id);
            }
            long keys = sql.statement("select count(*) as keys from access_key where account_id = :id")
                    .bind("id", id.value())
                    .one(row -> row.number("keys"));
            if (keys >= KEYS_PER_ACCOUNT) {
                throw new ApiError.QuotaExceeded(
                        "Account " + id + " has " + keys + " keys, which is the limit; remove one first");
            }
            return insertKey(sql, id);
        });
    }

    /**
     * From the return of this call on, nothing signed with the key and no token got with it is accepted. The last key goes
     * like any other: whoever has lost it to somebody else must be able to shut the account.
     */
    public void removeKey(AccountId id, String keyId) {
        int removed = database.transaction(
                sql -> sql.statement("delete from access_key where id = :key and account_id = :account")
                        .bind("key", keyId)
                        .bind("account", id.value())
                        .execute());
        if (removed == 0) {
            throw new ApiError.NotFound("Account " + id + " has no key " + keyId);
        }
    }

    private record SealedKey(String keyId, AccountId account, String sealed) {}

    private AccessKey open(SealedKey key) {
        try {
            return new AccessKey(key.keyId(), key.account(), Secret.of(vault.open(key.sealed(), key.keyId())));
        } catch (SecretVault.NotSealedHere e) {
            throw new ApiError.Internal(
                    "The secret of key " + key.keyId()
                            + " was sealed under another key file; put the right secrets/vault.key back",
                    e);
        }
    }

    private AccessKey insertKey(Sql sql, AccountId account) {
        AccessKey key = new AccessKey("LK" + random(KEY_ALPHABET, 18), account, Secret.of(random(SECRET_ALPHABET, 40)));
        sql.statement("insert into access_key (id, account_id, secret_sealed, created)"
                        + " values (:id, :account, :sealed, :created)")
                .bind("id", key.keyId())
                .bind("account", account.value())
                .bind("sealed", vault.seal(key.secret().reveal(), key.keyId()))
                .bind("created", sql.now())
                .execute();
        return key;
    }

    private static Optional<Account> find(Sql sql, Alias alias) {
        return sql.statement("select id, alias, created from account where alias = :alias")
                .bind("alias", alias.value())
                .first(Accounts::account);
    }

    private static Account account(Row row) {
        return new Account(new AccountId(row.text("id")), new Alias(row.text("alias")), row.instant("created"));
    }

    private static ApiError aliasTaken(Alias alias) {
        return new ApiError.Conflict("The account alias " + alias + " is taken; choose another one");
    }

    private static AccountId unusedId(Sql sql) {
        while (true) {
            // No leading zero: some tools read an account id as a number.
            AccountId id = new AccountId((1 + RANDOM.nextInt(9)) + random("0123456789", 11));
            boolean used = sql.statement("select id from account where id = :id")
                    .bind("id", id.value())
                    .isThere();
            if (!used) {
                return id;
            }
        }
    }

    private static String random(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
