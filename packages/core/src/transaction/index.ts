export type { Identity, Scope } from './identity.ts';
export { type Call, Transaction, type TransactionMethod, type Transport } from './transaction.ts';
