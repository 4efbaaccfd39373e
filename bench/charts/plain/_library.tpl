{{/* What the platform's own templates, which are plain already, use of the library: as one would write it for one's own images. */}}
{{- define "hawser.image" -}}
{{ printf "%s:%s" .image.name (.image.version | default .version) | quote }}
{{- end }}
{{- define "hawser.pullSecrets" }}{{ end }}
{{- define "hawser.pairs" }}{{ range $key, $value := .map }}
{{ $.indent }}{{ $key }}: {{ $value | quote }}{{ end }}{{ end }}
{{- define "hawser.servers.ignored" }}{{ end }}
