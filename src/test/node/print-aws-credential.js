// Prints the credential that the AWS SDK gets from a container's endpoint, as any job's code would get it.
'use strict';

const { fromHttp } = require('@aws-sdk/credential-provider-http');

Promise.resolve()
  .then(() => fromHttp()())
  .then(
    ({ accessKeyId, secretAccessKey, sessionToken }) => {
      console.log(
        JSON.stringify({ accessKeyId, accessKeySecret: secretAccessKey, securityToken: sessionToken }),
      );
    },
    (error) => {
      console.error(String(error && error.message));
      process.exit(1);
    },
  );
