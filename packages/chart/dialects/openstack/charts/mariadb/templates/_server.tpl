{{- define "mariadb.server" -}}
component: mariadb
data: /var/lib/mysql
ports:
  - {name: mysql, port: {{ .Values.network.port }}}
folders: [/run/mysqld]
files:
  - {path: /etc/mysql/conf.d/hawser.cnf, key: hawser.cnf, from: etc}
env:
  - name: MYSQL_ROOT_PASSWORD
    valueFrom: {secretKeyRef: {name: {{ .Values.secrets.oslo_db.admin }}, key: MYSQL_ROOT_PASSWORD}}
  - {name: MYSQL_ROOT_HOST, value: "%"}
hashes:
  etc: {{ include "mariadb.settings" . | sha256sum }}
{{- end -}}

{{- define "mariadb.settings" -}}
{{- $given := .Values.database.config_override -}}
{{ $given | default (printf "[mysqld]\nport=%d\nmax_connections=1024\nskip_name_resolve" (int .Values.network.port)) }}
{{- end -}}
