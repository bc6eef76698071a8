-- The upkeep of one table: joining its small files, then expiring snapshots and removing orphan files.
create table upkeep_job (
    id varchar(36) primary key,
    work_id varchar(36) unique references work (id),
    owner varchar(12) not null references account (id),
    store_id varchar(12) not null,
    table_id varchar(12) not null,
    table_name varchar(255) not null,
    status varchar(15) not null,
    status_message varchar(1000) not null,
    small_files bigint not null,
    retain_seconds bigint not null,
    created timestamp(6) with time zone not null,
    updated timestamp(6) with time zone not null
);
create index upkeep_job_table on upkeep_job (table_id, created);
create index upkeep_job_status on upkeep_job (status);
