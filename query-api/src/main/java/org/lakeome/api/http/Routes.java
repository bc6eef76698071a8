package org.lakeome.api.http;

import io.javalin.config.RoutesConfig;

/** The routes of one feature. The server adds contributors in the order given; a catch-all comes last. */
public interface Routes {

    void addTo(RoutesConfig routes);
}
