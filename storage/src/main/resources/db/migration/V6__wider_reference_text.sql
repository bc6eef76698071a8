-- As V5 for references: H2 counts UTF-16 units where the API counts characters.

alter table reference_store alter column name set data type varchar(254);
alter table reference_store alter column description set data type varchar(510);
alter table reference_store alter column client_token set data type varchar(254);
alter table reference_import alter column role_arn set data type varchar(4096);
alter table reference_import alter column client_token set data type varchar(254);
alter table reference_import_item alter column source set data type varchar(2200);
alter table reference_import_item alter column name set data type varchar(510);
alter table reference_import_item alter column description set data type varchar(510);
alter table reference alter column name set data type varchar(510);
alter table reference alter column description set data type varchar(510);
alter table reference_tag alter column tag_key set data type varchar(256);
alter table reference_tag alter column tag_value set data type varchar(512);
