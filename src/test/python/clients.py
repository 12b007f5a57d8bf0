"""The clients, each as the code of its page makes it."""
import asyncio
import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from stubs import MaxCompute

CODE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Client:
    """What the cases use of a client."""

    asks_http_proxy = False
    asks_http_proxy_despite_no_proxy = False
    shows_what_it_holds = True

    @classmethod
    def of(cls, page):
        client = cls()
        client._page = page
        client._names = {}
        code = "\n".join(CODE.findall(Path(page).read_text(encoding="utf-8")))
        exec(compile(client.in_sandbox(code), f"code of {page}", "exec"), client._names)
        client.open(client._names)
        return client

    def another(self):
        return self.of(self._page)

    def in_child(self, action):
        """Runs what uses it as its page says for a process that was forked."""
        action()

    def in_sandbox(self, code):
        return code.replace("https://oss-cn-hangzhou.aliyuncs.com", os.environ["OSS"])

    def open(self, names):
        """Takes what it needs of the page's names."""
        raise NotImplementedError

    def held(self):
        """The id, secret and token that it would sign with now."""
        raise NotImplementedError

    async def held_async(self):
        return await asyncio.to_thread(self.held)


class OfObjects(Client):
    """One that has objects: get, put, list, copy, delete, multipart."""

    def refusal(self, action):
        """The code of the error that the action must end with."""
        try:
            action()
        except Exception as refusal:
            return self.code(refusal)
        return None


class Credentials(Client):
    """alibabacloud_credentials."""

    asks_http_proxy = True
    asks_http_proxy_despite_no_proxy = True

    def open(self, names):
        self._client = names["client"]

    @staticmethod
    def _triple(held):
        return held.get_access_key_id(), held.get_access_key_secret(), held.get_security_token()

    def held(self):
        return self._triple(self._client.get_credential())


class Oss2(OfObjects):
    asks_http_proxy = True

    def open(self, names):
        self._oss2, self._bucket = names["oss2"], names["bucket"]

    def held(self):
        held = self._bucket.auth.credentials_provider.get_credentials()
        return held.get_access_key_id(), held.get_access_key_secret(), held.get_security_token()

    def code(self, refusal):
        return refusal.code

    def get(self, key):
        return self._bucket.get_object(key).read()

    def put(self, key, content):
        self._bucket.put_object(key, content)

    def list(self, prefix):
        return [one.key for one in self._oss2.ObjectIteratorV2(self._bucket, prefix=prefix, max_keys=1)]

    def copy(self, key, to):
        self._bucket.copy_object(self._bucket.bucket_name, key, to)

    def delete(self, key):
        self._bucket.delete_object(key)

    def multipart(self, key, parts):
        upload = self._bucket.init_multipart_upload(key).upload_id
        tags = [self._bucket.upload_part(key, upload, i, part).etag for i, part in enumerate(parts, 1)]
        done = [self._oss2.models.PartInfo(i, tag) for i, tag in enumerate(tags, 1)]
        self._bucket.complete_multipart_upload(key, upload, done)


class OssV2(OfObjects):
    """alibabacloud_oss_v2."""

    asks_http_proxy = True
    asks_http_proxy_despite_no_proxy = True

    def open(self, names):
        self._oss, self._client, self._config = names["oss"], names["client"], names["config"]

    def held(self):
        held = self._config.credentials_provider.get_credentials()
        return held.access_key_id, held.access_key_secret, held.security_token

    def code(self, refusal):
        return refusal.unwrap().code

    def get(self, key):
        return self._client.get_object(self._oss.GetObjectRequest("my-bucket", key)).body.read()

    def put(self, key, content):
        self._client.put_object(self._oss.PutObjectRequest("my-bucket", key, body=content))

    def list(self, prefix):
        pages = self._client.list_objects_v2_paginator()
        request = self._oss.ListObjectsV2Request("my-bucket", prefix=prefix, max_keys=1)
        return [one.key for page in pages.iter_page(request) for one in page.contents or []]

    def copy(self, key, to):
        self._client.copy_object(
            self._oss.CopyObjectRequest("my-bucket", to, source_bucket="my-bucket", source_key=key)
        )

    def delete(self, key):
        self._client.delete_object(self._oss.DeleteObjectRequest("my-bucket", key))

    def multipart(self, key, parts):
        oss, client = self._oss, self._client
        upload = client.initiate_multipart_upload(oss.InitiateMultipartUploadRequest("my-bucket", key)).upload_id
        done = []
        for i, part in enumerate(parts, 1):
            request = oss.UploadPartRequest("my-bucket", key, part_number=i, upload_id=upload, body=part)
            done.append(oss.UploadPart(part_number=i, etag=client.upload_part(request).etag))
        client.complete_multipart_upload(
            oss.CompleteMultipartUploadRequest(
                "my-bucket", key, upload_id=upload,
                complete_multipart_upload=oss.CompleteMultipartUpload(parts=done),
            )
        )


class Boto3(OfObjects):
    def open(self, names):
        self._session, self._s3 = names["session"], names["s3"]

    def held(self):
        return tuple(self._session.get_credentials().get_frozen_credentials()[:3])

    def code(self, refusal):
        return refusal.response["Error"]["Code"]

    def get(self, key):
        return self._s3.get_object(Bucket="my-bucket", Key=key)["Body"].read()

    def put(self, key, content):
        self._s3.put_object(Bucket="my-bucket", Key=key, Body=content)

    def list(self, prefix):
        pages = self._s3.get_paginator("list_objects_v2").paginate(
            Bucket="my-bucket", Prefix=prefix, PaginationConfig={"PageSize": 1}
        )
        return [one["Key"] for page in pages for one in page.get("Contents", [])]

    def copy(self, key, to):
        self._s3.copy_object(Bucket="my-bucket", Key=to, CopySource={"Bucket": "my-bucket", "Key": key})

    def delete(self, key):
        self._s3.delete_object(Bucket="my-bucket", Key=key)

    def multipart(self, key, parts):
        place = {"Bucket": "my-bucket", "Key": key}
        place["UploadId"] = self._s3.create_multipart_upload(**place)["UploadId"]
        done = []
        for i, part in enumerate(parts, 1):
            tag = self._s3.upload_part(**place, PartNumber=i, Body=part)["ETag"]
            done.append({"PartNumber": i, "ETag": tag})
        self._s3.complete_multipart_upload(**place, MultipartUpload={"Parts": done})


class PyOdps(Client):
    """What it held is what MaxCompute was sent."""

    asks_http_proxy = True
    asks_http_proxy_despite_no_proxy = True
    _max_compute = None

    def in_sandbox(self, code):
        if PyOdps._max_compute is None:
            PyOdps._max_compute = MaxCompute()
        return code.replace("https://service.cn-hangzhou.maxcompute.aliyun.com", self._max_compute.url)

    def open(self, names):
        self._odps = names["odps"]

    def in_child(self, action):
        """It keeps its connections to MaxCompute by thread, and those of the main one are the parent's."""
        with ThreadPoolExecutor(1) as pool:
            pool.submit(action).result()

    def held(self):
        from odps.errors import NoSuchObject

        try:
            self._odps.get_table("nothing").reload()
        except NoSuchObject as answer:
            access_id, token = re.search(r"\[(\S+) (\S+)]", str(answer)).groups()
            return access_id, self._odps.account.secret_access_key, token


class PyArrow(OfObjects):
    """Files, written in parts always; what it holds is in C++."""

    shows_what_it_holds = False

    def open(self, names):
        self._fs, self._s3 = names["pyarrow"].fs, names["s3"]

    def code(self, refusal):
        return "AccessDenied" if "ACCESS_DENIED" in str(refusal) else str(refusal)

    def get(self, key):
        with self._s3.open_input_stream(f"my-bucket/{key}") as file:
            return file.read()

    def put(self, key, content):
        self.multipart(key, [content])

    def list(self, prefix):
        folder = f"my-bucket/{prefix.rpartition('/')[0]}"
        found = self._s3.get_file_info(self._fs.FileSelector(folder))
        return [one.path[len("my-bucket/") :] for one in found if one.path.startswith(f"my-bucket/{prefix}")]

    def copy(self, key, to):
        self._s3.copy_file(f"my-bucket/{key}", f"my-bucket/{to}")

    def delete(self, key):
        self._s3.delete_file(f"my-bucket/{key}")

    def multipart(self, key, parts):
        with self._s3.open_output_stream(f"my-bucket/{key}") as file:
            for part in parts:
                file.write(part)


CLIENTS = {
    "alibabacloud-credentials": Credentials,
    "oss2": Oss2,
    "alibabacloud-oss-v2": OssV2,
    "boto3": Boto3,
    "pyodps": PyOdps,
    "pyarrow": PyArrow,
}
