{{/* Rules over Keystone's own: none by default. */}}
{{- define "keystone.etc.policy.json" -}}
{}
{{- end -}}
