{{/*
hawser.ingress.rest and hawser.ingress.grpc: an Ingress before the server's Service. The ancestors' files have no class and no
host, and AWS's annotations; their charts are for its controller, `alb`, and its DNS annotation has the host's name. So such
annotations give the class, and an Ingress without a host answers for every one.
*/}}
{{- define "hawser.ingress.rest" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.rest }}{{ include "hawser.ingress" (dict "top" . "own" ((.Values.ingress).rest | default dict) "server" "rest" "name" (printf "%s-rest" .hawser.name) "port" 80) }}{{ end -}}
{{- end }}

{{- define "hawser.ingress.grpc" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.grpc }}{{ include "hawser.ingress" (dict "top" . "own" ((.Values.ingress).grpc | default dict) "server" "grpc" "name" .hawser.name "port" 50051) }}{{ end -}}
{{- end }}

{{- define "hawser.ingress" -}}
{{- if .own.enabled -}}
{{- $path := .own.path | default "/" -}}
apiVersion: networking.k8s.io/v1
kind: Ingress
{{- include "hawser.metadata" (dict "top" .top "name" .name "component" .server "labels" .own.labels "annotations" .own.annotations) }}
spec:
{{- with .own.className | default (ternary "alb" "" (contains "alb.ingress.kubernetes.io/" (keys (.own.annotations | default dict) | join " "))) }}
  ingressClassName: {{ . | quote }}
{{- end }}
{{- with .own.tls }}
  tls:
{{- toYaml . | nindent 4 }}
{{- end }}
  rules:
{{- $hosts := .own.hosts | default (list (.own.host | default "")) }}
{{- range $hosts }}
    - {{ with . }}host: {{ . | quote }}
      {{ end }}http:
        paths:
          - path: {{ $path | quote }}
            pathType: {{ $.own.pathType | default (ternary "ImplementationSpecific" "Prefix" (hasSuffix "*" $path)) }}
            backend:
              service:
                name: {{ $.name }}
                port:
                  number: {{ $.own.servicePort | default $.port }}
{{- end }}
{{- end -}}
{{- end }}
