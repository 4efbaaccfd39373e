import { stringify } from 'yaml';

/** Named for the namespace too, since cluster-wide objects of two releases would have one name. */
const name =
  '{{ (.Values.global).namespace | default .Release.Namespace }}-{{ .Values.name | default .Chart.Name }}';

/** Only with a token is there somebody to use the rights. */
const condition =
  '{{- if and (ne (toString .Values.enabled) "false") (.Values.serviceAccount).automountToken }}';

const metadata = `metadata:
  name: ${name}
  labels:
    app.kubernetes.io/name: {{ .Values.name | default .Chart.Name }}
    app.kubernetes.io/instance: {{ .Release.Name }}
    app.kubernetes.io/managed-by: {{ .Release.Service }}`;

/** Rights in the whole cluster for a plugin's own account: the rules as they were written, and a binding. */
export const clusterRoleFiles = (rules: readonly object[]): [path: string, text: string][] => [
  [
    'templates/cluster-role.yaml',
    `${condition}
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
${metadata}
rules:
${stringify(rules, { lineWidth: 0 }).replaceAll(/^(?=.)/gm, '  ')}{{- end -}}
`,
  ],
  [
    'templates/cluster-role-binding.yaml',
    `${condition}
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
${metadata}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: ${name}
subjects:
  - kind: ServiceAccount
    name: {{ (.Values.serviceAccount).name | default (.Values.name | default .Chart.Name) }}
    namespace: {{ (.Values.global).namespace | default .Release.Namespace }}
{{- end -}}
`,
  ],
];
