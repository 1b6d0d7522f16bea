package io.tributary.transfer.source;

import java.time.LocalDate;

class LocalSourceTest extends DirectoryContract {
  @Override
  DeliverySource source() {
    return open("in");
  }

  @Override
  DeliverySource elsewhere() {
    return open("nowhere");
  }

  private DeliverySource open(String folder) {
    return DeliverySources.open(
        Specs.source("file://" + directory + "/" + folder), LocalDate.of(2025, 3, 17), 4);
  }
}
