# Makes the role and the database of the nodes on a new primary, which has no standby yet that could confirm it.
set -eu
PGOPTIONS='-c synchronous_commit=local' psql "$1" -v ON_ERROR_STOP=1 -v password="$(cat /run/secrets/nissmart-password)" <<'SQL'
create role nissmart login password :'password';
create database nissmart owner nissmart encoding 'UTF8' template template0;
SQL
