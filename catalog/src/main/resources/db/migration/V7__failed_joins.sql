-- A join that failed is remembered while the history is cleared after it.
alter table upkeep_job add column join_failed boolean default false not null;
