package org.lakeome.api.share;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lakeome.api.http.OperationName;
import org.lakeome.api.http.Routes;
import org.lakeome.api.http.SignedRoutes;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.account.Account;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Accounts;
import org.lakeome.catalog.call.Repeat;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.share.Share;
import org.lakeome.catalog.share.ShareFilter;
import org.lakeome.catalog.share.ShareSide;
import org.lakeome.catalog.share.Shares;

/**
 * {@code GET /lakeome/shares}, signed like any AWS call: the caller's shares that are not over, given and got, with what AWS's
 * answers leave out: the alias of the other party, and the name of the table.
 */
public final class ShareRoutes implements Routes {

    private final SignedRoutes signed;
    private final Shares shares;
    private final Accounts accounts;

    public ShareRoutes(SignedRoutes signed, Shares shares, Accounts accounts) {
        this.signed = signed;
        this.shares = shares;
        this.accounts = accounts;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/lakeome/shares", this::list);
    }

    private void list(Context http) {
        OperationName.set(http, "ListNamedShares");
        signed.answer(http, Repeat.READ, by -> Map.of("shares", of(by.caller())));
    }

    private List<Map<String, Object>> of(Caller.User caller) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (ShareSide side : ShareSide.values()) {
            PageRequest request = PageRequest.first();
            Page<Share> page = shares.list(caller, side, ShareFilter.ALL, request);
            page.items().forEach(share -> all.add(named(share, side)));
            while (page.next().isPresent()) {
                request = new PageRequest(request.size(), page.next());
                page = shares.list(caller, side, ShareFilter.ALL, request);
                page.items().forEach(share -> all.add(named(share, side)));
            }
        }
        return all;
    }

    private Map<String, Object> named(Share share, ShareSide side) {
        String store = share.resourceArn().split("/", 3)[1];
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("side", side == ShareSide.OWNER ? "gave" : "got");
        named.put("share", share.id().value());
        named.put("status", share.status().name());
        named.put("kind", share.resourceArn().contains(":variantStore/") ? "variant" : "annotation");
        named.put("table", "lakeome." + alias(share.owner()) + "." + store);
        named.put("with", alias(side == ShareSide.OWNER ? share.subscriber() : share.owner()));
        return named;
    }

    private String alias(AccountId id) {
        Optional<Account> account = accounts.find(id);
        return account.map(found -> found.alias().value()).orElse(id.value());
    }
}
