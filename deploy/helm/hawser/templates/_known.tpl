{{- define "hawser.known.umbrella.secrets.image" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nname\nversion\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "name version") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.umbrella.secrets" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\nimage\nensure\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled image ensure") }}{{ end }}
{{- end }}
{{- with index .v "image" }}{{ include "hawser.known.umbrella.secrets.image" (dict "v" . "p" (print $p "image.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.umbrella.ingress" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\nclassName\nhost\ntlsSecret\nannotations\npaths\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled className host tlsSecret annotations paths") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.umbrella.postgresql.image" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nname\nversion\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "name version") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.umbrella.postgresql.databaseSecret" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nexistingSecret\npasswordKey\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "existingSecret passwordKey") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.umbrella.postgresql.persistence" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\nsize\nstorageClassName\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled size storageClassName") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.umbrella.postgresql.networkPolicy" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.umbrella.postgresql.resources.requests" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\ncpu\nmemory\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "cpu memory") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.umbrella.postgresql.resources" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nrequests\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "requests") }}{{ end }}
{{- end }}
{{- with index .v "requests" }}{{ include "hawser.known.umbrella.postgresql.resources.requests" (dict "v" . "p" (print $p "requests.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.umbrella.postgresql" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nname\nimage\nimagePullPolicy\nuser\ndatabaseSecret\npersistence\nnetworkPolicy\nresources\nnodeSelector\ntolerations\nglobal\nenabled\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "name image imagePullPolicy user databaseSecret persistence networkPolicy resources nodeSelector tolerations global enabled") }}{{ end }}
{{- end }}
{{- with index .v "image" }}{{ include "hawser.known.umbrella.postgresql.image" (dict "v" . "p" (print $p "image.")) }}{{ end }}
{{- with index .v "databaseSecret" }}{{ include "hawser.known.umbrella.postgresql.databaseSecret" (dict "v" . "p" (print $p "databaseSecret.")) }}{{ end }}
{{- with index .v "persistence" }}{{ include "hawser.known.umbrella.postgresql.persistence" (dict "v" . "p" (print $p "persistence.")) }}{{ end }}
{{- with index .v "networkPolicy" }}{{ include "hawser.known.umbrella.postgresql.networkPolicy" (dict "v" . "p" (print $p "networkPolicy.")) }}{{ end }}
{{- with index .v "resources" }}{{ include "hawser.known.umbrella.postgresql.resources" (dict "v" . "p" (print $p "resources.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.umbrella.initializer.image" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nname\nversion\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "name version") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.umbrella.initializer.clusterAccess" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\ncollect\nrules\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled collect rules") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.umbrella.initializer" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\nimage\nmode\ntimeoutSeconds\ncredentialsSecret\nurl\nservices\nplugins\nclusterAccess\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled image mode timeoutSeconds credentialsSecret url services plugins clusterAccess") }}{{ end }}
{{- end }}
{{- with index .v "image" }}{{ include "hawser.known.umbrella.initializer.image" (dict "v" . "p" (print $p "image.")) }}{{ end }}
{{- with index .v "clusterAccess" }}{{ include "hawser.known.umbrella.initializer.clusterAccess" (dict "v" . "p" (print $p "clusterAccess.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.umbrella.redis.image" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nname\nversion\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "name version") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.umbrella.redis.persistence" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\nsize\nstorageClassName\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled size storageClassName") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.umbrella.redis.networkPolicy" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.umbrella.redis.resources.requests" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\ncpu\nmemory\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "cpu memory") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.umbrella.redis.resources" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nrequests\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "requests") }}{{ end }}
{{- end }}
{{- with index .v "requests" }}{{ include "hawser.known.umbrella.redis.resources.requests" (dict "v" . "p" (print $p "requests.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.umbrella.redis" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nname\nimage\nimagePullPolicy\npersistence\nnetworkPolicy\nresources\nnodeSelector\ntolerations\nglobal\nenabled\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "name image imagePullPolicy persistence networkPolicy resources nodeSelector tolerations global enabled") }}{{ end }}
{{- end }}
{{- with index .v "image" }}{{ include "hawser.known.umbrella.redis.image" (dict "v" . "p" (print $p "image.")) }}{{ end }}
{{- with index .v "persistence" }}{{ include "hawser.known.umbrella.redis.persistence" (dict "v" . "p" (print $p "persistence.")) }}{{ end }}
{{- with index .v "networkPolicy" }}{{ include "hawser.known.umbrella.redis.networkPolicy" (dict "v" . "p" (print $p "networkPolicy.")) }}{{ end }}
{{- with index .v "resources" }}{{ include "hawser.known.umbrella.redis.resources" (dict "v" . "p" (print $p "resources.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.umbrella" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nsecrets\ningress\npostgresql\ninitializer\nredis\nglobal\nidentity\nsecret\nrepository\nplugin\ninventory\nplugin-host\nplugin-kubernetes\nbilling\nbilling-v2\nboard\nconfig\nconsole\nconsole-api\nconsole-api-v2\nconsul\ncost-analysis\ncost-saving\ndashboard\ndocs\ndomain-initialzer\ndomain-initializer\nfile-manager\nmarketplace-assets\nmongodb\nmonitoring\nnotification\npower-scheduler\nproject-site\nsearch\nspacectl\nspaceone-initializer\nspot-automation\nspot-automation-proxy\nstatistics\nsupervisor\nenabled\nimage\nresources\nimagePullSecrets\nhawser-library\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "secrets ingress postgresql initializer redis global identity secret repository plugin inventory plugin-host plugin-kubernetes billing billing-v2 board config console console-api console-api-v2 consul cost-analysis cost-saving dashboard docs domain-initialzer domain-initializer file-manager marketplace-assets mongodb monitoring notification power-scheduler project-site search spacectl spaceone-initializer spot-automation spot-automation-proxy statistics supervisor enabled image resources imagePullSecrets hawser-library") }}{{ end }}
{{- end }}
{{- with index .v "secrets" }}{{ include "hawser.known.umbrella.secrets" (dict "v" . "p" (print $p "secrets.")) }}{{ end }}
{{- with index .v "ingress" }}{{ include "hawser.known.umbrella.ingress" (dict "v" . "p" (print $p "ingress.")) }}{{ end }}
{{- with index .v "postgresql" }}{{ include "hawser.known.umbrella.postgresql" (dict "v" . "p" (print $p "postgresql.")) }}{{ end }}
{{- with index .v "initializer" }}{{ include "hawser.known.umbrella.initializer" (dict "v" . "p" (print $p "initializer.")) }}{{ end }}
{{- with index .v "redis" }}{{ include "hawser.known.umbrella.redis" (dict "v" . "p" (print $p "redis.")) }}{{ end }}
{{- with index .v "global" }}{{ include "hawser.known.backend.global" (dict "v" . "p" (print $p "global.")) }}{{ end }}
{{- end }}
