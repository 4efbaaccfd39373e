{{/*
(list root component type): the Service of an endpoint's inner name, with the component's ports. A port's `at` is the key of `network` where its
`node_port` stands, `service` its name in the Service where that is another than the container's.
*/}}
{{- define "hawser-openstack.service" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 -}}
{{- $name := ternary "service" (printf "service_%s" $component) (eq $component $root.Chart.Name) -}}
{{- if include "hawser-openstack.manifest" (list $root $name) }}
{{- include "hawser-openstack.serviceof" (include "hawser-openstack.described" . | fromJson | merge (dict "root" $root "type" (index . 2))) }}
{{- end }}
{{- end -}}

{{- define "hawser-openstack.serviceof" -}}
{{- $root := .root -}}
{{- $open := false -}}
{{- $local := false -}}
{{- range .ports }}{{ if ((get ($root.Values.network | default dict) (.at | default "-") | default dict).node_port).enabled }}{{ $open = true }}{{ end }}{{ if (get ($root.Values.network | default dict) (.at | default "-") | default dict).external_policy_local }}{{ $local = true }}{{ end }}{{ end -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "hawser-openstack.host" (list $root .type "internal") | quote }}
  namespace: {{ $root.Release.Namespace | quote }}
  labels:
    {{- include "hawser-openstack.labels" (list $root .component) | nindent 4 }}
spec:
  {{- if $open }}
  type: NodePort
  {{- if $local }}
  externalTrafficPolicy: Local
  {{- end }}
  {{- end }}
  selector:
    {{- include "hawser-openstack.labels" (list $root .component) | nindent 4 }}
  ports:
    {{- range .ports }}
    - name: {{ .service | default .name }}
      port: {{ .port }}
      targetPort: {{ .name }}
      {{- with (get ($root.Values.network | default dict) (.at | default "-") | default dict).node_port }}
      {{- if .enabled }}
      nodePort: {{ .port }}
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
  name: {{ include "hawser-openstack.host" (list $root (index . 2) "public") | quote }}
  namespace: {{ $root.Release.Namespace | quote }}
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
  name: {{ quote $name }}
  namespace: {{ $root.Release.Namespace | quote }}
  {{- $annotations := dict }}
  {{- range $key, $value := omit ($network.ingress.annotations | default dict) "kubernetes.io/ingress.class" }}
  {{- if not (kindIs "invalid" $value) }}{{ $_ := set $annotations $key (include "hawser-openstack.scalar" $value) }}{{ end }}
  {{- end }}
  {{- with $network.ingress.proxy_body_size }}{{ $annotations = merge $annotations (dict "nginx.ingress.kubernetes.io/proxy-body-size" .) }}{{ end }}
  {{- with $annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  ingressClassName: {{ ($network.ingress.classes).namespace | default (get ($network.ingress.annotations | default dict) "kubernetes.io/ingress.class") | default "nginx" | quote }}
  rules:
    {{- range list $name (printf "%s.%s" $name $root.Release.Namespace) (printf "%s.%s.svc.cluster.local" $name $root.Release.Namespace) }}
    - host: {{ quote . }}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: {{ include "hawser-openstack.host" (list $root (index $ 2) "internal") | quote }}
                port:
                  name: {{ index $ 3 }}
    {{- end }}
{{- end }}
{{- end -}}
