package io.tributary.cli.plan;

import io.tributary.core.config.ExtractSpec.SegmentCompression;
import io.tributary.core.config.PartnerSpec;
import java.util.List;

/** What a plan stands on, for people. */
record Assumptions(PartnerSpec partner, Wishes wishes, Prices prices) {
  List<String> lines() {
    return List.of(
        "unpacked is "
            + Figures.exact(wishes.ratio())
            + " times packed (--ratio); tables are equally large and in each archive",
        "rates measured in November 2026 on 2 cores (x86_64, JDK 17), starts apart:"
            + " extraction "
            + Figures.exact(MeasuredRates.EXTRACT_ISAL_CPU_MS)
            + " CPU ms a packed MB by ISA-L, "
            + Figures.exact(MeasuredRates.EXTRACT_JDK_CPU_MS)
            + " by the JDK; merge "
            + Figures.rounded(MeasuredRates.MERGE_CPU_MS)
            + " CPU ms an unpacked MB with metrics; cores taken for "
            + Math.round(100 * MeasuredRates.BUSY)
            + " % busy",
        "unpacked by "
            + (wishes.inflater() == Wishes.Inflater.ISAL ? "ISA-L" : "the JDK")
            + " (--inflater)",
        "neither the source nor the storage nor the network is slower than the cores: measure the"
            + " source by a first shard",
        "extract.memory "
            + Figures.count(partner.extract().memoryBytes() >> 20)
            + " MiB, merge.part-size "
            + Figures.count(partner.merge().partBytes() >> 20)
            + " MiB, source.max-connections "
            + partner.source().maxConnections()
            + ", as the partner file says"
            + packing(),
        "segments kept for "
            + wishes.keepSegments()
            + " days (--keep-segments), tables for "
            + wishes.keepTables()
            + " (--keep-tables), by rules of the bucket; the worst month has "
            + Prices.DAYS
            + " deliveries",
        "prices: " + prices.shown());
  }

  private String packing() {
    return partner.extract().segmentCompression() == SegmentCompression.NONE
        ? ""
        : "; so are segments packed by zstd, to "
            + Math.round(100 * MeasuredRates.PACKED_SEGMENTS)
            + " % for "
            + Figures.exact(MeasuredRates.PACK_CPU_MS)
            + " CPU ms an unpacked MB, and "
            + Figures.exact(MeasuredRates.UNPACK_CPU_MS)
            + " to unpack them";
  }
}
