import { type Identity, Transaction } from '../../transaction/index.ts';

/** A call without a transport, with these headers. */
export function transactionOf(
  identity: Identity | undefined,
  headers: Readonly<Record<string, string>> = {},
): Transaction {
  const transaction = new Transaction(
    { path: '/a.B/c', deadlineMs: 1000 },
    { transport: 'local', header: name => headers[name], deadline: Infinity, onCancel: () => {} },
  );
  transaction.identity = identity;
  return transaction;
}

/** A person in a workspace. */
export const user = (role: string, more: Partial<Identity> = {}): Identity => ({
  owner: 'USER',
  audience: 'kim',
  domainId: 'domain-1',
  workspaceId: 'workspace-1',
  role,
  ...more,
});

/** What a system token says. */
export const system: Identity = {
  owner: 'SYSTEM',
  audience: 'admin',
  domainId: 'domain-root',
  role: 'SYSTEM',
};
