{{- define "hawser-tars.check" -}}
{{- end -}}
