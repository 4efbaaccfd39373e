/** Data and credentials of accounts that fit the schemas which every domain has. */
export const account = { provider: 'aws', data: { account_id: '1234' } };
export const keys = { aws_access_key_id: 'AKIA', aws_secret_access_key: 'secret' };
export const withKeys = { secretSchemaId: 'aws-secret-access-key', secretData: keys };
