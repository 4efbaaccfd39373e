{{/*
Pages: frontends and static sites, an HTTP server with files. A frontend's own configuration is `production_json`, a file
`production.json` in its configuration folder, as the ancestors' console has it; a static site has none.
*/}}
{{- define "hawser.web.deployment" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.rest -}}
{{- $port := include "hawser.port.web" . -}}
{{- $workload := dict "top" . "server" "rest" "full" .hawser.name "bare" true "part" "frontend" "ports" (printf "\n            - name: http\n              containerPort: %s" $port) "env" "" "port" $port "lowPort" (lt (int $port) 1024) "probes" "web" "replicas" .Values.replicas "drains" true -}}
{{- if .Values.production_json -}}
{{- $_ := set $workload "mounts" (printf "\n            - name: production-conf\n              mountPath: %s/production.json\n              subPath: production.json\n              readOnly: true" .hawser.folder) -}}
{{- $_ := set $workload "volumes" (printf "\n        - name: production-conf\n          configMap:\n            name: %s-conf" .hawser.name) -}}
{{- $_ := set $workload "checksums" (printf "\n        checksum/config: %s" (.Values.production_json | toJson | sha256sum)) -}}
{{- end -}}
{{- include "hawser.workload" $workload -}}
{{- end -}}
{{- end }}

{{- define "hawser.web.conf" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if and .hawser.rest .Values.production_json -}}
{{- include "hawser.configmap" (dict "top" . "name" (printf "%s-conf" .hawser.name) "file" "production.json" "text" (.Values.production_json | toPrettyJson)) -}}
{{- end -}}
{{- end }}

{{- define "hawser.web.service" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.rest -}}
{{- $own := .Values.service | default dict -}}
{{- include "hawser.service" (dict "top" . "name" .hawser.name "component" "rest" "own" (dict "type" $own.type "annotations" $own.annotations "ports" ($own.ports | default (list (dict "name" "http" "port" 80 "targetPort" "http"))))) -}}
{{- end -}}
{{- end }}

{{- define "hawser.web.ingress" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.rest }}{{ include "hawser.ingress" (dict "top" . "own" (.Values.ingress | default dict) "server" "rest" "name" .hawser.name "port" 80) }}{{ end -}}
{{- end }}

{{/* hawser.port.web: the port that the pages' server listens on: the first target of its Service, or 8080. */}}
{{- define "hawser.port.web" -}}
{{- $port := 8080 -}}
{{- with (.Values.service).ports }}{{ with first . }}{{ $port = .targetPort | default .port | default 8080 }}{{ end }}{{ end -}}
{{- if and (kindIs "string" $port) (not (regexMatch "^[0-9]+$" $port)) }}8080{{ else }}{{ $port }}{{ end -}}
{{- end }}
