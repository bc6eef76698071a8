package org.lakeome.catalog.access;

import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.id.TableName;

/** One line of the rules for a query engine: this account may select from that table, its own tables included. */
public record TableReader(Alias reader, Alias namespace, TableName table) {}
