{{/*
hawser.claim: the spec of a PersistentVolumeClaim, at no depth; takes a server's `persistence`.
*/}}
{{- define "hawser.claim" -}}
accessModes:
{{- range .accessModes | default (list "ReadWriteOnce") }}
  - {{ . }}
{{- end }}
{{- with .storageClassName }}
storageClassName: {{ . | quote }}
{{- end }}
resources:
  requests:
    storage: {{ .size | default "1Gi" | toString | quote }}
{{- end }}

{{/* hawser.pvc.<server>: the claim of a server that keeps data, unless it is a StatefulSet, which makes one a pod. */}}
{{- define "hawser.pvc.grpc" }}{{ include "hawser.pvc" (dict "top" . "server" "grpc") }}{{ end }}
{{- define "hawser.pvc.rest" }}{{ include "hawser.pvc" (dict "top" . "server" "rest") }}{{ end }}
{{- define "hawser.pvc.scheduler" }}{{ include "hawser.pvc" (dict "top" . "server" "scheduler") }}{{ end }}
{{- define "hawser.pvc.worker" }}{{ include "hawser.pvc" (dict "top" . "server" "worker") }}{{ end }}

{{- define "hawser.pvc" -}}
{{- $top := .top -}}
{{- if not $top.hawser }}{{ include "hawser.begin" $top }}{{ end -}}
{{- $own := get $top.hawser.servers .server | default dict -}}
{{- $persistence := $own.persistence | default dict -}}
{{- if and (get $top.hawser .server) $persistence.enabled (not $persistence.existingClaim) (ne ($own.kind | default "Deployment") "StatefulSet") -}}
apiVersion: v1
kind: PersistentVolumeClaim
{{- include "hawser.metadata" (dict "top" $top "name" (include "hawser.server.name" .) "component" .server "annotations" $persistence.annotations) }}
spec:
{{- include "hawser.claim" $persistence | nindent 2 }}
{{- end -}}
{{- end }}

{{/* hawser.server.name: the name of a server's workload, and of what belongs to it alone; takes `top` and `server`. */}}
{{- define "hawser.server.name" -}}
{{ .top.hawser.name }}{{ if ne .server "grpc" }}-{{ .server }}{{ end }}
{{- end }}
