// OSS's client, which has its job fetch credentials, every five minutes unless told otherwise. Reading is signing a URL.
'use strict';

const OSS = require('ali-oss');
const run = require('./job-loop');

async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url} answers ${response.status}`);
  }
  return response.json();
}

run(async (url, intervalMillis) => {
  const { AccessKeyId, AccessKeySecret, SecurityToken } = await fetched(url);
  const client = new OSS({
    accessKeyId: AccessKeyId,
    accessKeySecret: AccessKeySecret,
    stsToken: SecurityToken,
    refreshSTSToken: () => fetched(url),
    ...(intervalMillis && { refreshSTSTokenInterval: Number(intervalMillis) }),
    region: 'oss-cn-hangzhou',
    bucket: 'reports',
  });
  return async () => {
    const signed = new URL(await client.asyncSignatureUrl('2026/summary.csv')).searchParams;
    const { accessKeyId, accessKeySecret, stsToken } = client.options;
    if (signed.get('OSSAccessKeyId') !== accessKeyId || signed.get('security-token') !== stsToken) {
      throw new Error('not signed with the credentials it holds');
    }
    return { accessKeyId, accessKeySecret, securityToken: stsToken };
  };
});
