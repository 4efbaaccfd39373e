export { type Address, parseAddress } from './address.ts';
export { createClient } from './client.ts';
export { Peers } from './peers.ts';
