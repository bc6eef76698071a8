-- After a worker's death a job's files are read one by one; at which it dies twice again is left out.
alter table import_job add column apart boolean default false not null;
alter table import_item add column read_alone boolean default false not null;
alter table import_item add column worker_deaths integer default 0 not null;
