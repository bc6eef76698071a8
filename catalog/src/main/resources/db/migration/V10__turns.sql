-- Whose waiting work comes next: the account that has waited longest since its last was begun.
alter table account add column last_turn timestamp(6) with time zone;

-- When upkeep last looked at a table; kept here, so that a restart puts nothing off.
alter table store_table add column looked_after timestamp(6) with time zone default current_timestamp not null;
alter table store_table alter column looked_after drop default;

-- Which server does upkeep: one row.
create table upkeep_turn (
    id integer primary key,
    server varchar(36),
    lease_until timestamp(6) with time zone
);
insert into upkeep_turn (id) values (1);

-- Attempts that an orderly stop of the server ended: no fault of the work.
alter table work add column excused integer default 0 not null;
