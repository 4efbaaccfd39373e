import type { ChartKind } from './project.ts';

const name = '{{ .Values.name | default .Chart.Name }}';
const namespace = '{{ (.Values.global).namespace | default .Release.Namespace }}';

const installed = `${name} {{ .Chart.AppVersion }} is installed as {{ .Release.Name }} in the namespace ${namespace}.
`;

const ignored = `{{- with include "hawser.servers.ignored" . }}

The service has no such servers, and these values are ignored: {{ . }}.
{{- end }}
`;

const port = '{{ with (.Values.service).ports }}{{ (first .).port }}{{ else }}80{{ end }}';

const reached = `{{- $ingress := .Values.ingress | default dict }}
{{- if $ingress.enabled }}
{{- range concat (list ($ingress.host | default "")) ($ingress.hosts | default list) | compact }}
Open:             {{ ternary "http" "https" (empty $ingress.tls) }}://{{ . }}
{{- end }}
{{- else }}
Open:             kubectl -n ${namespace} port-forward service/${name} 8080:${port}, then http://localhost:8080
{{- end }}
`;

const done = `Wait for it:      kubectl -n ${namespace} wait --for=condition=Complete job -l app.kubernetes.io/name=${name} --timeout={{ .Values.timeoutSeconds | default 600 }}s
{{- with .Values.credentialsSecret }}
Log in with:      kubectl -n {{ ($.Values.global).namespace | default $.Release.Namespace }} get secret {{ . }} -o go-template='{{ "{{range $key, $value := .data}}{{$key}}: {{base64decode $value}}{{\\"\\\\n\\"}}{{end}}" }}'
{{- end }}
`;

const further: Readonly<Record<ChartKind, string>> = {
  backend: ignored,
  supervisor: ignored,
  plugin: ignored,
  frontend: reached,
  static: reached,
  initializer: done,
};

/** What an installation of a chart says: templates/NOTES.txt. */
export const notes = (kind: ChartKind): string => installed + further[kind];
