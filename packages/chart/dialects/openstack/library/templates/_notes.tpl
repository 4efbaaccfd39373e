{{/* What NOTES.txt says of all charts: which keys mean another thing than they did, and whose password everybody knows. */}}
{{- define "hawser-openstack.notes" -}}
{{- $replaced := get (.Values.images.tags | default dict) "dep_check" | default .Values.images.dep_check }}
{{- with $replaced }}
- images.dep_check ({{ . }}) isn't used: {{ include "hawser-openstack.waitimage" $ }} (images.wait) waits instead.
{{- end }}
{{- range $type, $endpoint := .Values.endpoints }}
{{- if kindIs "map" $endpoint }}
{{- range $user, $known := $endpoint.auth | default dict }}
{{- if kindIs "map" $known }}{{ if eq (toString $known.password) "password" }}
- endpoints.{{ $type }}.auth.{{ $user }}.password is the default, which everybody knows: give another.
{{- end }}{{ end }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}
