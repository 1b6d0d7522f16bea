{{/* Labels of all objects. */}}
{{- define "tributary.labels" -}}
app.kubernetes.io/name: tributary
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name (.Chart.Version | replace "+" "_") }}
{{- with .Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* The workers' image. */}}
{{- define "tributary.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end }}

{{/*
What the partner files say, as JSON:
  partners:   name: {namespace, serviceAccount, secrets, mountedSecrets, image, pullPolicy, executors}
  namespaces: name: {files: {key: text}, partners: [...], accounts: {name: annotations}, drivers: [...], ports: [...]}
  files:      {key: text} of all partners
*/}}
{{- define "tributary.model" -}}
{{- $default := .Values.namespace | default .Release.Namespace -}}
{{- $model := dict "partners" dict "namespaces" dict "files" dict -}}
{{- $partners := dict -}}
{{- range $name, $partner := .Values.partners -}}
{{- if $partner -}}
{{- $_ := set $partners $name $partner -}}
{{- end -}}
{{- end -}}
{{- if not $partners -}}
{{- include "tributary.namespace" (list . $model $default) -}}
{{- end -}}
{{- range $name, $partner := $partners -}}
{{- $file := fromYaml $partner.file -}}
{{- $where := printf "partners.%s.file" $name -}}
{{- if hasKey $file "Error" -}}
{{- fail (printf "%s is no YAML: %s" $where $file.Error) -}}
{{- end -}}
{{- if ne (toString $file.partner) $name -}}
{{- fail (printf "%s: its `partner` is %v: it must be %s, the name it has among the values" $where $file.partner $name) -}}
{{- end -}}
{{- range $key := list "source" "airflow" "spark" "tables" -}}
{{- if not (kindIs "map" (index $file $key | default dict)) -}}
{{- fail (printf "%s: %s has to be a block of keys" $where $key) -}}
{{- end -}}
{{- end -}}
{{- $secrets := pick ($file.source | default dict) "password" "passphrase" -}}
{{- if kindIs "slice" $file.alerts -}}
{{- range $number, $alert := $file.alerts -}}
{{- $email := dig "email" dict $alert -}}
{{- $_ := set $secrets (printf "alerts.%d.webhook" $number) (dig "webhook" "" $alert) -}}
{{- $_ := set $secrets (printf "alerts.%d.email.password" $number) (dig "password" "" $email) -}}
{{- end -}}
{{- end -}}
{{- range $key, $secret := $secrets -}}
{{- if and $secret (not (contains "${" (toString $secret))) -}}
{{- fail (printf "%s: %s is a secret, which every reader of the config map would see: write ${NAME}, and name a secret with NAME in airflow.secrets" $where $key) -}}
{{- end -}}
{{- end -}}
{{- $airflow := $file.airflow | default dict -}}
{{- if not (kindIs "slice" ($airflow.secrets | default list)) -}}
{{- fail (printf "%s: airflow.secrets has to be a list of names" $where) -}}
{{- end -}}
{{- if not (kindIs "map" (index $airflow "mounted-secrets" | default dict)) -}}
{{- fail (printf "%s: airflow.mounted-secrets has to be like {sftp: /secrets}" $where) -}}
{{- end -}}
{{- if ne (index $airflow "partners-config-map" | default "tributary-partners") "tributary-partners" -}}
{{- fail (printf "%s: airflow.partners-config-map: take it out, this chart makes tributary-partners" $where) -}}
{{- end -}}
{{- $executors := contains "k8s://" (toJson (list $file.spark $file.tables)) -}}
{{- if and $executors (not $.Values.spark.enabled) -}}
{{- fail (printf "%s asks for Spark on executors: set spark.enabled, which lets its driver start pods" $where) -}}
{{- end -}}
{{- $contracts := $partner.contracts | default dict -}}
{{- with $file.contract -}}
{{- if and (not (hasPrefix "/" .)) (not (hasKey $contracts (trimPrefix "./" .))) -}}
{{- fail (printf "%s names the contract %s: give its text as partners.%s.contracts, in a file without folders" $where . $name) -}}
{{- end -}}
{{- end -}}
{{- $namespace := $airflow.namespace | default $default -}}
{{- if or (not (regexMatch "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" $namespace)) (hasPrefix "kube-" $namespace) -}}
{{- fail (printf "%s: airflow.namespace: %s is no namespace for workers" $where $namespace) -}}
{{- end -}}
{{- include "tributary.namespace" (list $ $model $namespace) -}}
{{- $in := index $model.namespaces $namespace -}}
{{- $_ := set $in "partners" (append $in.partners $name) -}}
{{- range $key, $text := merge (dict (printf "%s.yaml" $name) $partner.file) $contracts -}}
{{- range $files := list $in.files $model.files -}}
{{- if ne (index $files $key | default $text) $text -}}
{{- fail (printf "partners.%s: another partner has a contract %s with other text" $name $key) -}}
{{- end -}}
{{- $_ := set $files $key $text -}}
{{- end -}}
{{- end -}}
{{- $worker := index $airflow "service-account" | default "tributary-worker" -}}
{{- $driver := index $airflow "driver-service-account" | default "tributary-driver" -}}
{{- range $key, $account := dict "service-account" $worker "driver-service-account" $driver -}}
{{- if not (regexMatch "^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$" $account) -}}
{{- fail (printf "%s: airflow.%s: %s is no name of a service account" $where $key $account) -}}
{{- end -}}
{{- end -}}
{{- if or (has $worker (list $driver "tributary-driver" "tributary-executor" "default")) (has $driver (list "tributary-worker" "tributary-executor" "default")) -}}
{{- fail (printf "%s: airflow: %s as service-account, %s as driver-service-account: workers, drivers and executors are told apart by their accounts" $where $worker $driver) -}}
{{- end -}}
{{- $own := dig "serviceAccount" "annotations" dict $partner -}}
{{- $accounts := dict $worker "worker" -}}
{{- if $executors -}}
{{- $_ := set $in "drivers" (append $in.drivers $driver | uniq) -}}
{{- $_ := set $accounts $driver "driver" -}}
{{- $_ := set $accounts "tributary-executor" "executor" -}}
{{- end -}}
{{- range $account, $kind := $accounts -}}
{{- $standard := dig $kind "annotations" dict $.Values.serviceAccounts -}}
{{- $wanted := merge dict $own $standard -}}
{{- if ne (toJson (index $in.accounts $account | default $wanted)) (toJson $wanted) -}}
{{- fail (printf "partners.%s.serviceAccount.annotations: another partner in namespace %s has the account %s with other annotations: give this one an account or a namespace of its own" $name $namespace $account) -}}
{{- end -}}
{{- $_ := set $in.accounts $account $wanted -}}
{{- end -}}
{{- $port := "" -}}
{{- $uri := dig "source" "uri" "" $file | toString -}}
{{- if hasPrefix "sftp://" $uri -}}
{{- $port = regexFind ":[0-9]+}?(/|$)" (trimPrefix "sftp://" $uri) | trimPrefix ":" | trimSuffix "/" | trimSuffix "}" | default "22" -}}
{{- else if hasPrefix "s3://" $uri -}}
{{- $port = "443" -}}
{{- end -}}
{{- with $port -}}
{{- $_ := set $in "ports" (append $in.ports (int .) | uniq) -}}
{{- end -}}
{{- $_ := set $model.partners $name (dict
  "namespace" $namespace
  "serviceAccount" $worker
  "executors" $executors
  "secrets" ($airflow.secrets | default list)
  "mountedSecrets" (index $airflow "mounted-secrets" | default dict)
  "image" ($airflow.image | default (include "tributary.image" $))
  "pullPolicy" (index $airflow "image-pull-policy" | default $.Values.image.pullPolicy)) -}}
{{- end -}}
{{- range $namespace, $in := $model.namespaces -}}
{{- if not $in.partners -}}
{{- $_ := set $in.accounts "tributary-worker" (dig "worker" "annotations" dict $.Values.serviceAccounts) -}}
{{- end -}}
{{- if $.Values.spark.enabled -}}
{{- $_ := set $in "drivers" (append $in.drivers "tributary-driver" | uniq) -}}
{{- range $account, $kind := dict "tributary-driver" "driver" "tributary-executor" "executor" -}}
{{- if not (hasKey $in.accounts $account) -}}
{{- $_ := set $in.accounts $account (dig $kind "annotations" dict $.Values.serviceAccounts) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if gt (len (toJson $model.files)) 1000000 -}}
{{- fail "the partner files and contracts are larger than the 1 MB that a config map holds" -}}
{{- end -}}
{{- toJson $model -}}
{{- end }}

{{/* Adds a namespace to the model. */}}
{{- define "tributary.namespace" -}}
{{- $namespaces := (index . 1).namespaces -}}
{{- if not (hasKey $namespaces (index . 2)) -}}
{{- $_ := set $namespaces (index . 2) (dict "partners" list "files" dict "accounts" dict "drivers" list "ports" list) -}}
{{- end -}}
{{- end }}

{{/* What every container of ours is held to. */}}
{{- define "tributary.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: {drop: [ALL]}
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{/* What every pod of ours is held to. */}}
{{- define "tributary.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "tributary.ports" -}}
{{- range . }}
- {protocol: TCP, port: {{ . }}}
{{- end }}
{{- end }}
