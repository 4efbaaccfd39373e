{{/*
Made from the schema of values (packages/chart/src/values); don't change it here. hawser.known.<kind> has a line for each key of a
chart's values that isn't known. It takes `v`, the values, `p`, the path before them, and `others`, further known keys, a line each.
*/}}
{{- define "hawser.known.backend.image" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nname\nversion\ndigest\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "name version digest") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.imagePullSecrets" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nname\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "name") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.sharedConf" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\ncreate\nname\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "create name") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.volumeMounts" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\napplication\napplication_grpc\napplication_rest\napplication_scheduler\napplication_worker\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "application application_grpc application_rest application_scheduler application_worker") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.pod" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nspec\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "spec") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.resources" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nrequests\nlimits\nclaims\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "requests limits claims") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.servers.grpc.probes.startup" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\nperiodSeconds\ntimeoutSeconds\nfailureThreshold\nsuccessThreshold\ninitialDelaySeconds\ngrpc\nhttpGet\ntcpSocket\nexec\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled periodSeconds timeoutSeconds failureThreshold successThreshold initialDelaySeconds grpc httpGet tcpSocket exec") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.servers.grpc.probes" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nstartup\nreadiness\nliveness\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "startup readiness liveness") }}{{ end }}
{{- end }}
{{- if .v.startup }}{{ include "hawser.known.backend.servers.grpc.probes.startup" (dict "v" .v.startup "p" (print .p "startup.")) }}{{ end }}
{{- if .v.readiness }}{{ include "hawser.known.backend.servers.grpc.probes.startup" (dict "v" .v.readiness "p" (print .p "readiness.")) }}{{ end }}
{{- if .v.liveness }}{{ include "hawser.known.backend.servers.grpc.probes.startup" (dict "v" .v.liveness "p" (print .p "liveness.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.backend.servers.grpc.autoscaling.keda.queues" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nchannel\nbackend\njobsPerReplica\nhost\nport\ndatabase\nuser\ndb\nssl\nexistingSecret\npasswordKey\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "channel backend jobsPerReplica host port database user db ssl existingSecret passwordKey") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.servers.grpc.autoscaling.keda" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\nminReplicas\nmaxReplicas\npollingInterval\ncooldownPeriod\nqueues\ntriggers\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled minReplicas maxReplicas pollingInterval cooldownPeriod queues triggers") }}{{ end }}
{{- end }}
{{- range $i, $each := .v.queues }}{{ if kindIs "map" $each }}{{ include "hawser.known.backend.servers.grpc.autoscaling.keda.queues" (dict "v" $each "p" (printf "%squeues[%d]." $p $i)) }}{{ end }}{{ end }}
{{- end }}

{{- define "hawser.known.backend.servers.grpc.autoscaling" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\nminReplicas\nmaxReplicas\ncpu\nmemory\nmetrics\nbehavior\nkeda\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled minReplicas maxReplicas cpu memory metrics behavior keda") }}{{ end }}
{{- end }}
{{- if .v.keda }}{{ include "hawser.known.backend.servers.grpc.autoscaling.keda" (dict "v" .v.keda "p" (print .p "keda.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.backend.servers.grpc.disruptionBudget" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\nminAvailable\nmaxUnavailable\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled minAvailable maxUnavailable") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.servers.grpc.spread" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\ntopologyKeys\nmaxSkew\nwhenUnsatisfiable\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled topologyKeys maxSkew whenUnsatisfiable") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.servers.grpc.persistence" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\nsize\nstorageClassName\naccessModes\nmountPath\nexistingClaim\nannotations\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled size storageClassName accessModes mountPath existingClaim annotations") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.servers.grpc" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nkind\nreplicas\nresources\nargs\nenv\nenvFrom\nsidecars\ninitContainers\nvolumes\nvolumeMounts\nprobes\nautoscaling\ndisruptionBudget\nspread\naffinity\nnodeSelector\ntolerations\npriorityClassName\nserviceAccountName\nannotations\nlabels\npodAnnotations\npodLabels\nstrategy\nterminationGracePeriodSeconds\npersistence\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "kind replicas resources args env envFrom sidecars initContainers volumes volumeMounts probes autoscaling disruptionBudget spread affinity nodeSelector tolerations priorityClassName serviceAccountName annotations labels podAnnotations podLabels strategy terminationGracePeriodSeconds persistence") }}{{ end }}
{{- end }}
{{- if .v.resources }}{{ include "hawser.known.backend.resources" (dict "v" .v.resources "p" (print .p "resources.")) }}{{ end }}
{{- if .v.probes }}{{ include "hawser.known.backend.servers.grpc.probes" (dict "v" .v.probes "p" (print .p "probes.")) }}{{ end }}
{{- if .v.autoscaling }}{{ include "hawser.known.backend.servers.grpc.autoscaling" (dict "v" .v.autoscaling "p" (print .p "autoscaling.")) }}{{ end }}
{{- if .v.disruptionBudget }}{{ include "hawser.known.backend.servers.grpc.disruptionBudget" (dict "v" .v.disruptionBudget "p" (print .p "disruptionBudget.")) }}{{ end }}
{{- if .v.spread }}{{ include "hawser.known.backend.servers.grpc.spread" (dict "v" .v.spread "p" (print .p "spread.")) }}{{ end }}
{{- if .v.persistence }}{{ include "hawser.known.backend.servers.grpc.persistence" (dict "v" .v.persistence "p" (print .p "persistence.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.backend.servers" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\ngrpc\nrest\nscheduler\nworker\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "grpc rest scheduler worker") }}{{ end }}
{{- end }}
{{- if .v.grpc }}{{ include "hawser.known.backend.servers.grpc" (dict "v" .v.grpc "p" (print .p "grpc.")) }}{{ end }}
{{- if .v.rest }}{{ include "hawser.known.backend.servers.grpc" (dict "v" .v.rest "p" (print .p "rest.")) }}{{ end }}
{{- if .v.scheduler }}{{ include "hawser.known.backend.servers.grpc" (dict "v" .v.scheduler "p" (print .p "scheduler.")) }}{{ end }}
{{- if .v.worker }}{{ include "hawser.known.backend.servers.grpc" (dict "v" .v.worker "p" (print .p "worker.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.backend.jobs" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\nschedule\ntimeZone\ncommand\nargs\nenv\nenvFrom\nresources\nbackoffLimit\nactiveDeadlineSeconds\nttlSecondsAfterFinished\nconcurrencyPolicy\nsuspend\nsuccessfulJobsHistoryLimit\nfailedJobsHistoryLimit\nrestartPolicy\nserver\nwait\nvolumes\nvolumeMounts\nannotations\npodAnnotations\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled schedule timeZone command args env envFrom resources backoffLimit activeDeadlineSeconds ttlSecondsAfterFinished concurrencyPolicy suspend successfulJobsHistoryLimit failedJobsHistoryLimit restartPolicy server wait volumes volumeMounts annotations podAnnotations") }}{{ end }}
{{- end }}
{{- if .v.resources }}{{ include "hawser.known.backend.resources" (dict "v" .v.resources "p" (print .p "resources.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.backend.service.grpc.ports" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nname\nport\ntargetPort\nprotocol\nappProtocol\nnodePort\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "name port targetPort protocol appProtocol nodePort") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.service.grpc" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\ntype\nannotations\nlabels\nports\nclusterIP\nloadBalancerClass\nloadBalancerSourceRanges\nexternalTrafficPolicy\nsessionAffinity\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "type annotations labels ports clusterIP loadBalancerClass loadBalancerSourceRanges externalTrafficPolicy sessionAffinity") }}{{ end }}
{{- end }}
{{- range $i, $each := .v.ports }}{{ if kindIs "map" $each }}{{ include "hawser.known.backend.service.grpc.ports" (dict "v" $each "p" (printf "%sports[%d]." $p $i)) }}{{ end }}{{ end }}
{{- end }}

{{- define "hawser.known.backend.service" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\ngrpc\nrest\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "grpc rest") }}{{ end }}
{{- end }}
{{- if .v.grpc }}{{ include "hawser.known.backend.service.grpc" (dict "v" .v.grpc "p" (print .p "grpc.")) }}{{ end }}
{{- if .v.rest }}{{ include "hawser.known.backend.service.grpc" (dict "v" .v.rest "p" (print .p "rest.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.backend.ingress.rest" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\nclassName\nannotations\nlabels\nhost\nhosts\npath\npathType\nservicePort\ntls\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled className annotations labels host hosts path pathType servicePort tls") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.ingress" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nrest\ngrpc\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "rest grpc") }}{{ end }}
{{- end }}
{{- if .v.rest }}{{ include "hawser.known.backend.ingress.rest" (dict "v" .v.rest "p" (print .p "rest.")) }}{{ end }}
{{- if .v.grpc }}{{ include "hawser.known.backend.ingress.rest" (dict "v" .v.grpc "p" (print .p "grpc.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.backend.gateway.http" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\nhostnames\nannotations\nlabels\npath\nfilters\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled hostnames annotations labels path filters") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.gateway.grpc" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\nhostnames\nannotations\nlabels\nmethods\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled hostnames annotations labels methods") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.gateway" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nparentRefs\nhttp\ngrpc\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "parentRefs http grpc") }}{{ end }}
{{- end }}
{{- if .v.http }}{{ include "hawser.known.backend.gateway.http" (dict "v" .v.http "p" (print .p "http.")) }}{{ end }}
{{- if .v.grpc }}{{ include "hawser.known.backend.gateway.grpc" (dict "v" .v.grpc "p" (print .p "grpc.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.backend.networkPolicy.callers" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nname\nport\nnamespace\nlabels\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "name port namespace labels") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.networkPolicy" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\ncallers\ncallees\nfrom\nto\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled callers callees from to") }}{{ end }}
{{- end }}
{{- range $i, $each := .v.callers }}{{ if kindIs "map" $each }}{{ include "hawser.known.backend.networkPolicy.callers" (dict "v" $each "p" (printf "%scallers[%d]." $p $i)) }}{{ end }}{{ end }}
{{- range $i, $each := .v.callees }}{{ if kindIs "map" $each }}{{ include "hawser.known.backend.networkPolicy.callers" (dict "v" $each "p" (printf "%scallees[%d]." $p $i)) }}{{ end }}{{ end }}
{{- end }}

{{- define "hawser.known.backend.nginx" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\nimage\nresources\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled image resources") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.databaseSecret" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nexistingSecret\npasswordKey\nuserKey\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "existingSecret passwordKey userKey") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.systemSecret" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nexistingSecret\ntokenKey\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "existingSecret tokenKey") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.secretFiles" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nexistingSecret\nkey\nenv\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "existingSecret key env") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.externalSecrets.secretStoreRef" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nname\nkind\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "name kind") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.externalSecrets.secrets" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\ndata\ndataFrom\ntype\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "data dataFrom type") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.externalSecrets" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\nsecretStoreRef\nrefreshInterval\nsecrets\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled secretStoreRef refreshInterval secrets") }}{{ end }}
{{- end }}
{{- if .v.secretStoreRef }}{{ include "hawser.known.backend.externalSecrets.secretStoreRef" (dict "v" .v.secretStoreRef "p" (print .p "secretStoreRef.")) }}{{ end }}
{{- range $name, $each := .v.secrets }}{{ if $each }}{{ include "hawser.known.backend.externalSecrets.secrets" (dict "v" $each "p" (print $p "secrets." $name ".")) }}{{ end }}{{ end }}
{{- end }}

{{- define "hawser.known.backend.migration" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\ntimeoutSeconds\nresources\nannotations\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled timeoutSeconds resources annotations") }}{{ end }}
{{- end }}
{{- if .v.resources }}{{ include "hawser.known.backend.resources" (dict "v" .v.resources "p" (print .p "resources.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.backend.wait" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\nservices\ntimeoutSeconds\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled services timeoutSeconds") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.serviceAccount" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\ncreate\nname\nannotations\nlabels\nautomountToken\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "create name annotations labels automountToken") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.rbac" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nrules\nnamespace\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "rules namespace") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.monitoring.serviceMonitor" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\ninterval\nscrapeTimeout\nlabels\nrelabelings\nmetricRelabelings\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled interval scrapeTimeout labels relabelings metricRelabelings") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.monitoring" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nserviceMonitor\npodMonitor\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "serviceMonitor podMonitor") }}{{ end }}
{{- end }}
{{- if .v.serviceMonitor }}{{ include "hawser.known.backend.monitoring.serviceMonitor" (dict "v" .v.serviceMonitor "p" (print .p "serviceMonitor.")) }}{{ end }}
{{- if .v.podMonitor }}{{ include "hawser.known.backend.monitoring.serviceMonitor" (dict "v" .v.podMonitor "p" (print .p "podMonitor.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.backend.openTelemetry.headersSecret" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nexistingSecret\nkey\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "existingSecret key") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.openTelemetry" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nendpoint\nprotocol\nsampler\nsamplerArg\nheadersSecret\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "endpoint protocol sampler samplerArg headersSecret") }}{{ end }}
{{- end }}
{{- if .v.headersSecret }}{{ include "hawser.known.backend.openTelemetry.headersSecret" (dict "v" .v.headersSecret "p" (print .p "headersSecret.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.backend.global.backend" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nsidecar\nvolumes\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "sidecar volumes") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.backend.global.image" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nregistry\npullSecrets\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "registry pullSecrets") }}{{ end }}
{{- end }}
{{- range $i, $each := .v.pullSecrets }}{{ if kindIs "map" $each }}{{ include "hawser.known.backend.imagePullSecrets" (dict "v" $each "p" (printf "%spullSecrets[%d]." $p $i)) }}{{ end }}{{ end }}
{{- end }}

{{- define "hawser.known.backend.global" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nnamespace\nsupervisor_namespace\nshared\nshared_conf\nDATABASES\nsidecar\nbackend\nfrontend\nimage\ndatabaseSecret\nsystemSecret\nopenTelemetry\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "namespace supervisor_namespace shared shared_conf DATABASES sidecar backend frontend image databaseSecret systemSecret openTelemetry") }}{{ end }}
{{- end }}
{{- if .v.backend }}{{ include "hawser.known.backend.global.backend" (dict "v" .v.backend "p" (print .p "backend.")) }}{{ end }}
{{- if .v.frontend }}{{ include "hawser.known.backend.global.backend" (dict "v" .v.frontend "p" (print .p "frontend.")) }}{{ end }}
{{- if .v.image }}{{ include "hawser.known.backend.global.image" (dict "v" .v.image "p" (print .p "image.")) }}{{ end }}
{{- if .v.databaseSecret }}{{ include "hawser.known.backend.databaseSecret" (dict "v" .v.databaseSecret "p" (print .p "databaseSecret.")) }}{{ end }}
{{- if .v.systemSecret }}{{ include "hawser.known.backend.systemSecret" (dict "v" .v.systemSecret "p" (print .p "systemSecret.")) }}{{ end }}
{{- if .v.openTelemetry }}{{ include "hawser.known.backend.openTelemetry" (dict "v" .v.openTelemetry "p" (print .p "openTelemetry.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.backend" }}
{{- $known := print "\nenabled\nenable\ndeveloper\nname\nimage\nimagePullPolicy\nimagePullSecrets\ngrpc\nrest\nscheduler\nworker\nreplicas\nreplicas_rest\nreplicas_worker\ndatabase\napplication\napplication_grpc\napplication_rest\napplication_scheduler\napplication_worker\nconfigRoot\nsharedConf\nenv\nenvFrom\nsidecar\nvolumes\nvolumeMounts\npod\nresources\nservers\njobs\nservice\ningress\ngateway\nnetworkPolicy\nnginx\ndatabaseSecret\nsystemSecret\nsecretFiles\nexternalSecrets\nmigration\nwait\ngracePeriod\ndrainSeconds\nserviceAccount\nrbac\npodSecurityContext\ncontainerSecurityContext\nmonitoring\nopenTelemetry\nglobal\n" .others }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") $known) }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" ($known | trim | replace "\n" " ") "below" "servers.grpc" "keys" "kind replicas resources args env envFrom sidecars initContainers volumes volumeMounts probes autoscaling disruptionBudget spread affinity nodeSelector tolerations priorityClassName serviceAccountName annotations labels podAnnotations podLabels strategy terminationGracePeriodSeconds persistence") }}{{ end }}
{{- end }}
{{- if .v.image }}{{ include "hawser.known.backend.image" (dict "v" .v.image "p" (print .p "image.")) }}{{ end }}
{{- range $i, $each := .v.imagePullSecrets }}{{ if kindIs "map" $each }}{{ include "hawser.known.backend.imagePullSecrets" (dict "v" $each "p" (printf "%simagePullSecrets[%d]." $p $i)) }}{{ end }}{{ end }}
{{- if .v.sharedConf }}{{ include "hawser.known.backend.sharedConf" (dict "v" .v.sharedConf "p" (print .p "sharedConf.")) }}{{ end }}
{{- if .v.volumeMounts }}{{ include "hawser.known.backend.volumeMounts" (dict "v" .v.volumeMounts "p" (print .p "volumeMounts.")) }}{{ end }}
{{- if .v.pod }}{{ include "hawser.known.backend.pod" (dict "v" .v.pod "p" (print .p "pod.")) }}{{ end }}
{{- if .v.resources }}{{ include "hawser.known.backend.resources" (dict "v" .v.resources "p" (print .p "resources.")) }}{{ end }}
{{- if .v.servers }}{{ include "hawser.known.backend.servers" (dict "v" .v.servers "p" (print .p "servers.")) }}{{ end }}
{{- range $name, $each := .v.jobs }}{{ if $each }}{{ include "hawser.known.backend.jobs" (dict "v" $each "p" (print $p "jobs." $name ".")) }}{{ end }}{{ end }}
{{- if .v.service }}{{ include "hawser.known.backend.service" (dict "v" .v.service "p" (print .p "service.")) }}{{ end }}
{{- if .v.ingress }}{{ include "hawser.known.backend.ingress" (dict "v" .v.ingress "p" (print .p "ingress.")) }}{{ end }}
{{- if .v.gateway }}{{ include "hawser.known.backend.gateway" (dict "v" .v.gateway "p" (print .p "gateway.")) }}{{ end }}
{{- if .v.networkPolicy }}{{ include "hawser.known.backend.networkPolicy" (dict "v" .v.networkPolicy "p" (print .p "networkPolicy.")) }}{{ end }}
{{- if .v.nginx }}{{ include "hawser.known.backend.nginx" (dict "v" .v.nginx "p" (print .p "nginx.")) }}{{ end }}
{{- if .v.databaseSecret }}{{ include "hawser.known.backend.databaseSecret" (dict "v" .v.databaseSecret "p" (print .p "databaseSecret.")) }}{{ end }}
{{- if .v.systemSecret }}{{ include "hawser.known.backend.systemSecret" (dict "v" .v.systemSecret "p" (print .p "systemSecret.")) }}{{ end }}
{{- range $name, $each := .v.secretFiles }}{{ if $each }}{{ include "hawser.known.backend.secretFiles" (dict "v" $each "p" (print $p "secretFiles." $name ".")) }}{{ end }}{{ end }}
{{- if .v.externalSecrets }}{{ include "hawser.known.backend.externalSecrets" (dict "v" .v.externalSecrets "p" (print .p "externalSecrets.")) }}{{ end }}
{{- if .v.migration }}{{ include "hawser.known.backend.migration" (dict "v" .v.migration "p" (print .p "migration.")) }}{{ end }}
{{- if .v.wait }}{{ include "hawser.known.backend.wait" (dict "v" .v.wait "p" (print .p "wait.")) }}{{ end }}
{{- if .v.serviceAccount }}{{ include "hawser.known.backend.serviceAccount" (dict "v" .v.serviceAccount "p" (print .p "serviceAccount.")) }}{{ end }}
{{- if .v.rbac }}{{ include "hawser.known.backend.rbac" (dict "v" .v.rbac "p" (print .p "rbac.")) }}{{ end }}
{{- if .v.monitoring }}{{ include "hawser.known.backend.monitoring" (dict "v" .v.monitoring "p" (print .p "monitoring.")) }}{{ end }}
{{- if .v.openTelemetry }}{{ include "hawser.known.backend.openTelemetry" (dict "v" .v.openTelemetry "p" (print .p "openTelemetry.")) }}{{ end }}
{{- if .v.global }}{{ include "hawser.known.backend.global" (dict "v" .v.global "p" (print .p "global.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.supervisor" }}
{{- $known := print "\nenabled\nenable\ndeveloper\nname\nimage\nimagePullPolicy\nimagePullSecrets\ngrpc\nrest\nscheduler\nworker\nreplicas\nreplicas_rest\nreplicas_worker\ndatabase\napplication\napplication_grpc\napplication_rest\napplication_scheduler\napplication_worker\nconfigRoot\nsharedConf\nenv\nenvFrom\nsidecar\nvolumes\nvolumeMounts\npod\nresources\nservers\njobs\nservice\ningress\ngateway\nnetworkPolicy\nnginx\ndatabaseSecret\nsystemSecret\nsecretFiles\nexternalSecrets\nmigration\nwait\ngracePeriod\ndrainSeconds\nserviceAccount\npodSecurityContext\ncontainerSecurityContext\nmonitoring\nopenTelemetry\nglobal\n" .others }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") $known) }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" ($known | trim | replace "\n" " ") "below" "servers.grpc" "keys" "kind replicas resources args env envFrom sidecars initContainers volumes volumeMounts probes autoscaling disruptionBudget spread affinity nodeSelector tolerations priorityClassName serviceAccountName annotations labels podAnnotations podLabels strategy terminationGracePeriodSeconds persistence") }}{{ end }}
{{- end }}
{{- if .v.image }}{{ include "hawser.known.backend.image" (dict "v" .v.image "p" (print .p "image.")) }}{{ end }}
{{- range $i, $each := .v.imagePullSecrets }}{{ if kindIs "map" $each }}{{ include "hawser.known.backend.imagePullSecrets" (dict "v" $each "p" (printf "%simagePullSecrets[%d]." $p $i)) }}{{ end }}{{ end }}
{{- if .v.sharedConf }}{{ include "hawser.known.backend.sharedConf" (dict "v" .v.sharedConf "p" (print .p "sharedConf.")) }}{{ end }}
{{- if .v.volumeMounts }}{{ include "hawser.known.backend.volumeMounts" (dict "v" .v.volumeMounts "p" (print .p "volumeMounts.")) }}{{ end }}
{{- if .v.pod }}{{ include "hawser.known.backend.pod" (dict "v" .v.pod "p" (print .p "pod.")) }}{{ end }}
{{- if .v.resources }}{{ include "hawser.known.backend.resources" (dict "v" .v.resources "p" (print .p "resources.")) }}{{ end }}
{{- if .v.servers }}{{ include "hawser.known.backend.servers" (dict "v" .v.servers "p" (print .p "servers.")) }}{{ end }}
{{- range $name, $each := .v.jobs }}{{ if $each }}{{ include "hawser.known.backend.jobs" (dict "v" $each "p" (print $p "jobs." $name ".")) }}{{ end }}{{ end }}
{{- if .v.service }}{{ include "hawser.known.backend.service" (dict "v" .v.service "p" (print .p "service.")) }}{{ end }}
{{- if .v.ingress }}{{ include "hawser.known.backend.ingress" (dict "v" .v.ingress "p" (print .p "ingress.")) }}{{ end }}
{{- if .v.gateway }}{{ include "hawser.known.backend.gateway" (dict "v" .v.gateway "p" (print .p "gateway.")) }}{{ end }}
{{- if .v.networkPolicy }}{{ include "hawser.known.backend.networkPolicy" (dict "v" .v.networkPolicy "p" (print .p "networkPolicy.")) }}{{ end }}
{{- if .v.nginx }}{{ include "hawser.known.backend.nginx" (dict "v" .v.nginx "p" (print .p "nginx.")) }}{{ end }}
{{- if .v.databaseSecret }}{{ include "hawser.known.backend.databaseSecret" (dict "v" .v.databaseSecret "p" (print .p "databaseSecret.")) }}{{ end }}
{{- if .v.systemSecret }}{{ include "hawser.known.backend.systemSecret" (dict "v" .v.systemSecret "p" (print .p "systemSecret.")) }}{{ end }}
{{- range $name, $each := .v.secretFiles }}{{ if $each }}{{ include "hawser.known.backend.secretFiles" (dict "v" $each "p" (print $p "secretFiles." $name ".")) }}{{ end }}{{ end }}
{{- if .v.externalSecrets }}{{ include "hawser.known.backend.externalSecrets" (dict "v" .v.externalSecrets "p" (print .p "externalSecrets.")) }}{{ end }}
{{- if .v.migration }}{{ include "hawser.known.backend.migration" (dict "v" .v.migration "p" (print .p "migration.")) }}{{ end }}
{{- if .v.wait }}{{ include "hawser.known.backend.wait" (dict "v" .v.wait "p" (print .p "wait.")) }}{{ end }}
{{- if .v.serviceAccount }}{{ include "hawser.known.backend.serviceAccount" (dict "v" .v.serviceAccount "p" (print .p "serviceAccount.")) }}{{ end }}
{{- if .v.monitoring }}{{ include "hawser.known.backend.monitoring" (dict "v" .v.monitoring "p" (print .p "monitoring.")) }}{{ end }}
{{- if .v.openTelemetry }}{{ include "hawser.known.backend.openTelemetry" (dict "v" .v.openTelemetry "p" (print .p "openTelemetry.")) }}{{ end }}
{{- if .v.global }}{{ include "hawser.known.backend.global" (dict "v" .v.global "p" (print .p "global.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.plugin" }}
{{- $known := print "\nenabled\nenable\ndeveloper\nname\nimage\nimagePullPolicy\nimagePullSecrets\ngrpc\nreplicas\nenv\nenvFrom\nsidecar\nvolumes\nvolumeMounts\npod\nresources\nservers\nservice\ningress\ngateway\nnetworkPolicy\nexternalSecrets\ngracePeriod\ndrainSeconds\nserviceAccount\nrbac\npodSecurityContext\ncontainerSecurityContext\nmonitoring\nopenTelemetry\nglobal\n" .others }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") $known) }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" ($known | trim | replace "\n" " ") "below" "servers.grpc" "keys" "kind replicas resources args env envFrom sidecars initContainers volumes volumeMounts probes autoscaling disruptionBudget spread affinity nodeSelector tolerations priorityClassName serviceAccountName annotations labels podAnnotations podLabels strategy terminationGracePeriodSeconds persistence") }}{{ end }}
{{- end }}
{{- if .v.image }}{{ include "hawser.known.backend.image" (dict "v" .v.image "p" (print .p "image.")) }}{{ end }}
{{- range $i, $each := .v.imagePullSecrets }}{{ if kindIs "map" $each }}{{ include "hawser.known.backend.imagePullSecrets" (dict "v" $each "p" (printf "%simagePullSecrets[%d]." $p $i)) }}{{ end }}{{ end }}
{{- if .v.volumeMounts }}{{ include "hawser.known.backend.volumeMounts" (dict "v" .v.volumeMounts "p" (print .p "volumeMounts.")) }}{{ end }}
{{- if .v.pod }}{{ include "hawser.known.backend.pod" (dict "v" .v.pod "p" (print .p "pod.")) }}{{ end }}
{{- if .v.resources }}{{ include "hawser.known.backend.resources" (dict "v" .v.resources "p" (print .p "resources.")) }}{{ end }}
{{- if .v.servers }}{{ include "hawser.known.backend.servers" (dict "v" .v.servers "p" (print .p "servers.")) }}{{ end }}
{{- if .v.service }}{{ include "hawser.known.backend.service" (dict "v" .v.service "p" (print .p "service.")) }}{{ end }}
{{- if .v.ingress }}{{ include "hawser.known.backend.ingress" (dict "v" .v.ingress "p" (print .p "ingress.")) }}{{ end }}
{{- if .v.gateway }}{{ include "hawser.known.backend.gateway" (dict "v" .v.gateway "p" (print .p "gateway.")) }}{{ end }}
{{- if .v.networkPolicy }}{{ include "hawser.known.backend.networkPolicy" (dict "v" .v.networkPolicy "p" (print .p "networkPolicy.")) }}{{ end }}
{{- if .v.externalSecrets }}{{ include "hawser.known.backend.externalSecrets" (dict "v" .v.externalSecrets "p" (print .p "externalSecrets.")) }}{{ end }}
{{- if .v.serviceAccount }}{{ include "hawser.known.backend.serviceAccount" (dict "v" .v.serviceAccount "p" (print .p "serviceAccount.")) }}{{ end }}
{{- if .v.rbac }}{{ include "hawser.known.backend.rbac" (dict "v" .v.rbac "p" (print .p "rbac.")) }}{{ end }}
{{- if .v.monitoring }}{{ include "hawser.known.backend.monitoring" (dict "v" .v.monitoring "p" (print .p "monitoring.")) }}{{ end }}
{{- if .v.openTelemetry }}{{ include "hawser.known.backend.openTelemetry" (dict "v" .v.openTelemetry "p" (print .p "openTelemetry.")) }}{{ end }}
{{- if .v.global }}{{ include "hawser.known.backend.global" (dict "v" .v.global "p" (print .p "global.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.frontend.servers" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nrest\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "rest") }}{{ end }}
{{- end }}
{{- if .v.rest }}{{ include "hawser.known.backend.servers.grpc" (dict "v" .v.rest "p" (print .p "rest.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.frontend" }}
{{- $known := print "\nenabled\nenable\ndeveloper\nname\nimage\nimagePullPolicy\nimagePullSecrets\nreplicas\nenv\nenvFrom\nsidecar\nvolumes\nvolumeMounts\npod\nresources\nservers\nservice\ningress\ngracePeriod\nserviceAccount\npodSecurityContext\ncontainerSecurityContext\nglobal\nproduction_json\n" .others }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") $known) }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" ($known | trim | replace "\n" " ") "below" "servers.rest" "keys" "kind replicas resources args env envFrom sidecars initContainers volumes volumeMounts probes autoscaling disruptionBudget spread affinity nodeSelector tolerations priorityClassName serviceAccountName annotations labels podAnnotations podLabels strategy terminationGracePeriodSeconds persistence") }}{{ end }}
{{- end }}
{{- if .v.image }}{{ include "hawser.known.backend.image" (dict "v" .v.image "p" (print .p "image.")) }}{{ end }}
{{- range $i, $each := .v.imagePullSecrets }}{{ if kindIs "map" $each }}{{ include "hawser.known.backend.imagePullSecrets" (dict "v" $each "p" (printf "%simagePullSecrets[%d]." $p $i)) }}{{ end }}{{ end }}
{{- if .v.volumeMounts }}{{ include "hawser.known.backend.volumeMounts" (dict "v" .v.volumeMounts "p" (print .p "volumeMounts.")) }}{{ end }}
{{- if .v.pod }}{{ include "hawser.known.backend.pod" (dict "v" .v.pod "p" (print .p "pod.")) }}{{ end }}
{{- if .v.resources }}{{ include "hawser.known.backend.resources" (dict "v" .v.resources "p" (print .p "resources.")) }}{{ end }}
{{- if .v.servers }}{{ include "hawser.known.frontend.servers" (dict "v" .v.servers "p" (print .p "servers.")) }}{{ end }}
{{- if .v.service }}{{ include "hawser.known.backend.service.grpc" (dict "v" .v.service "p" (print .p "service.")) }}{{ end }}
{{- if .v.ingress }}{{ include "hawser.known.backend.ingress.rest" (dict "v" .v.ingress "p" (print .p "ingress.")) }}{{ end }}
{{- if .v.serviceAccount }}{{ include "hawser.known.backend.serviceAccount" (dict "v" .v.serviceAccount "p" (print .p "serviceAccount.")) }}{{ end }}
{{- if .v.global }}{{ include "hawser.known.backend.global" (dict "v" .v.global "p" (print .p "global.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.static" }}
{{- $known := print "\nenabled\nenable\ndeveloper\nname\nimage\nimagePullPolicy\nimagePullSecrets\nreplicas\nenv\nenvFrom\nsidecar\nvolumes\nvolumeMounts\npod\nresources\nservers\nservice\ningress\ngracePeriod\nserviceAccount\npodSecurityContext\ncontainerSecurityContext\nglobal\n" .others }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") $known) }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" ($known | trim | replace "\n" " ") "below" "servers.rest" "keys" "kind replicas resources args env envFrom sidecars initContainers volumes volumeMounts probes autoscaling disruptionBudget spread affinity nodeSelector tolerations priorityClassName serviceAccountName annotations labels podAnnotations podLabels strategy terminationGracePeriodSeconds persistence") }}{{ end }}
{{- end }}
{{- if .v.image }}{{ include "hawser.known.backend.image" (dict "v" .v.image "p" (print .p "image.")) }}{{ end }}
{{- range $i, $each := .v.imagePullSecrets }}{{ if kindIs "map" $each }}{{ include "hawser.known.backend.imagePullSecrets" (dict "v" $each "p" (printf "%simagePullSecrets[%d]." $p $i)) }}{{ end }}{{ end }}
{{- if .v.volumeMounts }}{{ include "hawser.known.backend.volumeMounts" (dict "v" .v.volumeMounts "p" (print .p "volumeMounts.")) }}{{ end }}
{{- if .v.pod }}{{ include "hawser.known.backend.pod" (dict "v" .v.pod "p" (print .p "pod.")) }}{{ end }}
{{- if .v.resources }}{{ include "hawser.known.backend.resources" (dict "v" .v.resources "p" (print .p "resources.")) }}{{ end }}
{{- if .v.servers }}{{ include "hawser.known.frontend.servers" (dict "v" .v.servers "p" (print .p "servers.")) }}{{ end }}
{{- if .v.service }}{{ include "hawser.known.backend.service.grpc" (dict "v" .v.service "p" (print .p "service.")) }}{{ end }}
{{- if .v.ingress }}{{ include "hawser.known.backend.ingress.rest" (dict "v" .v.ingress "p" (print .p "ingress.")) }}{{ end }}
{{- if .v.serviceAccount }}{{ include "hawser.known.backend.serviceAccount" (dict "v" .v.serviceAccount "p" (print .p "serviceAccount.")) }}{{ end }}
{{- if .v.global }}{{ include "hawser.known.backend.global" (dict "v" .v.global "p" (print .p "global.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.initializer" }}
{{- $known := print "\nenabled\nenable\nname\nimage\nimagePullPolicy\nimagePullSecrets\nmode\nservices\nplugins\ntimeoutSeconds\ncredentialsSecret\nurl\nannotations\nsystemSecret\nenv\nenvFrom\nresources\npod\nserviceAccount\npodSecurityContext\ncontainerSecurityContext\nglobal\n" .others }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") $known) }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" ($known | trim | replace "\n" " ")) }}{{ end }}
{{- end }}
{{- if .v.image }}{{ include "hawser.known.backend.image" (dict "v" .v.image "p" (print .p "image.")) }}{{ end }}
{{- range $i, $each := .v.imagePullSecrets }}{{ if kindIs "map" $each }}{{ include "hawser.known.backend.imagePullSecrets" (dict "v" $each "p" (printf "%simagePullSecrets[%d]." $p $i)) }}{{ end }}{{ end }}
{{- if .v.systemSecret }}{{ include "hawser.known.backend.systemSecret" (dict "v" .v.systemSecret "p" (print .p "systemSecret.")) }}{{ end }}
{{- if .v.resources }}{{ include "hawser.known.backend.resources" (dict "v" .v.resources "p" (print .p "resources.")) }}{{ end }}
{{- if .v.pod }}{{ include "hawser.known.backend.pod" (dict "v" .v.pod "p" (print .p "pod.")) }}{{ end }}
{{- if .v.serviceAccount }}{{ include "hawser.known.backend.serviceAccount" (dict "v" .v.serviceAccount "p" (print .p "serviceAccount.")) }}{{ end }}
{{- if .v.global }}{{ include "hawser.known.backend.global" (dict "v" .v.global "p" (print .p "global.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.umbrella.secrets" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\nimage\nensure\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled image ensure") }}{{ end }}
{{- end }}
{{- if .v.image }}{{ include "hawser.known.backend.image" (dict "v" .v.image "p" (print .p "image.")) }}{{ end }}
{{- end }}

{{- define "hawser.known.umbrella.ingress" }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") "\nenabled\nclassName\nhost\ntlsSecret\nannotations\npaths\n") }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" "enabled className host tlsSecret annotations paths") }}{{ end }}
{{- end }}
{{- end }}

{{- define "hawser.known.umbrella" }}
{{- $known := print "\nenabled\nimage\nimagePullPolicy\nimagePullSecrets\nresources\nsharedConf\nsecrets\ningress\ntags\nglobal\n" .others }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\n" $key "\n") $known) }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" ($known | trim | replace "\n" " ")) }}{{ end }}
{{- end }}
{{- if .v.image }}{{ include "hawser.known.backend.image" (dict "v" .v.image "p" (print .p "image.")) }}{{ end }}
{{- range $i, $each := .v.imagePullSecrets }}{{ if kindIs "map" $each }}{{ include "hawser.known.backend.imagePullSecrets" (dict "v" $each "p" (printf "%simagePullSecrets[%d]." $p $i)) }}{{ end }}{{ end }}
{{- if .v.sharedConf }}{{ include "hawser.known.backend.sharedConf" (dict "v" .v.sharedConf "p" (print .p "sharedConf.")) }}{{ end }}
{{- if .v.secrets }}{{ include "hawser.known.umbrella.secrets" (dict "v" .v.secrets "p" (print .p "secrets.")) }}{{ end }}
{{- if .v.ingress }}{{ include "hawser.known.umbrella.ingress" (dict "v" .v.ingress "p" (print .p "ingress.")) }}{{ end }}
{{- if .v.global }}{{ include "hawser.known.backend.global" (dict "v" .v.global "p" (print .p "global.")) }}{{ end }}
{{- end }}
