{{/*
Checksums of what a pod mounts, as annotations of the pod: it rolls when one of these objects changes, and since nothing
else that a release changes is in the pod, only then.
*/}}

{{/* hawser.checksum.common: of the objects that every server of the service mounts. */}}
{{- define "hawser.checksum.common" }}
        checksum/config: {{ .Files.Get "config/config.yaml" | sha256sum }}
        checksum/database: {{ .Values.database | default dict | toJson | sha256sum }}
        checksum/shared: {{ .hawser.shared | sha256sum }}
{{- end }}

{{/* hawser.checksum.application: of what one server alone mounts; takes `top` and `server`. */}}
{{- define "hawser.checksum.application" }}
        checksum/application: {{ include "hawser.config.application" . | sha256sum }}
{{- end }}
