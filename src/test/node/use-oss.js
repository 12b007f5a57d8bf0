// Does on OSS what its arguments say, as any job's code would, with what the broker's URL answers. Prints one JSON
// object a step: {"step", "ok"} or {"step", "code", "message"}.
// Usage: use-oss.js <credentials URL> <OSS URL> <v1|v4> <step>...
'use strict';

const OSS = require('ali-oss');

const [, , credentials, endpoint, version, ...steps] = process.argv;
const BIG = Buffer.alloc(300 * 1024, 'x');

// An empty prefix is left out: in version 4 this client signs it in a way of its own.
const under = prefix => (prefix ? { prefix } : {});

const actions = {
  get: async (oss, key) => (await oss.get(key)).content.toString(),
  range: async (oss, key) => (await oss.get(key, { headers: { Range: 'bytes=1-3' } })).content.toString(),
  put: async (oss, key) => (await oss.put(key, Buffer.from('from node'), { meta: { by: 'node' } })).res.status,
  head: async (oss, key) => (await oss.head(key)).meta.by,
  list: async (oss, prefix) => ((await oss.list({ ...under(prefix), 'max-keys': 100 })).objects || []).map(one => one.name),
  list2: async (oss, prefix) => {
    const names = [];
    let token;
    do {
      const page = await oss.listV2({ ...under(prefix), 'max-keys': 1, ...(token && { 'continuation-token': token }) });
      names.push(...(page.objects || []).map(one => one.name));
      token = page.nextContinuationToken;
    } while (token);
    return names;
  },
  copy: async (oss, key) => (await oss.copy(`${key}-copy`, key)).res.status,
  append: async (oss, key) => {
    const first = await oss.append(key, Buffer.from('one'));
    const second = await oss.append(key, Buffer.from('two'), { position: first.nextAppendPosition });
    return second.nextAppendPosition;
  },
  multipart: async (oss, key) => {
    await oss.multipartUpload(key, BIG, { partSize: 100 * 1024 });
    return (await oss.get(key)).content.equals(BIG);
  },
  link: async (oss, key) => {
    const url = await oss.signatureUrlV4('GET', 60, undefined, key);
    return (await oss.urllib.request(url, { headers: { host: 'my-bucket.oss-cn-hangzhou.aliyuncs.com' } })).data.toString();
  },
  deleteAll: async (oss, prefix) => {
    const found = (await oss.list({ prefix, 'max-keys': 100 })).objects.map(one => one.name);
    return (await oss.deleteMulti(found)).deleted.length;
  },
  info: async (oss, bucket) => (await oss.getBucketInfo(bucket)).bucket.Location,
};

async function main() {
  const served = await (await fetch(credentials)).json();
  const oss = new OSS({
    region: 'oss-cn-hangzhou',
    endpoint,
    secure: false,
    bucket: 'my-bucket',
    accessKeyId: served.AccessKeyId,
    accessKeySecret: served.AccessKeySecret,
    stsToken: served.SecurityToken,
    authorizationV4: version === 'v4',
    refreshSTSTokenInterval: 1e9,
  });
  for (const step of steps) {
    const [action, argument] = step.split(':');
    try {
      console.log(JSON.stringify({ step, ok: await actions[action](oss, argument) }));
    } catch (error) {
      console.log(JSON.stringify({ step, code: error.code, status: error.status, message: error.message }));
    }
  }
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
