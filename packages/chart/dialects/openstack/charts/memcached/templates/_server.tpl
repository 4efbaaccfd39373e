{{- define "memcached.server" -}}
component: memcached
user: 65532
command: [memcached, -v, -p, {{ .Values.network.port | toString | quote }}, -U, "0", -c, {{ .Values.memcached.max_connections | toString | quote }}, -m, {{ .Values.memcached.memory | toString | quote }}]
ports:
  - {name: memcache, port: {{ .Values.network.port }}}
{{- end -}}
