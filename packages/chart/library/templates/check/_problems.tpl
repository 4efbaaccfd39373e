{{- define "hawser.problems" }}{{ end }}
{{- define "hawser.refuse" }}{{ fail . }}{{ end }}
