import type { JsonObject } from '@bufbuild/protobuf';

/** A schema that every domain has and nobody can change. */
export interface ManagedSchema {
  schemaId: string;
  name: string;
  type: 'SERVICE_ACCOUNT' | 'TRUSTED_ACCOUNT' | 'SECRET' | 'TRUSTING_SECRET';
  provider: string;
  /** JSON Schema. */
  schema: JsonObject;
  /** Schemas of the secrets that an account of this schema may have. */
  related?: readonly string[];
  version: string;
}

/** What a text field is called, whether it can be left out, and whether it is hidden where it is typed. */
type Field = string | { title: string; optional?: true; hidden?: true; number?: true };

/** An object of texts, none shorter than four characters where it is given. */
function texts(fields: Record<string, Field>): JsonObject {
  const properties = Object.entries(fields).map(([name, field]) => {
    const { title, hidden, number } = typeof field === 'string' ? { title: field } : field;
    const type = number ? { type: 'integer' } : { type: 'string', minLength: 4 };
    return [name, { title, ...type, ...(hidden ? { format: 'password' } : {}) }];
  });
  const required = Object.keys(fields).filter(name => {
    const field = fields[name]!;
    return typeof field === 'string' || !field.optional;
  });
  const order = Object.keys(fields);
  return { type: 'object', properties: Object.fromEntries(properties) as JsonObject, required, order };
}

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

const awsAccount = texts({ account_id: 'Account ID' });
const azureAccount = texts({ tenant_id: tenant, subscription_id: subscription });
const googleAccount = texts({ project_id: 'Project ID' });

const accounts: readonly ManagedSchema[] = [
  {
    schemaId: 'aws-service-account',
    name: 'AWS Service Account',
    type: 'SERVICE_ACCOUNT',
    provider: 'aws',
    schema: awsAccount,
    related: ['aws-secret-access-key', 'aws-secret-assume-role'],
    version: '1.0',
  },
  {
    schemaId: 'aws-trusted-account',
    name: 'AWS Trusted Account',
    type: 'TRUSTED_ACCOUNT',
    provider: 'aws',
    schema: awsAccount,
    related: ['aws-secret-access-key', 'aws-control-tower-access-key'],
    version: '1.1',
  },
  {
    schemaId: 'azure-service-account',
    name: 'Azure Service Account',
    type: 'SERVICE_ACCOUNT',
    provider: 'azure',
    schema: azureAccount,
    related: ['azure-secret-client-secret', 'azure-secret-subscription-id', 'azure-secret-multi-tenant'],
    version: '1.2',
  },
  {
    schemaId: 'azure-trusted-account',
    name: 'Azure Trusted Account',
    type: 'TRUSTED_ACCOUNT',
    provider: 'azure',
    schema: azureAccount,
    related: ['azure-secret-client-secret'],
    version: '1.1',
  },
  {
    schemaId: 'google-cloud-service-account',
    name: 'Google Cloud Service Account',
    type: 'SERVICE_ACCOUNT',
    provider: 'google_cloud',
    schema: googleAccount,
    related: ['google-secret-oauth2-credentials', 'google-secret-project-id'],
    version: '1.1',
  },
  {
    schemaId: 'google-cloud-trusted-account',
    name: 'Google Cloud Trusted Account',
    type: 'TRUSTED_ACCOUNT',
    provider: 'google_cloud',
    schema: googleAccount,
    related: ['google-secret-oauth2-credentials'],
    version: '1.1',
  },
  {
    schemaId: 'kubernetes-service-account',
    name: 'Kubernetes Service Account',
    type: 'SERVICE_ACCOUNT',
    provider: 'kubernetes',
    schema: {},
    related: ['kubernetes-kubeconfig', 'kubernetes-token'],
    version: '1.1',
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

/** Ids, names and fields are SpaceONE's, whose clients fill them; those of secrets for Kubernetes are this platform's own. */
export const managedSchemas: readonly ManagedSchema[] = [
  ...awsSecrets,
  ...azureSecrets,
  ...googleSecrets,
  ...accounts,
  ...others,
];
