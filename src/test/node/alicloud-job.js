// The Alibaba Cloud SDKs' own client: at a URL, or, told a role's name, at the instance's metadata service.
'use strict';

const { default: Credential, Config } = require('@alicloud/credentials');
const run = require('./job-loop');

// For a machine under load: what is tried is what comes, not how soon.
const patience = { timeout: 10000, connectTimeout: 10000 };

run((address) => {
  const config = address.startsWith('http:')
    ? new Config({ type: 'credentials_uri', credentialsURI: address, ...patience })
    : new Config({ type: 'ecs_ram_role', roleName: address, ...patience });
  const client = new Credential(config);
  return () => client.getCredential();
});
