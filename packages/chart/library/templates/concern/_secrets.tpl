{{/*
Secrets by reference: no template makes one, and none holds a password.

hawser.secrets: decides which Secrets the chart's pods use, into `.hawser.database` and `.hawser.system`. A password or a token
that is written in the configuration, as the ancestors' values files have it, is used instead.
*/}}
{{- define "hawser.secrets" -}}
{{- $values := .Values -}}
{{- $global := .hawser.global -}}
{{- $database := $values.databaseSecret | default dict -}}
{{- if and (not $database.existingSecret) ($values.migration).enabled }}{{ $database = $global.databaseSecret | default dict }}{{ end -}}
{{- if and $database.existingSecret (not (include "hawser.given.password" $values)) }}{{ $_ := set .hawser "database" $database }}{{ end -}}
{{- $system := $values.systemSecret | default dict -}}
{{- if not $system.existingSecret }}{{ $system = $global.systemSecret | default dict }}{{ end -}}
{{- if and $system.existingSecret (not (include "hawser.given.token" $values)) }}{{ $_ := set .hawser "system" $system }}{{ end -}}
{{- end -}}

{{/* hawser.given.password and .token: whether configuration in the values has them; take the values. */}}
{{- define "hawser.given.password" -}}
{{- range list .global (.global).shared (.global).shared_conf .database .application .application_grpc .application_rest .application_scheduler .application_worker -}}
{{- with ((.).DATABASES).default }}{{ if or .password .url }}true{{ end }}{{ end -}}
{{- end -}}
{{- end }}

{{- define "hawser.given.token" -}}
{{- range list (.global).shared (.global).shared_conf .database .application .application_grpc .application_rest .application_scheduler .application_worker -}}
{{- if (.).TOKEN }}true{{ end -}}
{{- end -}}
{{- end }}

{{/* hawser.secrets.mounts: where containers have the Secrets that are read as files. */}}
{{- define "hawser.secrets.mounts" }}
{{- if .hawser.system }}
            - name: system-secret
              mountPath: /run/secrets/hawser/system
              readOnly: true
{{- end }}
{{- range $name, $file := .Values.secretFiles }}
{{- if ($file).existingSecret }}
            - name: {{ $name }}-secret
              mountPath: /run/secrets/hawser/{{ $name }}
              readOnly: true
{{- end }}
{{- end }}
{{- end }}

{{/* hawser.secrets.volumes: the volumes of the same: the one key that is asked for, nothing else of the Secret. */}}
{{- define "hawser.secrets.volumes" }}
{{- with .hawser.system }}
        - name: system-secret
          secret:
            secretName: {{ .existingSecret | quote }}
            defaultMode: 0440
            items:
              - key: {{ .tokenKey | default "token" | quote }}
                path: token
{{- end }}
{{- range $name, $file := .Values.secretFiles }}
{{- if ($file).existingSecret }}
        - name: {{ $name }}-secret
          secret:
            secretName: {{ $file.existingSecret | quote }}
            defaultMode: 0440
            items:
              - key: {{ $file.key | quote }}
                path: {{ $file.key | quote }}
{{- end }}
{{- end }}
{{- end }}
