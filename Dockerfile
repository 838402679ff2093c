# syntax=docker/dockerfile:1

FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY mvnw pom.xml ./
COPY .mvn .mvn
RUN ./mvnw -q -B dependency:go-offline
COPY graphql-schema graphql-schema
COPY src/main src/main
RUN ./mvnw -q -B package -Dmaven.test.skip=true \
 && java -Djarmode=tools -jar target/vitrine-*.jar extract --layers --launcher --destination /layers

FROM eclipse-temurin:25-jre
RUN groupadd --gid 10001 vitrine \
 && useradd --uid 10001 --gid vitrine --no-create-home --shell /usr/sbin/nologin vitrine \
 && install -d -o vitrine -g vitrine -m 0700 /data
WORKDIR /vitrine
# What changes least comes first, so that a new build sends little.
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
COPY --chmod=0755 docker/healthy /usr/local/bin/healthy
USER vitrine
VOLUME /data
# Without VITRINE_API_KEY and VITRINE_ALLOWED_HOSTS the service refuses this address.
ENV SERVER_ADDRESS=0.0.0.0 VITRINE_DATA_DIR=/data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["healthy"]
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector", \
  "-XX:MaxRAMPercentage=60", "org.springframework.boot.loader.launch.JarLauncher"]
