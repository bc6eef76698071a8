-- Accounts, stores, jobs, work, shares, grants. Runs alike on H2 (MODE=PostgreSQL) and PostgreSQL.

create table account (
    id varchar(12) primary key,
    alias varchar(31) not null unique,
    demo boolean not null,
    created timestamp(6) with time zone not null
);

create table access_key (
    id varchar(20) primary key,
    account_id varchar(12) not null references account (id),
    secret_sealed varchar(300) not null,
    created timestamp(6) with time zone not null
);
create index access_key_account on access_key (account_id);

create table variant_store (
    id varchar(12) primary key,
    owner varchar(12) not null references account (id),
    name varchar(255) not null,
    reference_arn varchar(2048) not null,
    key_arn varchar(2048),
    description varchar(500) not null,
    status varchar(10) not null,
    status_message varchar(1000) not null,
    created timestamp(6) with time zone not null,
    updated timestamp(6) with time zone not null,
    constraint variant_store_name unique (owner, name)
);

create table variant_store_tag (
    store_id varchar(12) not null references variant_store (id) on delete cascade,
    tag_key varchar(128) not null,
    tag_value varchar(256) not null,
    primary key (store_id, tag_key)
);

-- What a worker process does; the things it is done for keep their own state.
create table work (
    id varchar(36) primary key,
    kind varchar(20) not null,
    owner varchar(12) not null references account (id),
    state varchar(10) not null,
    attempt integer not null,
    worker varchar(200),
    lease_until timestamp(6) with time zone,
    cancel_requested boolean not null,
    created timestamp(6) with time zone not null
);
create index work_open on work (state, created);

-- Jobs outlive their store, so store_id is no foreign key.
create table variant_import_job (
    id varchar(36) primary key,
    work_id varchar(36) not null unique references work (id),
    owner varchar(12) not null references account (id),
    store_id varchar(12) not null,
    store_name varchar(255) not null,
    role_arn varchar(2048) not null,
    status varchar(25) not null,
    status_message varchar(1000) not null,
    left_normalize boolean not null,
    created timestamp(6) with time zone not null,
    updated timestamp(6) with time zone not null,
    completed timestamp(6) with time zone
);
create index variant_import_job_owner on variant_import_job (owner, created);
create index variant_import_job_store on variant_import_job (store_id, status);

create table variant_import_item (
    job_id varchar(36) not null references variant_import_job (id) on delete cascade,
    position integer not null,
    source varchar(1100) not null,
    status varchar(25) not null,
    status_message varchar(1000) not null,
    primary key (job_id, position)
);

create table variant_import_field (
    job_id varchar(36) not null references variant_import_job (id) on delete cascade,
    field_key varchar(21) not null,
    field_value varchar(21) not null,
    primary key (job_id, field_key)
);

-- A share that has ended stays readable for its two parties; live_subscriber is then null, so that the pair may share again.
create table share (
    id varchar(36) primary key,
    store_id varchar(12) not null,
    resource_arn varchar(2048) not null,
    owner varchar(12) not null references account (id),
    subscriber varchar(12) not null references account (id),
    live_subscriber varchar(12),
    name varchar(256),
    status varchar(10) not null,
    status_message varchar(1000) not null,
    created timestamp(6) with time zone not null,
    updated timestamp(6) with time zone not null,
    constraint share_live unique (store_id, live_subscriber)
);
create index share_owner on share (owner, created);
create index share_subscriber on share (subscriber, created);

create table access_grant (
    store_id varchar(12) not null references variant_store (id),
    principal varchar(12) not null references account (id),
    privilege varchar(20) not null,
    share_id varchar(36) not null references share (id),
    created timestamp(6) with time zone not null,
    primary key (store_id, principal, privilege)
);
create index access_grant_principal on access_grant (principal);
