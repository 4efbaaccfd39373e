{{/* The values' own script. Keystone no longer makes the role that the default one gives. */}}
{{- define "keystone.bin.bootstrap.sh" -}}
#!/bin/bash
set -ex
{{- if contains "_member_" (.Values.bootstrap.script | default "") }}
openstack role show _member_ >/dev/null 2>&1 || openstack role create _member_
{{- end }}
{{ .Values.bootstrap.script }}
{{- end -}}
