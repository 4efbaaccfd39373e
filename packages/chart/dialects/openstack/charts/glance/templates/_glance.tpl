{{- define "glance.about" -}}
endpoint: image
servers:
  api: {command: [glance-api, --config-file, /etc/glance/glance-api.conf]}
  registry: {command: [glance-registry, --config-file, /etc/glance/glance-registry.conf], endpoint: image_registry}
settings: /etc/glance/glance-api.conf
files:
  - {path: /etc/glance/glance-api.conf, key: glance-api.conf, from: etc}
  - {path: /etc/glance/glance-registry.conf, key: glance-registry.conf, from: etc}
  {{- include "hawser-openstack.loggingfile" (list . "/etc/glance") | nindent 2 }}
folders: [/var/lib/glance/images]
sync: [glance-manage, --config-file, /etc/glance/glance-api.conf, db_sync]
{{- end -}}

{{- define "glance.pods" -}}
{{ include "hawser-openstack.servicepods" . }}
{{- end -}}

{{- define "glance.etc" -}}
{{ dict
  "glance-api.conf" (include "hawser-openstack.conf" (list . .Values.conf.glance))
  "glance-registry.conf" (include "hawser-openstack.conf" (list . .Values.conf.glance_registry))
  "logging.conf" (include "hawser-openstack.logging" .)
| toRawJson }}
{{- end -}}
