{{/*
(dict root component type ports): the Service of an endpoint's inner name. `ports` are maps of `name`, `port` and `at`, the key of
`network` where `node_port` stands.
*/}}
{{- define "hawser-openstack.service" -}}
{{- $root := .root -}}
{{- if include "hawser-openstack.manifest" (list $root "service" .component) }}
{{- $open := false -}}
{{- range .ports }}{{ if ((get ($root.Values.network | default dict) (.at | default "-") | default dict).node_port).enabled }}{{ $open = true }}{{ end }}{{ end }}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "hawser-openstack.host" (list $root .type "internal") }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "hawser-openstack.labels" (list $root .component) | nindent 4 }}
spec:
  {{- if $open }}
  type: NodePort
  {{- end }}
  selector:
    {{- include "hawser-openstack.labels" (list $root .component) | nindent 4 }}
  ports:
    {{- range .ports }}
    - name: {{ .name }}
      port: {{ .port }}
      {{- with (get ($root.Values.network | default dict) (.at | default "-") | default dict).node_port }}
      {{- if .enabled }}
      nodePort: {{ .port }}
      {{- end }}
      {{- end }}
    {{- end }}
{{- end }}
{{- end -}}

{{/* (list root component type): the Service of the public name, whose pods are those of an ingress controller. */}}
{{- define "hawser-openstack.ingressservice" -}}
{{- $root := index . 0 -}}
{{- $network := get ($root.Values.network | default dict) (index . 1) | default dict -}}
{{- if and ($network.ingress).public (include "hawser-openstack.manifest" (list $root "service_ingress" (index . 1))) }}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "hawser-openstack.host" (list $root (index . 2) "public") }}
  namespace: {{ $root.Release.Namespace }}
spec:
  selector:
    app: ingress-api
  ports:
    - name: http
      port: 80
{{- end }}
{{- end -}}

{{/* (list root component type port): the Ingress from the public name to the inner one. */}}
{{- define "hawser-openstack.ingress" -}}
{{- $root := index . 0 -}}
{{- $network := get ($root.Values.network | default dict) (index . 1) | default dict -}}
{{- if and ($network.ingress).public (include "hawser-openstack.manifest" (list $root "ingress" (index . 1))) }}
{{- $name := include "hawser-openstack.host" (list $root (index . 2) "public") }}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ $name }}
  namespace: {{ $root.Release.Namespace }}
spec:
  ingressClassName: {{ dig "classes" "namespace" "nginx" ($network.ingress | default dict) }}
  rules:
    {{- range list $name (printf "%s.%s" $name $root.Release.Namespace) (printf "%s.%s.svc.cluster.local" $name $root.Release.Namespace) }}
    - host: {{ . }}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: {{ include "hawser-openstack.host" (list $root (index $ 2) "internal") }}
                port:
                  name: {{ index $ 3 }}
    {{- end }}
{{- end }}
{{- end -}}
