{{/*
(list root component): the step before a component that waits for what `dependencies` lists. It reads the cluster with an account that
may read just that, and its log and the pod's message say what is missing. `dependencies.static` is what came after `dependencies`.
*/}}
{{- define "hawser-openstack.wait" -}}
{{- $root := index . 0 -}}
{{- $args := include "hawser-openstack.conditions" . | fromJsonArray -}}
{{- if $args -}}
initContainers:
  - name: init
    image: {{ include "hawser-openstack.waitimage" $root | trim | quote }}
    imagePullPolicy: {{ $root.Values.images.pull_policy | default "IfNotPresent" }}
    args:
      - wait
      {{- range $args }}
      - {{ . | quote }}
      {{- end }}
      - --timeout
      - {{ include "hawser-openstack.scalar" ($root.Values.dependencies.wait_timeout | default 600) | quote }}
    terminationMessagePolicy: FallbackToLogsOnError
    securityContext:
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      runAsNonRoot: true
      runAsUser: 65532
      capabilities:
        drop: [ALL]
      seccompProfile:
        type: RuntimeDefault
    resources:
      requests:
        cpu: 10m
        memory: 64Mi
    volumeMounts:
      - name: wait-account
        mountPath: /var/run/secrets/kubernetes.io/serviceaccount
        readOnly: true
      {{- with (include "hawser-openstack.mounts" . | fromJson).init }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
{{- end }}
{{- end -}}

{{- define "hawser-openstack.waitvolume" -}}
- name: wait-account
  projected:
    sources:
      - serviceAccountToken:
          path: token
          expirationSeconds: 3600
      - configMap:
          name: kube-root-ca.crt
          items:
            - key: ca.crt
              path: ca.crt
      - downwardAPI:
          items:
            - path: namespace
              fieldRef:
                fieldPath: metadata.namespace
{{- end -}}

{{/* The image with Hawser's command. The one of 2017 isn't to be had any more, so a file that names it gets this. */}}
{{- define "hawser-openstack.waitimage" -}}
{{ (.Values.images).wait | default "hawser/initializer:0.1.0" }}
{{- end -}}

{{/* (list root component): `dependencies.static.<component>`, else `dependencies.<component>`, with what `dynamic.targeted` adds. */}}
{{- define "hawser-openstack.dependency" -}}
{{- $all := (index . 0).Values.dependencies -}}
{{- $name := index . 1 | replace "-" "_" -}}
{{- $own := get ($all.static | default dict) $name | default (get $all $name) | default dict -}}
{{- $more := get (($all.dynamic).targeted | default dict) $name | default dict -}}
{{- $both := dict -}}
{{- range list "services" "jobs" "daemonset" "container" "pod" }}{{ $_ := set $both . (concat (get $own . | default list) (get $more . | default list)) }}{{ end -}}
{{ toRawJson $both }}
{{- end -}}

{{/* (list root job): the component that does what a Job of OpenStack-Helm does; empty where this chart has none, so that nothing waits for it. */}}
{{- define "hawser-openstack.jobcomponent" -}}
{{- $root := index . 0 -}}
{{- $component := trimPrefix (printf "%s-" $root.Chart.Name) (index . 1) -}}
{{- $component = get (dict "credential-setup" "fernet-setup") $component | default $component -}}
{{- $pods := include "hawser-openstack.pods" $root | fromYaml -}}
{{- $pod := get $pods $component | default dict -}}
{{- if and $pod (not $pod.ports) (not (hasKey $pod "job")) (include "hawser-openstack.manifest" (list $root "job" $component)) }}{{ $component }}{{ end -}}
{{- end -}}

{{/* (list root component): the same as arguments of `hawser wait`. A Job that `manifests` turns off isn't waited for. */}}
{{- define "hawser-openstack.conditions" -}}
{{- $root := index . 0 -}}
{{- $args := list -}}
{{- $dependency := include "hawser-openstack.dependency" . | fromJson -}}
{{- range $dependency.services }}
{{- $args = concat $args (list "--kubernetes-service" (include "hawser-openstack.host" (list $root .service .endpoint))) -}}
{{- end -}}
{{- range $dependency.jobs }}
{{- with include "hawser-openstack.jobcomponent" (list $root .) }}
{{- $args = concat $args (list "--job" (include "hawser-openstack.jobname" (list $root .))) -}}
{{- end -}}
{{- end -}}
{{- range $dependency.daemonset }}{{ $args = concat $args (list "--daemonset" .) }}{{ end -}}
{{- range $dependency.container }}{{ $args = concat $args (list "--container" .) }}{{ end -}}
{{- range $dependency.pod }}
{{- if kindIs "map" . }}{{ range $label, $value := .labels }}{{ $args = concat $args (list "--pod" (printf "%s=%v" $label $value)) }}{{ end }}
{{- else }}{{ $args = concat $args (list "--pod" .) }}{{ end -}}
{{- end -}}
{{ toRawJson $args }}
{{- end -}}

{{/* What the waiting step may read, and nothing else. */}}
{{- define "hawser-openstack.rbac" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .Chart.Name }}-wait
  namespace: {{ .Release.Namespace | quote }}
automountServiceAccountToken: false
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: {{ .Chart.Name }}-wait
  namespace: {{ .Release.Namespace | quote }}
rules:
  - apiGroups: [""]
    resources: [pods]
    verbs: [get, list]
  - apiGroups: [batch]
    resources: [jobs]
    verbs: [get]
  - apiGroups: [apps]
    resources: [daemonsets]
    verbs: [get]
  - apiGroups: [discovery.k8s.io]
    resources: [endpointslices]
    verbs: [list]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: {{ .Chart.Name }}-wait
  namespace: {{ .Release.Namespace | quote }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: {{ .Chart.Name }}-wait
subjects:
  - kind: ServiceAccount
    name: {{ .Chart.Name }}-wait
    namespace: {{ .Release.Namespace | quote }}
{{- end -}}
