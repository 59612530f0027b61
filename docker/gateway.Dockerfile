# syntax=docker/dockerfile:1
# From the project's folder, once its jars are built (mvn -Psbom -pl gateway,search-indexer -am -DskipTests package):
#   docker build -f docker/gateway.Dockerfile -t pedigree/gateway:0.1.0-SNAPSHOT .
ARG JAVA_VERSION=25.0.3_9
ARG UBUNTU_VERSION=24.04

FROM eclipse-temurin:${JAVA_VERSION}-jdk-noble AS build
WORKDIR /build
COPY docker/make-runtime docker/unpack ./
RUN ./make-runtime /opt/java
COPY gateway/target/pedigree-gateway.jar ./
RUN ./unpack pedigree-gateway.jar layers

FROM ubuntu:${UBUNTU_VERSION}
RUN groupadd --gid 10001 pedigree && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin pedigree
RUN install -d -o 10001 -g 10001 /var/lib/pedigree
COPY --from=build /opt/java /opt/java
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY docker/java.options docker/train docker/health ./
RUN ./train /opt/java/bin/java /app/pedigree-gateway.jar
# The heap takes half of the memory: the graph's shape lies beside it. Whoever asks has to show a token (docs/security.md).
ENV LANG=C.UTF-8 \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=50" \
    SERVER_ADDRESS=0.0.0.0 \
    PEDIGREE_HTTP_DRAIN=10s \
    PEDIGREE_TOPOLOGY_SNAPSHOTS=/var/lib/pedigree
VOLUME /var/lib/pedigree
EXPOSE 8080
USER 10001:10001
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["/app/health", "8080"]
ENTRYPOINT ["/opt/java/bin/java", "-XX:AOTCache=/app/app.aot", "@/app/java.options", "-jar", "/app/pedigree-gateway.jar"]
