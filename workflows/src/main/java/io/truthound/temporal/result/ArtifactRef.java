package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Points to bytes in an artifact store.
 *
 * @param uri where they lie
 * @param sha256 their digest, in lower-case hex
 * @param bytes how many
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ArtifactRef(String uri, String sha256, long bytes) {}
