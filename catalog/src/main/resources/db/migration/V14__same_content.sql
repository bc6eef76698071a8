-- Which content imports have brought to a table, as long as their rows are in it; the history of imports may be shorter.
create table import_content (
    table_id varchar(12) not null references store_table (id) on delete cascade,
    job_id varchar(36) not null,
    position integer not null,
    content varchar(60) not null,
    source varchar(2200) not null,
    imported timestamp(6) with time zone not null,
    primary key (job_id, position)
);
create index import_content_known on import_content (table_id, content);

alter table import_job add column on_duplicate varchar(10) default 'IMPORT' not null;
alter table import_job alter column on_duplicate drop default;
