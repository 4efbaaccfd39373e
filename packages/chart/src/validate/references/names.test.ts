import { pod, testCases } from './testing.ts';

testCases([
  [
    'a name that is too long',
    r => {
      r.migration.metadata.name = `api-${'m'.repeat(60)}`;
    },
    [/^Job\/api-m+ metadata\.name: has 64 characters; a Job may have 63/],
  ],
  [
    'a name that is no DNS name',
    r => {
      r.config.metadata.name = 'Api_conf';
      delete pod(r).volumes[0].configMap;
      pod(r).containers[0].env = [];
    },
    [/^ConfigMap\/Api_conf metadata\.name: "Api_conf" is not a DNS name/],
  ],
  [
    'a label that is none',
    r => {
      r.config.metadata.labels = { 'app.kubernetes.io/version': 'v1+build', 'a b': 'c' };
    },
    [
      /metadata\.labels\["a b"\]: the key is not/,
      /metadata\.labels\["app\.kubernetes\.io\/version"\]: "v1\+build" is not a label/,
    ],
  ],
  [
    'containers of one name',
    r => {
      pod(r).initContainers[0].name = 'api';
    },
    [/containers\[0\]\.name: "api" is the name of spec\.template\.spec\.initContainers\[0\], too/],
  ],
  [
    'an object that is there twice',
    r => {
      r.migration = structuredClone(r.config);
    },
    [/^ConfigMap\/api-conf metadata\.name: is rendered twice/],
  ],
  [
    'a binding of a role and an account that are not there',
    r => {
      r.binding.roleRef.name = 'x';
      r.binding.subjects[0].name = 'y';
    },
    [
      /^RoleBinding\/api roleRef\.name: Role "x"/,
      /^RoleBinding\/api subjects\[0\]\.name: ServiceAccount "y"/,
    ],
  ],
  [
    'a Job whose pods restart always',
    r => {
      delete r.migration.spec.template.spec.restartPolicy;
    },
    [/^Job\/api-migrate-1a2b3c spec\.template\.spec\.restartPolicy: must be Never or OnFailure/],
  ],
]);
