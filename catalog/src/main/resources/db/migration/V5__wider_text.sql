-- The API counts characters, and so does PostgreSQL; H2 counts UTF-16 units, of which a character has up to two.

alter table store alter column description set data type varchar(1000);
alter table store alter column reference_arn set data type varchar(4096);
alter table store alter column key_arn set data type varchar(4096);
alter table store_version alter column description set data type varchar(1000);
alter table store_tag alter column tag_key set data type varchar(256);
alter table store_tag alter column tag_value set data type varchar(512);
alter table version_tag alter column tag_key set data type varchar(256);
alter table version_tag alter column tag_value set data type varchar(512);
alter table import_job alter column role_arn set data type varchar(4096);
alter table import_item alter column source set data type varchar(2200);
alter table import_field alter column field_key set data type varchar(42);
alter table import_field alter column field_value set data type varchar(42);
alter table share alter column name set data type varchar(512);
