import { type ManagedSchema, texts } from './schema.ts';

const awsAccount = texts({ account_id: 'Account ID' });
const azureAccount = texts({ tenant_id: 'Tenant ID', subscription_id: 'Subscription ID' });
const googleAccount = texts({ project_id: 'Project ID' });

/** Schemas of accounts. */
export const accountSchemas: readonly ManagedSchema[] = [
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
