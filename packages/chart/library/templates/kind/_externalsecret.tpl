{{/* hawser.externalsecret: the Secrets of `externalSecrets`, each fetched by the External Secrets operator. */}}
{{- define "hawser.externalsecret" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- $top := . -}}
{{- $own := .Values.externalSecrets | default dict -}}
{{- if and .hawser.on $own.enabled -}}
{{- $before := false -}}
{{- range $name, $secret := $own.secrets -}}
{{- if $secret -}}
{{- if $before }}
---
{{ end -}}
{{- $before = true -}}
apiVersion: external-secrets.io/v1
kind: ExternalSecret
{{- include "hawser.metadata" (dict "top" $top "name" $name) }}
spec:
  refreshInterval: {{ $own.refreshInterval | default "1h" | quote }}
  secretStoreRef:
    name: {{ $own.secretStoreRef.name | quote }}
    kind: {{ $own.secretStoreRef.kind | default "SecretStore" }}
  target:
    name: {{ $name }}
    template:
      type: {{ $secret.type | default "Opaque" | quote }}
{{- with $secret.data }}
  data:
{{- toYaml . | nindent 4 }}
{{- end }}
{{- with $secret.dataFrom }}
  dataFrom:
{{- toYaml . | nindent 4 }}
{{- end }}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}
