import { pod, testCases } from './testing.ts';

testCases([
  [
    'a mount of a volume that is not there',
    r => {
      pod(r).containers[0].volumeMounts[0].name = 'config';
    },
    [
      /containers\[0\]\.volumeMounts\[0\]\.name: no volume of spec\.template\.spec\.volumes has the name "config"/,
    ],
  ],
  [
    'two mounts at one path',
    r => {
      pod(r).containers[0].volumeMounts[1].mountPath = '/etc/conf/';
    },
    [
      /volumeMounts\[1\]\.mountPath: \/etc\/conf\/ is the path of spec\.template\.spec\.containers\[0\]\.volumeMounts\[0\], too/,
    ],
  ],
  [
    'a ConfigMap that is not there',
    r => {
      pod(r).volumes[0].configMap.name = 'api-config';
    },
    [/volumes\[0\]\.configMap\.name: ConfigMap "api-config" is neither.*did you mean "api-conf"/],
  ],
  [
    'a key that the ConfigMap lacks',
    r => {
      pod(r).volumes[0].configMap.items[0].key = 'nope';
    },
    [/volumes\[0\]\.configMap\.items\[0\]\.key: ConfigMap "api-conf" has no key "nope"/],
  ],
  [
    'a Secret that is not there, by a variable',
    r => {
      pod(r).containers[0].env[0].valueFrom.secretKeyRef.name = 'nope';
    },
    [/env\[0\]\.valueFrom\.secretKeyRef\.name: Secret "nope"/],
  ],
  [
    'a Secret of a projected volume that is not there',
    r => {
      pod(r).volumes[0] = { name: 'conf', projected: { sources: [{ secret: { name: 'nope' } }] } };
    },
    [/volumes\[0\]\.projected\.sources\[0\]\.secret\.name: Secret "nope"/],
  ],
  [
    'variables from a ConfigMap that is not there',
    r => {
      pod(r).containers[0].envFrom = [
        { configMapRef: { name: 'nope' } },
        { secretRef: { name: 'no', optional: true } },
      ];
    },
    [/envFrom\[0\]\.configMapRef\.name: ConfigMap "nope"/],
  ],
  [
    'a variable that is there twice',
    r => {
      pod(r).containers[0].env[1].name = 'PASSWORD';
    },
    [/env\[1\]\.name: "PASSWORD" is set by env\[0\], too/],
  ],
  [
    'a claim that is not there',
    r => {
      pod(r).volumes[1] = { name: 'tmp', persistentVolumeClaim: { claimName: 'data' } };
    },
    [/volumes\[1\]\.persistentVolumeClaim\.claimName: PersistentVolumeClaim "data"/],
  ],
  [
    'a probe of a port that the container lacks',
    r => {
      pod(r).containers[0].livenessProbe.tcpSocket.port = 'http';
    },
    [/containers\[0\]\.livenessProbe\.tcpSocket\.port: the container has no port named "http"/],
  ],
  [
    'ports with one name or number, or a bad one',
    r => {
      pod(r).containers[0].ports.push(
        { name: 'grpc', containerPort: 50051 },
        { name: 'a-name-that-is-too-long', containerPort: 70000 },
      );
    },
    [
      /ports\[1\]\.name: "grpc" is another port's name, too/,
      /ports\[1\]\.containerPort: 50051\/TCP is there twice/,
      /ports\[2\]\.name: "a-name-that-is-too-long" is not a port's name/,
      /ports\[2\]\.containerPort: 70000 is not a port/,
    ],
  ],
  [
    'a service account that is not there',
    r => {
      pod(r).serviceAccountName = 'apis';
    },
    [/spec\.serviceAccountName: ServiceAccount "apis" .*did you mean "api"/],
  ],
]);
