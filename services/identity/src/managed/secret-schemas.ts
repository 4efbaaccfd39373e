import { type ManagedSchema, texts } from './schema.ts';

const accessKey = { title: 'AWS Access Key', hidden: true } as const;
const secretKey = { title: 'AWS Secret Key', hidden: true } as const;
const subscription = 'Subscription ID';
const tenant = 'Tenant ID';

const awsSecrets: readonly ManagedSchema[] = [
  {
    schemaId: 'aws-secret-access-key',
    name: 'AWS Access Key',
    type: 'SECRET',
    provider: 'aws',
    schema: texts({ aws_access_key_id: accessKey, aws_secret_access_key: secretKey }),
    version: '1.0',
  },
  {
    schemaId: 'aws-control-tower-access-key',
    name: 'AWS Control Tower',
    type: 'SECRET',
    provider: 'aws',
    schema: texts({
      aws_access_key_id: accessKey,
      aws_secret_access_key: secretKey,
      role_name: 'Role Name',
      external_id: 'External ID',
    }),
    version: '1.1',
  },
  {
    schemaId: 'aws-secret-assume-role',
    name: 'AWS Assume Role',
    type: 'TRUSTING_SECRET',
    provider: 'aws',
    schema: texts({ external_id: { title: 'External ID', optional: true }, role_arn: 'Role ARN' }),
    version: '1.0',
  },
  {
    schemaId: 'aws-security-ou-secret',
    name: 'AWS Security OU Secret',
    type: 'TRUSTING_SECRET',
    provider: 'aws',
    schema: texts({ account_id: 'AWS Account ID' }),
    version: '1.0',
  },
];

const azureSecrets: readonly ManagedSchema[] = [
  {
    schemaId: 'azure-secret-client-secret',
    name: 'Azure Client Secret',
    type: 'SECRET',
    provider: 'azure',
    schema: texts({
      subscription_id: subscription,
      tenant_id: tenant,
      client_id: 'Client ID',
      client_secret: { title: 'Client Secret', hidden: true },
    }),
    version: '1.0',
  },
  {
    schemaId: 'azure-secret-multi-tenant',
    name: 'Azure Multi Tenant Secret',
    type: 'TRUSTING_SECRET',
    provider: 'azure',
    schema: texts({ subscription_id: subscription, tenant_id: { title: tenant, optional: true } }),
    version: '1.0',
  },
  {
    schemaId: 'azure-secret-subscription-id',
    name: 'Azure Subscription ID',
    type: 'TRUSTING_SECRET',
    provider: 'azure',
    schema: texts({ subscription_id: subscription }),
    version: '1.0',
  },
];

const googleSecrets: readonly ManagedSchema[] = [
  {
    schemaId: 'google-secret-oauth2-credentials',
    name: 'Google Cloud OAuth2 Credentials',
    type: 'SECRET',
    provider: 'google_cloud',
    schema: texts({
      type: 'Type',
      project_id: 'Project ID',
      private_key_id: 'Private Key ID',
      private_key: { title: 'Private Key', hidden: true },
      client_email: 'Client Email',
      client_id: 'Client ID',
      auth_uri: 'Auth URI',
      token_uri: 'Token URI',
      auth_provider_x509_cert_url: 'Auth Provider X509 Cert URL',
      client_x509_cert_url: 'Client X509 Cert URL',
    }),
    version: '1.0',
  },
  {
    schemaId: 'google-secret-project-id',
    name: 'Google Cloud Project ID',
    type: 'TRUSTING_SECRET',
    provider: 'google_cloud',
    schema: texts({ project_id: 'Project ID' }),
    version: '1.0',
  },
];

const others: readonly ManagedSchema[] = [
  {
    schemaId: 'kubernetes-kubeconfig',
    name: 'Kubeconfig',
    type: 'SECRET',
    provider: 'kubernetes',
    schema: texts({ kubeconfig: { title: 'Kubeconfig', hidden: true } }),
    version: '1.0',
  },
  {
    schemaId: 'kubernetes-token',
    name: 'Kubernetes Token',
    type: 'SECRET',
    provider: 'kubernetes',
    schema: texts({
      server: 'API Server',
      token: { title: 'Token', hidden: true },
      certificate_authority_data: { title: 'Certificate Authority', optional: true },
      cluster_name: { title: 'Cluster Name', optional: true },
    }),
    version: '1.0',
  },
  {
    schemaId: 'email-smtp',
    name: 'Email SMTP',
    type: 'SECRET',
    provider: '',
    schema: texts({
      smtp_host: 'SMTP Host',
      smtp_port: { title: 'SMTP Port', number: true },
      user: 'SMTP User',
      password: { title: 'SMTP Password', hidden: true },
    }),
    version: '1.0',
  },
];

/** Schemas of secrets. */
export const secretSchemas: readonly ManagedSchema[] = [
  ...awsSecrets,
  ...azureSecrets,
  ...googleSecrets,
  ...others,
];
