{{- define "mariadb.pods" -}}
mariadb:
  data: /var/lib/mysql
  ports:
    - {name: mysql, port: {{ include "hawser-openstack.listen" (list . "" "oslo_db" "mysql") }}}
  folders: [/run/mysqld]
  files:
    - {path: /etc/mysql/conf.d/hawser.cnf, key: hawser.cnf, from: etc}
  env:
    - name: MYSQL_ROOT_PASSWORD
      valueFrom: {secretKeyRef: {name: {{ .Values.secrets.oslo_db.admin | quote }}, key: MYSQL_ROOT_PASSWORD}}
    - {name: MYSQL_ROOT_HOST, value: "%"}
  hashes:
    etc: {{ include "mariadb.settings" . | sha256sum }}
{{- end -}}

{{/* The values' own settings come after the chart's, and so have the last word. */}}
{{- define "mariadb.settings" -}}
[mysqld]
port={{ include "hawser-openstack.listen" (list . "" "oslo_db" "mysql") }}
max_connections=1024
skip_name_resolve
{{- with ((.Values.conf | default dict).database).config_override | default (.Values.database | default dict).config_override }}
{{ . }}
{{- end }}
{{- end -}}
