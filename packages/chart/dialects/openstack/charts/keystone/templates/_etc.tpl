{{/* Keystone's settings: file → text. */}}
{{- define "keystone.etc" -}}
{{- $conf := .Values.conf -}}
{{ dict
  "keystone.conf" (include "hawser-openstack.file" (list $conf.keystone (include "keystone.etc.keystone.conf" .)))
  "keystone-paste.ini" (include "hawser-openstack.file" (list $conf.paste (include "keystone.etc.keystone-paste.ini" .)))
  "policy.json" (include "hawser-openstack.file" (list $conf.policy (include "keystone.etc.policy.json" .)))
  "rally_tests.yaml" (include "hawser-openstack.file" (list $conf.rally_tests (include "keystone.etc.rally_tests.yaml" .)))
  "sso_callback_template.html" (include "keystone.etc.sso_callback_template.html" .)
  "mpm_event.conf" (include "keystone.etc.mpm_event.conf" .)
  "wsgi-keystone.conf" (include "keystone.etc.wsgi-keystone.conf" .)
| toRawJson }}
{{- end -}}
