// The AWS SDK's provider for containers, kept by what the SDK's clients keep any provider with.
'use strict';

const { fromHttp } = require('@aws-sdk/credential-provider-http');
const { doesIdentityRequireRefresh, isIdentityExpired, memoizeIdentityProvider } = require('@smithy/core');
const run = require('./job-loop');

run((url) => {
  // For a machine under load: what is tried is what comes, not how soon.
  const provider = fromHttp({ awsContainerCredentialsFullUri: url, timeout: 10000 });
  const kept = memoizeIdentityProvider(provider, isIdentityExpired, doesIdentityRequireRefresh);
  return async () => {
    const { accessKeyId, secretAccessKey, sessionToken } = await kept({});
    return { accessKeyId, accessKeySecret: secretAccessKey, securityToken: sessionToken };
  };
});
