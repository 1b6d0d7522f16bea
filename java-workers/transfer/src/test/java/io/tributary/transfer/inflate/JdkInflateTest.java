package io.tributary.transfer.inflate;

class JdkInflateTest extends InflateContract {
  @Override
  Inflation kind() {
    return Inflation.JDK;
  }
}
