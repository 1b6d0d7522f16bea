package io.tributary.alert;

import io.tributary.core.document.AlertState;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.error.DataException;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.error.OutcomeUnknownException;
import io.tributary.core.error.PreconditionFailedException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectInfo;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The states of a day's alerts on storage, changed by conditional writes alone. */
final class AlertBook {
  private final ObjectStore store;
  private final DayLayout layout;

  AlertBook(ObjectStore store, DayLayout layout) {
    this.store = store;
    this.layout = layout;
  }

  /**
   * A state as it was seen.
   *
   * @param info of the object; empty when there was none
   * @param state in it; empty when there was none, or one that nobody can read
   */
  record Entry(Optional<ObjectInfo> info, Optional<AlertState> state) {
    /** The version mark that was seen; empty when there was nothing. */
    String etag() {
      return info.map(ObjectInfo::etag).orElse("");
    }
  }

  /** What is known of one alert at present. */
  Entry find(String key) {
    Location location = layout.alert(key);
    // In this order: a change between the two makes the next conditional write fail, no more.
    Optional<ObjectInfo> info = store.head(location);
    return info.isEmpty() ? new Entry(info, Optional.empty()) : new Entry(info, state(location));
  }

  /** The states of all alerts of the day, in byte order of their names. */
  List<AlertState> all() {
    List<AlertState> states = new ArrayList<>();
    try (Stream<ObjectInfo> objects = store.list(layout.alerts())) {
      objects.forEach(object -> state(object.location()).ifPresent(states::add));
    }
    return states;
  }

  /** One that is not readable is as good as none: it is claimed and written anew. */
  private Optional<AlertState> state(Location location) {
    try {
      return Optional.of(Json.read(store, location, AlertState.class));
    } catch (ObjectMissingException | DataException e) {
      return Optional.empty();
    }
  }

  /** Writes a state over what was seen; empty when somebody else was faster. */
  Optional<ObjectInfo> write(AlertState state, Optional<ObjectInfo> seen) {
    Location location = layout.alert(state.key());
    byte[] bytes = Json.bytes(state);
    try {
      return Optional.of(
          store.write(location, Payload.of(bytes), WriteCondition.unchangedSince(seen)));
    } catch (PreconditionFailedException e) {
      return Optional.empty();
    } catch (OutcomeUnknownException e) {
      // Every claim has a name of its own, so the object tells whose it is.
      Entry now = find(state.key());
      return now.state().filter(state::equals).isPresent() ? now.info() : Optional.empty();
    }
  }
}
