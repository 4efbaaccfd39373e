{{/* (list root names...): a ConfigMap with programs from a chart's `templates/bin/_<name>.tpl`; each is run through the templates. */}}
{{- define "hawser-openstack.bin" -}}
{{- $root := index . 0 -}}
{{- if include "hawser-openstack.manifest" (list $root "configmap" "bin") }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ $root.Chart.Name }}-bin
  namespace: {{ $root.Release.Namespace | quote }}
data:
  {{- range rest . }}
  {{ . }}: |
    {{- include "hawser-openstack.program" (list $root .) | nindent 4 }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* (dict root files): a Secret with settings, since passwords stand in them. `files` are texts by name. */}}
{{- define "hawser-openstack.etc" -}}
{{- if include "hawser-openstack.manifest" (list .root "configmap" "etc") }}
apiVersion: v1
kind: Secret
metadata:
  name: {{ .root.Chart.Name }}-etc
  namespace: {{ .root.Release.Namespace | quote }}
type: Opaque
stringData:
  {{- range $name, $text := .files }}
  {{ $name }}: {{ toRawJson $text }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* (list root name key user): a Secret with the URL by which a user gets to the database. */}}
{{- define "hawser-openstack.dbsecret" -}}
{{- $root := index . 0 -}}
apiVersion: v1
kind: Secret
metadata:
  name: {{ get $root.Values.secrets.oslo_db (include "hawser-openstack.user" (list $root $root.Values.secrets.oslo_db (index . 1))) | quote }}
  namespace: {{ $root.Release.Namespace | quote }}
type: Opaque
stringData:
  DB_CONNECTION: {{ include "hawser-openstack.authenticated" (list $root "oslo_db" "internal" (index . 1) "mysql") | trim | quote }}
{{- end -}}

{{/* (list root user): a Secret with what a client of the identity service reads from its environment. */}}
{{- define "hawser-openstack.identitysecret" -}}
{{- $root := index . 0 -}}
{{- $user := include "hawser-openstack.identityuser" . | fromJson -}}
apiVersion: v1
kind: Secret
metadata:
  name: {{ include "hawser-openstack.identitysecretname" . | trim | quote }}
  namespace: {{ $root.Release.Namespace | quote }}
type: Opaque
stringData:
  OS_AUTH_URL: {{ include "hawser-openstack.uri" (list $root "identity" "internal" "api") | trim | quote }}
  OS_REGION_NAME: {{ include "hawser-openstack.scalar" $user.region_name | quote }}
  OS_PROJECT_DOMAIN_NAME: {{ include "hawser-openstack.scalar" $user.project_domain_name | quote }}
  OS_PROJECT_NAME: {{ include "hawser-openstack.scalar" $user.project_name | quote }}
  OS_USER_DOMAIN_NAME: {{ include "hawser-openstack.scalar" $user.user_domain_name | quote }}
  OS_USERNAME: {{ include "hawser-openstack.scalar" $user.username | quote }}
  OS_PASSWORD: {{ include "hawser-openstack.scalar" $user.password | quote }}
{{- end -}}

{{/* (list root user): a user of `endpoints.identity.auth`, and the name of its Secret. */}}
{{- define "hawser-openstack.identityuser" -}}
{{- $users := (index . 0).Values.endpoints.identity.auth -}}
{{ get $users (include "hawser-openstack.user" (list (index . 0) $users (index . 1))) | default dict | toRawJson }}
{{- end -}}
{{- define "hawser-openstack.identitysecretname" -}}
{{- $names := (index . 0).Values.secrets.identity -}}
{{ get $names (include "hawser-openstack.user" (list (index . 0) $names (index . 1))) }}
{{- end -}}

{{/* (list root user): variables from that Secret. The catalogue's inner addresses are the ones that are there without an ingress. */}}
{{- define "hawser-openstack.identityenv" -}}
{{- $root := index . 0 -}}
{{- $secret := include "hawser-openstack.identitysecretname" . -}}
- name: OS_IDENTITY_API_VERSION
  value: "3"
- name: OS_INTERFACE
  value: internal
- name: OS_ENDPOINT_TYPE
  value: internal
- name: OS_DEFAULT_DOMAIN
  value: {{ (include "hawser-openstack.identityuser" . | fromJson).default_domain_id | default "default" | quote }}
{{- range list "OS_AUTH_URL" "OS_REGION_NAME" "OS_PROJECT_DOMAIN_NAME" "OS_PROJECT_NAME" "OS_USER_DOMAIN_NAME" "OS_USERNAME" "OS_PASSWORD" }}
- name: {{ . }}
  valueFrom:
    secretKeyRef:
      name: {{ quote $secret }}
      key: {{ . }}
{{- end }}
{{- end -}}

{{/* `conf.logging` as an INI file, for Python's logging; empty without it. */}}
{{- define "hawser-openstack.logging" -}}
{{- with (.Values.conf | default dict).logging }}{{ include "hawser-openstack.ini" (include "hawser-openstack.sections" . | fromJson) | trim }}{{ end -}}
{{- end -}}

{{/* (list root folder): the mount of that file, as an item of `files`. */}}
{{- define "hawser-openstack.loggingfile" -}}
{{- if ((index . 0).Values.conf | default dict).logging }}
- {path: {{ index . 1 }}/logging.conf, key: logging.conf, from: etc}
{{- end }}
{{- end -}}
