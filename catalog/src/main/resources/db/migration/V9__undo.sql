-- Taking one import back, and imports whose sources are tables that were copied out of another lake.

create table import_undo (
    job_id varchar(36) primary key references import_job (id) on delete cascade,
    work_id varchar(36) unique references work (id),
    status varchar(15) not null,
    status_message varchar(1000) not null,
    created timestamp(6) with time zone not null,
    updated timestamp(6) with time zone not null
);
create index import_undo_status on import_undo (status);

-- How many rows a file brought; unknown of imports of before.
alter table import_item add column row_count bigint;

alter table import_job add column adopts boolean default false not null;
alter table import_job alter column adopts drop default;

-- Upkeeps go with their tables, and no row of a store is left when it is deleted.
delete from upkeep_job where table_id not in (select id from store_table);
delete from work where kind = 'OPTIMIZE' and id not in (select work_id from upkeep_job where work_id is not null);
alter table upkeep_job add constraint upkeep_job_of_table foreign key (table_id) references store_table (id)
    on delete cascade;
