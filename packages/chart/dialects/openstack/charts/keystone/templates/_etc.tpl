{{/* Keystone's settings: file → text. policy.json and keystone-paste.ini aren't among them, as Keystone doesn't read them any more. */}}
{{- define "keystone.etc" -}}
{{- $conf := .Values.conf | default dict -}}
{{- $files := dict -}}
{{- range list "keystone.conf" "rally_tests.yaml" "sso_callback_template.html" "mpm_event.conf" "wsgi-keystone.conf" }}
{{- $settings := get $conf (. | replace "-" "_" | regexFind "^[a-z_]+") -}}
{{- $_ := set $files . (include "hawser-openstack.file" (list $settings (include (printf "keystone.etc.%s" .) $))) -}}
{{- end -}}
{{- with include "hawser-openstack.logging" . }}{{ $_ := set $files "logging.conf" . }}{{ end -}}
{{ toRawJson $files }}
{{- end -}}
