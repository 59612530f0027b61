# syntax=docker/dockerfile:1
# From the project's folder, once its jars are built (mvn -Psbom -pl gateway,search-indexer -am -DskipTests package):
#   docker build -f docker/indexer.Dockerfile -t pedigree/indexer:0.1.0-SNAPSHOT .
ARG JAVA_VERSION=25.0.3_9
ARG UBUNTU_VERSION=24.04

FROM eclipse-temurin:${JAVA_VERSION}-jdk-noble AS build
WORKDIR /build
COPY docker/make-runtime docker/unpack ./
RUN ./make-runtime /opt/java
COPY search-indexer/target/search-indexer.jar ./
RUN ./unpack search-indexer.jar layers

FROM ubuntu:${UBUNTU_VERSION}
RUN groupadd --gid 10001 pedigree && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin pedigree
COPY --from=build /opt/java /opt/java
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY docker/java.options docker/train docker/health ./
RUN ./train /opt/java/bin/java /app/search-indexer.jar
# The heap takes half of the memory: the graph's shape lies beside it.
ENV LANG=C.UTF-8 \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=50" \
    PEDIGREE_INDEXER_HOST=0.0.0.0
EXPOSE 8081
USER 10001:10001
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["/app/health", "8081"]
ENTRYPOINT ["/opt/java/bin/java", "-XX:AOTCache=/app/app.aot", "@/app/java.options", "-jar", "/app/search-indexer.jar"]
