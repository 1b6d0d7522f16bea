package io.tributary.alert;

import io.tributary.core.document.Severity;
import java.util.Optional;

/** Brings messages to one receiver. Tests: {@code CourierContract}. */
interface Courier {
  /** Why a message was not taken; without address, user and password. */
  record Problem(String text, boolean temporary) {}

  /** The receiver in documents: the same as long as its address is, and no secret. */
  String id();

  /** The receiver for people: its place in the partner file. */
  String label();

  /** The least severity that it wants. */
  Severity least();

  /** Brings a message; says why it was not taken. May take long: the caller stops waiting. */
  Optional<Problem> deliver(Message message) throws InterruptedException;

  default boolean wants(Severity severity) {
    return least().compareTo(severity) <= 0;
  }
}
