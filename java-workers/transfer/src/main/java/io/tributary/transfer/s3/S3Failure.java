package io.tributary.transfer.s3;

import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.error.PermissionException;
import io.tributary.core.error.PreconditionFailedException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.error.WorkerException;
import io.tributary.core.store.Location;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says in our words what S3 refused, or that it could not be asked. */
final class S3Failure {
  private S3Failure() {}

  static WorkerException of(String what, Location location, String address, SdkException e) {
    int attempts = S3Calls.attemptsOfLastCall();
    String tried = attempts < 2 ? "" : " after " + attempts + " attempts";
    String failed = "cannot " + what + " " + location + tried + " (at " + address + "): ";
    return e instanceof AwsServiceException refused
        ? refused(failed, location, refused)
        : unasked(failed, e);
  }

  /** Whether the reply leaves open what became of the request. */
  static boolean outcomeUnknown(SdkException e) {
    return e instanceof AwsServiceException refused
        ? refused.statusCode() >= 500
        : !missingCredentials(e);
  }

  /** Whether an earlier attempt may have done what this reply says cannot be done. */
  static boolean mayHaveBeenDone(SdkException e) {
    return e.numAttempts() == null || e.numAttempts() > 1;
  }

  static boolean conditionFailed(SdkException e) {
    return e instanceof AwsServiceException refused
        && (refused.statusCode() == 412 || code(refused).equals("ConditionalRequestConflict"));
  }

  static boolean missing(SdkException e) {
    return e instanceof AwsServiceException refused && refused.statusCode() == 404;
  }

  static String code(AwsServiceException e) {
    return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
        ? ""
        : e.awsErrorDetails().errorCode();
  }

  private static WorkerException refused(String failed, Location location, AwsServiceException e) {
    String code = code(e);
    String reason = reason(e);
    int status = e.statusCode();
    if (code.equals("NoSuchBucket")) {
      return new ConfigurationException(
          failed
              + "bucket '"
              + location.authority()
              + "' does not exist; create it or correct the"
              + " partner's storage",
          e);
    }
    if (code.equals("NoSuchUpload") || code.equals("InvalidPart")) {
      return new TemporaryException(
          failed + "its upload was completed or given up by another run; run the task again", e);
    }
    if (status == 404) {
      return new ObjectMissingException(failed + "it is not there; run the task that makes it", e);
    }
    if (conditionFailed(e)) {
      return new PreconditionFailedException(
          failed + "another run changed it since this run saw it; run the task again", e);
    }
    if (status == 401 || status == 403 || code.equals("ExpiredToken")) {
      return new PermissionException(
          failed + reason + "; check the credentials and what they may do in the bucket", e);
    }
    if (status == 301 || code.equals("AuthorizationHeaderMalformed")) {
      return new ConfigurationException(
          failed + reason + "; set AWS_REGION to the bucket's region", e);
    }
    if (status == 409 || status == 429 || status >= 500 || code.startsWith("RequestTime")) {
      return new TemporaryException(failed + reason + "; try again later", e);
    }
    return new ConfigurationException(
        failed + reason + "; check the bucket, the region and the endpoint", e);
  }

  private static WorkerException unasked(String failed, SdkException e) {
    if (missingCredentials(e)) {
      return new PermissionException(
          failed
              + "no credentials found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile,"
              + " or the pod's identity",
          e);
    }
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return new TemporaryException(
        failed
            + root.getClass().getSimpleName()
            + ": "
            + (root instanceof SdkException sdk ? sdk.rawMessage() : root.getMessage())
            + "; check the network and the endpoint, then try again",
        e);
  }

  private static boolean missingCredentials(SdkException e) {
    return String.valueOf(e.rawMessage()).contains("Unable to load credentials");
  }

  private static String reason(AwsServiceException e) {
    String message = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
    return e.statusCode()
        + (code(e).isEmpty() ? "" : " " + code(e))
        + (message == null || message.isBlank() ? "" : " (" + message.strip() + ")");
  }
}
