{{/*
hawser.image: the reference of an image, quoted. Takes `image {name, version, digest}`, `name` and `version` (what holds
where the image doesn't say), and `global`. `global.image.registry` stands in for the registry of every image: the first
part of a name is one when it has a dot or a port, or is localhost.
*/}}
{{- define "hawser.image" -}}
{{- $image := .image | default dict -}}
{{- $name := $image.name | default .name -}}
{{- with (.global.image).registry -}}
{{- $first := splitList "/" $name | first -}}
{{- if and (contains "/" $name) (or (contains "." $first) (contains ":" $first) (eq $first "localhost")) -}}
{{- $name = trimPrefix (printf "%s/" $first) $name -}}
{{- end -}}
{{- $name = printf "%s/%s" (trimSuffix "/" .) $name -}}
{{- end -}}
{{- $name = printf "%s:%s" $name ($image.version | default .version | toString) -}}
{{- with $image.digest }}{{ $name = printf "%s@%s" $name . }}{{ end -}}
{{- $name | quote -}}
{{- end }}

{{/* hawser.pullSecrets: `imagePullSecrets` of a pod: the chart's own, then those for all charts. */}}
{{- define "hawser.pullSecrets" }}
{{- $own := .Values.imagePullSecrets }}
{{- $all := (.hawser.global.image).pullSecrets }}
{{- if and (or $own $all) (not (hasKey .hawser.pod "imagePullSecrets")) }}
      imagePullSecrets:
{{- range concat ($own | default list) ($all | default list) | uniq }}
        - name: {{ if kindIs "string" . }}{{ . | quote }}{{ else }}{{ .name | quote }}{{ end }}
{{- end }}
{{- end }}
{{- end }}
