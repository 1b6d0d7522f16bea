package io.tributary.transfer.s3;

import io.tributary.core.error.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Where S3 is and how it is asked.
 *
 * @param endpoint {@code AWS_ENDPOINT_URL_S3} or {@code AWS_ENDPOINT_URL}; AWS itself if absent
 * @param region {@code AWS_REGION}, the profile's, or {@code us-east-1}
 * @param pathStyle {@code TRIBUTARY_S3_PATH_STYLE}: the bucket in the path, not in the host name
 * @param credentials environment, profiles, pod identity and so on, in the SDK's order
 * @param attempts of a request, at most
 * @param timeout {@code TRIBUTARY_S3_TIMEOUT}, such as {@code 60s}: of silence, after which an
 *     attempt has failed
 */
record S3Settings(
    Optional<URI> endpoint,
    Region region,
    boolean pathStyle,
    AwsCredentialsProvider credentials,
    int attempts,
    Duration timeout) {
  /** Standard mode: exponential backoff with jitter, and a quota that spares a sick server. */
  private static final int ATTEMPTS = 8;

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration CONNECT = Duration.ofSeconds(10);

  static S3Settings from(Map<String, String> environment) {
    Optional<URI> endpoint =
        first(environment, "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL").map(S3Settings::uri);
    boolean pathStyle =
        first(environment, "TRIBUTARY_S3_PATH_STYLE").map(Boolean::parseBoolean).orElse(false);
    return new S3Settings(
        endpoint,
        region(environment),
        pathStyle,
        DefaultCredentialsProvider.builder().build(),
        ATTEMPTS,
        first(environment, "TRIBUTARY_S3_TIMEOUT").map(S3Settings::duration).orElse(TIMEOUT));
  }

  /** A client whose every call ends, one way or the other. */
  S3Client client() {
    return S3Client.builder()
        .applyMutation(builder -> endpoint.ifPresent(builder::endpointOverride))
        .region(region)
        .forcePathStyle(pathStyle)
        .credentialsProvider(credentials)
        // We send a CRC32 of our own with every write, declared the same way everywhere.
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .overrideConfiguration(
            override ->
                override
                    .addMetricPublisher(new S3Calls())
                    .retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(attempts)
                            .build())
                    .apiCallAttemptTimeout(Duration.ofMinutes(5))
                    .apiCallTimeout(Duration.ofMinutes(15)))
        .httpClientBuilder(
            ApacheHttpClient.builder()
                .maxConnections(128)
                .connectionTimeout(timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT)
                .socketTimeout(timeout)
                .connectionAcquisitionTimeout(Duration.ofSeconds(60))
                .tcpKeepAlive(true))
        .build();
  }

  /** The server's address, for messages: without user or query, which can be secrets. */
  String address() {
    return endpoint
        .map(
            uri ->
                uri.getScheme()
                    + "://"
                    + uri.getHost()
                    + (uri.getPort() < 0 ? "" : ":" + uri.getPort()))
        .orElse("AWS, region " + region.id());
  }

  private static Region region(Map<String, String> environment) {
    return first(environment, "AWS_REGION", "AWS_DEFAULT_REGION")
        .map(Region::of)
        .orElseGet(S3Settings::profileRegion);
  }

  /** Without asking the instance's metadata service, which costs seconds where there is none. */
  private static Region profileRegion() {
    try {
      return Optional.ofNullable(new AwsProfileRegionProvider().getRegion())
          .orElse(Region.US_EAST_1);
    } catch (SdkException e) {
      return Region.US_EAST_1;
    }
  }

  private static URI uri(String text) {
    try {
      URI uri = URI.create(text);
      if (uri.getScheme() != null && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Told below, like an address without a host.
    }
    throw new ConfigurationException(
        "AWS_ENDPOINT_URL_S3 is '" + text + "', which is no address: write https://host:port");
  }

  private static Duration duration(String text) {
    try {
      Duration duration = Duration.parse("PT" + text);
      if (duration.compareTo(Duration.ofSeconds(1)) >= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // Told below, like a time that is too short.
    }
    throw new ConfigurationException(
        "TRIBUTARY_S3_TIMEOUT is '" + text + "': write a time of at least 1s, such as 60s or 5m");
  }

  private static Optional<String> first(Map<String, String> environment, String... names) {
    for (String name : names) {
      String value = environment.get(name);
      if (value != null && !value.isBlank()) {
        return Optional.of(value.strip());
      }
    }
    return Optional.empty();
  }
}
