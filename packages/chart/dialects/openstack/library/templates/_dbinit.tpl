{{/* Makes the database and the user that a service's settings name. What is there stays, so it may run again. */}}
{{- define "hawser-openstack.dbinit.py" -}}
import configparser
import os
import sys

from sqlalchemy import create_engine, exc, text
from sqlalchemy.engine import make_url


def connect(url, who):
    try:
        return create_engine(url).connect()
    except exc.OperationalError as error:
        sys.exit(f"the database {url.host}:{url.port} refuses {who} {url.username}: {error.orig}")


settings = configparser.RawConfigParser(strict=False, allow_no_value=True)
settings.read(os.environ["OPENSTACK_CONFIG_FILE"])
user = make_url(settings.get(os.environ["OPENSTACK_CONFIG_DB_SECTION"], os.environ["OPENSTACK_CONFIG_DB_KEY"]))
root = make_url(os.environ["ROOT_DB_CONNECTION"])._replace(database=None)

with connect(root, "its administrator") as database:
    name = user.database.replace("`", "``")
    values = {"user": user.username, "password": user.password}
    database.execute(text(f"CREATE DATABASE IF NOT EXISTS `{name}`"))
    database.execute(text("CREATE USER IF NOT EXISTS :user@'%' IDENTIFIED BY :password"), values)
    database.execute(text("ALTER USER :user@'%' IDENTIFIED BY :password"), values)
    database.execute(text(f"GRANT ALL PRIVILEGES ON `{name}`.* TO :user@'%'"), values)
    database.commit()
connect(user, "the user").close()
print(f"database {user.database} and user {user.username} are there")
{{- end -}}

{{/* (list root settings): the Job that runs it with a file of settings, as `<chart>.pods` has it. It runs again when the way to the database changes. */}}
{{- define "hawser-openstack.dbinit" -}}
{{- $root := index . 0 -}}
command: [python3, /tmp/db-init.py]
folders: [{{ dir (index . 1) }}]
files:
  - {path: {{ index . 1 }}, key: {{ base (index . 1) }}, from: etc}
  - {path: /tmp/db-init.py, key: db-init.py, from: bin}
env:
  - name: ROOT_DB_CONNECTION
    valueFrom: {secretKeyRef: {name: {{ $root.Values.secrets.oslo_db.admin | quote }}, key: DB_CONNECTION}}
  - {name: OPENSTACK_CONFIG_FILE, value: {{ index . 1 }}}
  - {name: OPENSTACK_CONFIG_DB_SECTION, value: database}
  - {name: OPENSTACK_CONFIG_DB_KEY, value: connection}
hashes:
  access: {{ printf "%s%s" (include "hawser-openstack.authenticated" (list $root "oslo_db" "internal" "user" "mysql")) (include "hawser-openstack.authenticated" (list $root "oslo_db" "internal" "admin" "mysql")) | sha256sum }}
{{- end -}}
