/**
 * Objects and artifacts in S3, and in whatever speaks its protocol.
 *
 * <p>Enters: {@code storage} and the AWS SDK. Credentials, region and endpoint come from the SDK's
 * own chains and nowhere else. Start reading at {@link io.truthound.temporal.storage.s3.S3Objects}
 * and {@link io.truthound.temporal.storage.s3.S3ArtifactStore}.
 */
@NullMarked
package io.truthound.temporal.storage.s3;

import org.jspecify.annotations.NullMarked;
