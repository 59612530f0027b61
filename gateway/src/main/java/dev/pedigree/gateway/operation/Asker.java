package dev.pedigree.gateway.operation;

/** Whoever waits for the answer to an operation. */
public interface Asker {
  /** The request attribute that holds one. */
  String ATTRIBUTE = Asker.class.getName();

  /** Where it cannot be told: waits to the end. */
  Asker PATIENT =
      new Asker() {
        @Override
        public boolean isGone() {
          return false;
        }

        @Override
        public void answered() {}
      };

  /** Whether nobody waits any more. May be asked often, by any thread. */
  boolean isGone();

  /** The operation is over; from here on {@link #isGone} is false, without a look. */
  void answered();
}
