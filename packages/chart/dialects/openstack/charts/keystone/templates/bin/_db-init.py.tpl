{{/* Makes the service's database and user. What is there stays, so it may run again. */}}
{{- define "keystone.bin.db-init.py" -}}
{{ include "hawser-openstack.dbinit.py" . }}
{{- end -}}
