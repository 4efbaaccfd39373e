{{/*
nginx before the rest server, as the ancestors have it: a container of the same pod that listens on the Service's target
port and hands on to the server's 8000. Off by default, as the server speaks HTTP itself. The two files are the chart's
`config/nginx.conf` and `config/proxy.conf`, or these.
*/}}
{{- define "hawser.nginx.conf" -}}
{{- $own := .Files.Get "config/nginx.conf" -}}
{{- if $own }}{{ $own }}{{ else -}}
server {
    listen {{ include "hawser.port.rest" . }};
    client_max_body_size 16m;
    location / {
        include /etc/nginx/proxy.conf;
        proxy_pass http://127.0.0.1:8000;
    }
}
{{- end -}}
{{- end }}

{{- define "hawser.nginx.proxy" -}}
{{- $own := .Files.Get "config/proxy.conf" -}}
{{- if $own }}{{ $own }}{{ else -}}
proxy_http_version 1.1;
proxy_set_header Host $host;
proxy_set_header X-Real-IP $remote_addr;
proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
proxy_set_header X-Forwarded-Proto $scheme;
proxy_read_timeout 600s;
proxy_temp_path /tmp/proxy;
{{- end -}}
{{- end }}

{{- define "hawser.conf.nginx" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if and .hawser.rest (.Values.nginx).enabled -}}
{{- include "hawser.configmap" (dict "top" . "name" (printf "%s-rest-nginx-conf" .hawser.name) "component" "rest" "file" "rest.conf" "text" (include "hawser.nginx.conf" .)) -}}
{{- end -}}
{{- end }}

{{- define "hawser.conf.nginx.proxy" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if and .hawser.rest (.Values.nginx).enabled -}}
{{- include "hawser.configmap" (dict "top" . "name" (printf "%s-rest-nginx-proxy-conf" .hawser.name) "component" "rest" "file" "proxy.conf" "text" (include "hawser.nginx.proxy" .)) -}}
{{- end -}}
{{- end }}

{{/* hawser.nginx.container: takes `top` and `port`. The image's own folders are read-only, so its caches are in /tmp. */}}
{{- define "hawser.nginx.container" }}
        - name: nginx
          image: {{ include "hawser.image" (dict "image" (.top.Values.nginx).image "name" "nginx" "version" "stable" "global" .top.hawser.global) }}
          imagePullPolicy: {{ .top.hawser.pullPolicy }}
          ports:
            - name: http
              containerPort: {{ .port }}
          {{- .top.hawser.containerSecurity }}
{{- with (.top.Values.nginx).resources }}
          resources:
{{- toYaml . | nindent 12 }}
{{- end }}
          volumeMounts:
            - name: nginx-conf
              mountPath: /etc/nginx/conf.d
              readOnly: true
            - name: nginx-proxy-conf
              mountPath: /etc/nginx/proxy.conf
              subPath: proxy.conf
              readOnly: true
            - name: nginx-run
              mountPath: /var/run
            - name: nginx-cache
              mountPath: /var/cache/nginx
            - name: tmp
              mountPath: /tmp
{{- end }}

{{- define "hawser.nginx.volumes" }}
        - name: nginx-conf
          configMap:
            name: {{ .hawser.name }}-rest-nginx-conf
        - name: nginx-proxy-conf
          configMap:
            name: {{ .hawser.name }}-rest-nginx-proxy-conf
        - name: nginx-run
          emptyDir: {}
        - name: nginx-cache
          emptyDir: {}
{{- end }}
