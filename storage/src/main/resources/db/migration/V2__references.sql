-- Reference stores, references and their imports. The bytes lie in S3, under <owner>/<store>/<reference>/.

create table reference_store (
    id varchar(36) primary key,
    owner varchar(12) not null references account (id),
    name varchar(127) not null,
    description varchar(255),
    client_token varchar(127),
    created timestamp(6) with time zone not null,
    -- The guide's fixed quota: one per account and region.
    constraint reference_store_one unique (owner)
);

create table reference_import (
    id varchar(36) primary key,
    work_id varchar(36) not null unique references work (id),
    store_id varchar(36) not null references reference_store (id) on delete cascade,
    owner varchar(12) not null references account (id),
    role_arn varchar(2048) not null,
    client_token varchar(127),
    status varchar(25) not null,
    status_message varchar(1000) not null,
    created timestamp(6) with time zone not null,
    completed timestamp(6) with time zone,
    constraint reference_import_token unique (store_id, client_token)
);
create index reference_import_store on reference_import (store_id, created);
create index reference_import_owner on reference_import (owner, status);

create table reference_import_item (
    job_id varchar(36) not null references reference_import (id) on delete cascade,
    position integer not null,
    reference_id varchar(36) not null unique,
    source varchar(1100) not null,
    name varchar(255) not null,
    description varchar(255),
    status varchar(20) not null,
    status_message varchar(1000) not null,
    primary key (job_id, position)
);

create table reference (
    id varchar(36) primary key,
    store_id varchar(36) not null references reference_store (id),
    owner varchar(12) not null references account (id),
    job_id varchar(36) not null,
    name varchar(255) not null,
    description varchar(255),
    status varchar(10) not null,
    md5 varchar(32) not null,
    source_bytes bigint not null,
    index_bytes bigint not null,
    created timestamp(6) with time zone not null,
    updated timestamp(6) with time zone not null
);
create index reference_of_store on reference (store_id, created);

create table reference_contig (
    reference_id varchar(36) not null references reference (id) on delete cascade,
    position integer not null,
    name varchar(1000) not null,
    bases bigint not null,
    md5 varchar(32) not null,
    primary key (reference_id, position)
);

-- Tags of reference stores, references and the items that become references, each under its ARN.
create table reference_tag (
    arn varchar(150) not null,
    tag_key varchar(128) not null,
    tag_value varchar(256) not null,
    primary key (arn, tag_key)
);
