/**
 * What a delivery will need before it runs: containers, hours, requests and money, from measured
 * rates and from how the workers read and write.
 */
package io.tributary.cli.plan;
