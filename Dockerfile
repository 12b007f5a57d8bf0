# The broker as a container image: docker build -t sts-broker .
#
# Run it beside its jobs, in their network namespace (one pod, or --network container:<job>): it listens on loopback.
#   docker run --read-only --network container:job -v "$PWD/config:/etc/sts-broker:ro" sts-broker
# The emulated cloud is not in it: for a first minute without an account, run the sandbox from the archive.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build

# Dependencies change less often than sources: a layer of their own.
COPY pom.xml .
RUN mvn -B dependency:resolve dependency:resolve-plugins

COPY config config
COPY src src
RUN mvn -B package -Dmaven.test.skip=true
RUN cp -a target/sts-broker /opt/sts-broker

# The JDK modules the class path refers to, less three that only unused classes do: compiling verticles, beans as YAML
# or JSON, SQL types as JSON.
RUN jdeps --multi-release 25 -summary --recursive --ignore-missing-deps --class-path '/opt/sts-broker/lib/*' \
      /opt/sts-broker/lib/sts-broker.jar > dependencies.txt
RUN sed -n 's/.* -> \(java\..*\|jdk\..*\)$/\1/p' dependencies.txt | sort -u \
      | grep -vxE 'java\.(compiler|desktop|sql)' > modules.txt
RUN jlink --add-modules "$(paste -sd, modules.txt)" --strip-java-debug-attributes --no-header-files --no-man-pages \
      --compress zip-6 --output /opt/jre

# The emulated cloud stays out of what is shipped; a copy that has it serves as STS for the start below.
RUN cp -a /opt/sts-broker /opt/cloud && rm -r /opt/sts-broker/lib/sts-broker-sandbox.jar /opt/sts-broker/lib/archive

# Runs the broker for a moment on exactly what is shipped, and keeps the classes as the JVM had them then. Fails the
# build if the broker does not start, gets no credential, or does not stop with 0.
RUN JAVA_HOME=/opt/jre /opt/sts-broker/bin/archive /opt/cloud && rm /opt/sts-broker/bin/archive

# The JVM needs glibc; the launcher needs sh, the health check bash. Debian's slim image has them and little else.
FROM debian:13-slim
ARG VERSION=dev
LABEL org.opencontainers.image.title="sts-broker" \
      org.opencontainers.image.description="A local credential broker for Alibaba Cloud" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.base.name="debian:13-slim"
COPY --from=build /opt/jre /opt/jre
COPY --from=build /opt/sts-broker /opt/sts-broker
COPY src/main/sh/healthcheck /opt/sts-broker/bin/healthcheck
ENV JAVA_HOME=/opt/jre \
    STS_BROKER_CONFIG=/etc/sts-broker/broker.yaml
# By number, for Kubernetes' runAsNonRoot. serve writes nothing, so the root file system may be read-only.
USER 65532:65532
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s CMD ["/opt/sts-broker/bin/healthcheck"]
ENTRYPOINT ["/opt/sts-broker/bin/sts-broker"]
CMD ["serve"]
