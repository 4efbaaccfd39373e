export { type Claims, maxTokenLength, type TokenContent, type TokenType } from './claims.ts';
export { type DecodedToken, decodeToken } from './decode.ts';
export { issueToken } from './issue.ts';
export { generateKeys, importKey, type KeyPair, readKeyPair, type TokenKey } from './key.ts';
export { verifyToken, WrongKeyError } from './verify.ts';
