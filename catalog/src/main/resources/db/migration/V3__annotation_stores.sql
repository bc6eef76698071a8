-- Stores and import jobs of two kinds, versions, and the tables of stores as a list of their own.

alter table variant_store rename to store;
alter table store add column kind varchar(10) default 'VARIANT' not null;
alter table store alter column kind drop default;
alter table store alter column reference_arn drop not null;
-- Present for annotation stores alone.
alter table store add column format varchar(3);
alter table store add column tsv_options text;
-- The name stays unique per account for both kinds together: their tables share one SQL schema.

alter table variant_store_tag rename to store_tag;

-- The versions of annotation stores; options of their own only where the creator gave some.
create table store_version (
    id varchar(12) primary key,
    store_id varchar(12) not null references store (id) on delete cascade,
    name varchar(255) not null,
    description varchar(500) not null,
    tsv_options text,
    status varchar(10) not null,
    status_message varchar(1000) not null,
    created timestamp(6) with time zone not null,
    updated timestamp(6) with time zone not null,
    constraint store_version_name unique (store_id, name)
);

create table version_tag (
    version_id varchar(12) not null references store_version (id) on delete cascade,
    tag_key varchar(128) not null,
    tag_value varchar(256) not null,
    primary key (version_id, tag_key)
);

-- Which tables there are. A row comes with its store or version and keeps the name; the table itself is there once it is
-- made. The id begins the name of its folder.
create table store_table (
    id varchar(12) primary key,
    owner varchar(12) not null references account (id),
    name varchar(255) not null,
    store_id varchar(12) not null references store (id) on delete cascade,
    version_id varchar(12) references store_version (id) on delete cascade,
    part varchar(10) not null,
    made boolean not null,
    constraint store_table_name unique (owner, name)
);
create index store_table_store on store_table (store_id);
create index store_table_version on store_table (version_id);

insert into store_table (id, owner, name, store_id, part, made)
    select id, owner, name, id, 'DATA', status in ('ACTIVE', 'UPDATING') from store;

alter table variant_import_job rename to import_job;
alter table import_job add column kind varchar(10) default 'VARIANT' not null;
alter table import_job alter column kind drop default;
alter table import_job add column version_name varchar(255);
-- The table of the rows; no foreign key, as jobs outlive their store.
alter table import_job add column table_id varchar(12);
update import_job set table_id = store_id;
alter table import_job alter column table_id set not null;
alter table import_job add column format_options text;
alter table import_job add column split_multiallelics boolean default false not null;
alter table import_job alter column split_multiallelics drop default;
alter table import_job add column on_bad_record varchar(10) default 'FAIL' not null;
alter table import_job alter column on_bad_record drop default;
create index import_job_table on import_job (table_id, status);

alter table variant_import_item rename to import_item;
alter table variant_import_field rename to import_field;

alter table share add column resource_type varchar(20) default 'VARIANT_STORE' not null;
alter table share alter column resource_type drop default;
