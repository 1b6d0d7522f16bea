package io.tributary.transfer.await;

import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.SourceList;
import io.tributary.core.error.WorkerException;
import io.tributary.transfer.source.DeliverySource;
import io.tributary.transfer.source.DeliverySources;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What one look at a day's source finds, by the rules of {@code wait}: what is an archive, and what
 * lacks. Nothing is frozen, and nothing is written anywhere.
 *
 * @param address of the source, for people
 * @param archives that are there
 * @param bytes of them
 * @param lacks why {@code wait} would go on waiting, if it would; what only has to stay as it is
 *     for a while is not told
 */
public record PresentDelivery(String address, long archives, long bytes, Optional<String> lacks) {

  /**
   * Looks once.
   *
   * @throws WorkerException when the source is away or refuses
   */
  public static PresentDelivery look(PartnerSpec partner, LocalDate date) {
    try (DeliverySource source = DeliverySources.open(partner.source(), date, 1)) {
      Delivery delivery = new DeliveryWatch(partner.source(), source).look(Instant.now());
      boolean noMarker = partner.source().marker().isPresent() && !delivery.markerPresent();
      boolean lacks = noMarker || !delivery.missing().isEmpty();
      return new PresentDelivery(
          source.address(),
          delivery.archives().size(),
          delivery.archives().stream().mapToLong(SourceList.Archive::size).sum(),
          lacks ? Optional.of(delivery.lacks(partner.source().marker())) : Optional.empty());
    }
  }
}
