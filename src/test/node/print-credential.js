// Prints the credential that the default chain finds, as any job's code would get it.
'use strict';

const { default: Credential } = require('@alicloud/credentials');

new Credential().getCredential().then(
  ({ accessKeyId, accessKeySecret, securityToken, providerName }) => {
    console.log(JSON.stringify({ accessKeyId, accessKeySecret, securityToken, providerName }));
  },
  (error) => {
    console.error(String(error && error.message));
    process.exit(1);
  },
);
