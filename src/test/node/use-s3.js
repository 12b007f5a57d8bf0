// Does on OSS what its arguments say through its S3-compatible API, as any job's code would: its credentials come from
// AWS_CONTAINER_CREDENTIALS_FULL_URI, by the SDK's own chain. Prints one JSON object a step: {"step", "ok"} or {"step",
// "code", "status", "message"}.
// Usage: use-s3.js <OSS URL> <step>...
'use strict';

const { Readable } = require('stream');
const s3 = require('@aws-sdk/client-s3');

const [, , endpoint, ...steps] = process.argv;
const Bucket = 'my-bucket';
const client = new s3.S3Client({ region: 'cn-hangzhou', endpoint, forcePathStyle: true, maxAttempts: 1 });
const send = (command, input) => client.send(new s3[`${command}Command`]({ Bucket, ...input }));

const actions = {
  get: async Key => (await send('GetObject', { Key })).Body.transformToString(),
  range: async Key => (await send('GetObject', { Key, Range: 'bytes=1-3' })).Body.transformToString(),
  put: async Key => (await send('PutObject', { Key, Body: 'from S3', Metadata: { by: 'S3' } })).$metadata.httpStatusCode,
  stream: async Key => {
    const Body = Readable.from([Buffer.alloc(100000, 'x'), Buffer.alloc(1, 'y')]);
    return (await send('PutObject', { Key, Body, ContentLength: 100001 })).$metadata.httpStatusCode;
  },
  head: async Key => {
    const head = await send('HeadObject', { Key });
    return [head.ContentLength, head.Metadata.by];
  },
  list: async Prefix => ((await send('ListObjectsV2', { Prefix })).Contents || []).map(one => one.Key),
  copy: async Key => (await send('CopyObject', { Key: `${Key}-copy`, CopySource: `${Bucket}/${Key}` })).CopyObjectResult.ETag,
  multipart: async Key => {
    const { UploadId } = await send('CreateMultipartUpload', { Key });
    const first = await send('UploadPart', { Key, UploadId, PartNumber: 1, Body: Buffer.alloc(100 * 1024, 'z') });
    const second = await send('UploadPart', { Key, UploadId, PartNumber: 2, Body: 'end' });
    const Parts = [first, second].map(({ ETag }, at) => ({ ETag, PartNumber: at + 1 }));
    return (await send('CompleteMultipartUpload', { Key, UploadId, MultipartUpload: { Parts } })).Key;
  },
  delete: async Key => (await send('DeleteObject', { Key })).$metadata.httpStatusCode,
  deleteAll: async Prefix => {
    const Objects = (await send('ListObjectsV2', { Prefix })).Contents.map(({ Key }) => ({ Key }));
    return (await send('DeleteObjects', { Delete: { Objects } })).Deleted.length;
  },
  bucket: async () => (await send('HeadBucket', {})).BucketRegion,
};

(async () => {
  for (const step of steps) {
    const [action, key] = [step.slice(0, step.indexOf(':')), step.slice(step.indexOf(':') + 1)];
    try {
      console.log(JSON.stringify({ step, ok: await actions[action](key) }));
    } catch (error) {
      const status = error.$metadata && error.$metadata.httpStatusCode;
      console.log(JSON.stringify({ step, code: error.name, status, message: error.message }));
    }
  }
})();
