{{/*
hawser.env.common: environment of every container of the service, at the depth of a list of variables: where secrets are,
and what Kubernetes decides. Configuration that isn't secret is in ConfigMaps.
*/}}
{{- define "hawser.env.common" }}
{{- with .hawser.database }}
            - name: HAWSER_DATABASES__DEFAULT__PASSWORD
              valueFrom:
                secretKeyRef:
                  name: {{ .existingSecret | quote }}
                  key: {{ .passwordKey | default "password" | quote }}
{{- if .userKey }}
            - name: HAWSER_DATABASES__DEFAULT__USER
              valueFrom:
                secretKeyRef:
                  name: {{ .existingSecret | quote }}
                  key: {{ .userKey | quote }}
{{- end }}
{{- end }}
{{- if .hawser.system }}
            - name: HAWSER_TOKEN_INFO__PROTOCOL
              value: file
            - name: HAWSER_TOKEN_INFO__URI
              value: /run/secrets/hawser/system/token
{{- end }}
{{- range $name, $file := .Values.secretFiles }}
{{- if ($file).existingSecret }}
            - name: {{ $file.env | quote }}
              value: /run/secrets/hawser/{{ $name }}/{{ $file.key }}
{{- end }}
{{- end }}
{{- with .Values.drainSeconds }}
            - name: HAWSER_SERVERS__DRAIN_SECONDS
              value: {{ . | toString | quote }}
{{- end }}
{{- include "hawser.env.telemetry" . }}
{{- end }}

{{/*
hawser.env: all variables of a container, at the depth of their list: the chart's own, then those of `env` in the values, then the
container's. Takes `top`, `own` (the container's list) and `more` (the chart's for this container alone, as text). Of a name that several
have, the last one's stays, as it would be used: with both there, Helm 4's server-side apply refuses the pod.
*/}}
{{- define "hawser.env" }}
{{- $chart := print .top.hawser.envOfChart .more }}
{{- $given := concat (.top.Values.env | default list) (.own | default list) }}
{{- if $given }}
{{- $last := dict }}
{{- range $i, $variable := $given }}{{ $_ := set $last (toString $variable.name) $i }}{{ end }}
{{- $begin := "\n            - name: " }}
{{- range rest (splitList $begin $chart) }}
{{- if not (hasKey $last (splitList "\n" . | first | trimAll "\"")) }}{{ $begin }}{{ . }}{{ end }}
{{- end }}
{{- range $i, $variable := $given }}
{{- if eq $i (get $last (toString $variable.name)) }}{{ list $variable | toYaml | nindent 12 }}{{ end }}
{{- end }}
{{- else }}{{ $chart }}{{ end }}
{{- end }}

{{/* hawser.env.telemetry: OpenTelemetry's own variables, which its SDKs read. */}}
{{- define "hawser.env.telemetry" }}
{{- $own := .Values.openTelemetry | default dict }}
{{- $all := .hawser.global.openTelemetry | default dict }}
{{- with $own.endpoint | default $all.endpoint }}
            - name: OTEL_EXPORTER_OTLP_ENDPOINT
              value: {{ . | quote }}
            - name: OTEL_EXPORTER_OTLP_PROTOCOL
              value: {{ $own.protocol | default $all.protocol | default "grpc" }}
            - name: OTEL_SERVICE_NAME
              value: {{ $.hawser.name }}
            - name: HAWSER_POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
            - name: OTEL_RESOURCE_ATTRIBUTES
              value: {{ printf "k8s.namespace.name=%s,k8s.pod.name=$(HAWSER_POD_NAME)" $.hawser.namespace | quote }}
{{- with $own.sampler | default $all.sampler }}
            - name: OTEL_TRACES_SAMPLER
              value: {{ . | quote }}
{{- end }}
{{- with $own.samplerArg | default $all.samplerArg }}
            - name: OTEL_TRACES_SAMPLER_ARG
              value: {{ . | toString | quote }}
{{- end }}
{{- with $own.headersSecret | default $all.headersSecret }}
            - name: OTEL_EXPORTER_OTLP_HEADERS
              valueFrom:
                secretKeyRef:
                  name: {{ .existingSecret | quote }}
                  key: {{ .key | default "headers" | quote }}
{{- end }}
{{- end }}
{{- end }}
