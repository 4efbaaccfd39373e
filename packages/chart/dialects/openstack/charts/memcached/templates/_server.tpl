{{- define "memcached.pods" -}}
{{- $memory := .Values.conf.memcached | default dict | merge .Values.memcached -}}
{{- $port := include "hawser-openstack.listen" (list . "" "oslo_cache" "memcache") -}}
memcached:
  user: 65532
  command: [memcached, -v, -p, {{ quote $port }}, -U, "0", -c, {{ $memory.max_connections | toString | quote }}, -m, {{ $memory.memory | toString | quote }}]
  ports:
    - {name: memcache, port: {{ $port }}}
{{- end -}}
