/** A provider that every domain has and nobody can change. */
export interface ManagedProvider {
  provider: string;
  name: string;
  alias?: string;
  color: string;
  order: number;
  /** Whether service accounts may borrow access from a trusted account. */
  trusted: boolean;
  version: string;
}

/** Ids, names, colors and order are SpaceONE's. */
export const managedProviders: readonly ManagedProvider[] = [
  { provider: 'aws', name: 'AWS', color: '#FF9900', order: 1, trusted: true, version: '1.1' },
  { provider: 'azure', name: 'Azure', color: '#00BCF2', order: 2, trusted: true, version: '1.1' },
  {
    provider: 'google_cloud',
    name: 'Google Cloud',
    alias: 'Google',
    color: '#4285F4',
    order: 3,
    trusted: true,
    version: '1.2',
  },
  { provider: 'kubernetes', name: 'Kubernetes', color: '#326CE5', order: 4, trusted: false, version: '1.0' },
];
