# Build the jar first: mvn -B -DskipTests package
FROM eclipse-temurin:17-jre

RUN useradd --system --uid 10001 --home-dir /tmp walaa
COPY target/walaa.jar jvm.options /app/
USER 10001

# API; health and metrics.
EXPOSE 8080 8081
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=50"
ENTRYPOINT ["java", "@/app/jvm.options", "-jar", "/app/walaa.jar"]
