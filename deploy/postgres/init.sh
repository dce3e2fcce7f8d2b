#!/bin/sh
# Two accounts and a database: one account owns the tables, the other works with them, and neither stands above their rules.
# Run once, as a superuser: by the image of PostgreSQL on its first start, or by hand:
#
#   SECRETS=/etc/bailee POSTGRES_USER=postgres sh deploy/postgres/init.sh
#
# SECRETS is a folder with owner.password and app.password, one line each.
set -eu
export SECRETS="${SECRETS:-/run/secrets}"
psql -q -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
\set owner `cat "$SECRETS/owner.password"`
\set app `cat "$SECRETS/app.password"`
CREATE ROLE bailee_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'owner';
CREATE ROLE bailee_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'app';
CREATE DATABASE bailee OWNER bailee_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE bailee FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE bailee TO bailee_app;
SQL
