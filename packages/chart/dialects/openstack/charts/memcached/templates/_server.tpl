{{- define "memcached.pods" -}}
{{- $memory := .Values.conf.memcached | default dict | merge .Values.memcached -}}
{{- $port := include "hawser-openstack.listen" (list . "" "oslo_cache" "memcache") -}}
memcached:
  user: 65532
  command: [memcached, -v, -p, {{ quote $port }}, -U, "0", -c, {{ include "hawser-openstack.scalar" $memory.max_connections | quote }}, -m, {{ include "hawser-openstack.scalar" $memory.memory | quote }}]
  ports:
    - {name: memcache, port: {{ $port }}}
{{- end -}}
