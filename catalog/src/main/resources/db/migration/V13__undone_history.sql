-- What is left of the history from before an undo: NAMED in manifests, HIDDEN snapshots, or GONE.
alter table import_undo add column history varchar(10) default 'NAMED' not null;
create index import_undo_history on import_undo (history);
